package io.alternatefutures.store;

import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.access.ProjectStore;
import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.control.catalog.CatalogListener;
import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.control.deployment.DeploymentStore;
import io.alternatefutures.control.function.FunctionStore;
import io.alternatefutures.control.instance.InstanceStore;
import io.alternatefutures.control.persistence.ControlStore;
import io.alternatefutures.control.upload.UploadStore;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The control API's persistence in one database. Safe for use by many threads; methods block. */
public final class Store implements ControlStore, AutoCloseable {
  private final Database database;
  private final ProjectStore projects;
  private final FunctionStore functions;
  private final DeploymentStore deployments;
  private final UploadStore uploads;
  private final CatalogSource catalog;

  private final InstanceStore instances;
  private final StoreOptions options;
  private final DataSource source;
  private volatile @Nullable SiblingSecret siblings;

  private Store(Database database, DataSource source, StoreOptions options) {
    Rows rows = new Rows(new EnvCipher(options.key()), options.clock());
    this.options = options;
    this.source = source;
    this.instances = new SqlInstances(database);
    this.database = database;
    this.projects = new SqlProjects(database);
    this.functions = new SqlFunctions(database, rows);
    this.deployments = new SqlDeployments(database, rows);
    this.uploads = new SqlUploads(database);
    this.catalog = new SqlCatalog(database, rows);
  }

  /**
   * Opens the database and brings its tables up to date.
   *
   * @throws StoreOpenException within seconds when it is not reachable, has a wrong password, or
   *     was set up with another key
   */
  public static Store open(StoreOptions options) {
    DataSource source = Connections.source(options.database());
    Connections.requireReachable(options.database(), source);
    Migrations.apply(options.database(), source);
    Permissions.requireWritable(options.database(), source);
    Database database = Connections.pooled(options.database(), source);
    try {
      requireKey(database, options);
      return new Store(database, source, options);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public ProjectStore projects() {
    return projects;
  }

  @Override
  public FunctionStore functions() {
    return functions;
  }

  @Override
  public DeploymentStore deployments() {
    return deployments;
  }

  @Override
  public UploadStore uploads() {
    return uploads;
  }

  @Override
  public CatalogSource catalog() {
    return catalog;
  }

  @Override
  public InstanceStore instances() {
    return instances;
  }

  /**
   * Tells {@code listener} of changes by any instance until the result is closed. A database that
   * cannot announce changes tells nothing; it has one instance.
   */
  public AutoCloseable follow(CatalogListener listener) {
    return switch (options.database()) {
      case DatabaseLocation.Sqlite _ -> () -> {};
      case DatabaseLocation.Postgres _ -> ChangeFeed.start(source, listener);
    };
  }

  /** What instances on this database know each other by; empty while the database is away. */
  public Optional<SiblingSecret> siblings() {
    SiblingSecret known = siblings;
    if (known == null) {
      try {
        known = new SiblingKey(database, options.key()).load();
        siblings = known;
      } catch (StoreUnavailableException e) {
        return Optional.empty();
      }
    }
    return Optional.of(known);
  }

  /** Whether the database answers; takes seconds at most to find out that it does not. */
  public boolean isReachable() {
    try {
      return catalog.revision() >= 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    database.close();
  }

  /** The first key used stays the database's key: with another one env values could not be read. */
  private static void requireKey(Database database, StoreOptions options) {
    String fingerprint = options.key().fingerprint();
    String stored = database.read(handle -> storedFingerprint(handle));
    if (stored.isEmpty()) {
      stored =
          database.write(handle -> {
            handle.execute(
                "UPDATE store_state SET key_fingerprint = ?"
                    + " WHERE id = 1 AND key_fingerprint IS NULL",
                fingerprint);
            return storedFingerprint(handle);
          });
    }
    if (!stored.equals(fingerprint)) {
      throw new StoreOpenException(
          options.database()
              + " was set up with another encryption key than the one in this data directory. Copy"
              + " the key file from the instance that made the database, or restore it from a"
              + " backup",
          null);
    }
  }

  private static String storedFingerprint(Handle handle) {
    return handle
        .select("SELECT COALESCE(key_fingerprint, '') FROM store_state WHERE id = 1")
        .map((row, _) -> row.getString(1))
        .one();
  }
}
