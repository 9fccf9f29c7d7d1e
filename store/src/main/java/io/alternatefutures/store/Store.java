package io.alternatefutures.store;

import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.access.ProjectStore;
import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.control.catalog.CatalogListener;
import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.control.deployment.DeploymentStore;
import io.alternatefutures.control.domain.DomainStore;
import io.alternatefutures.control.function.FunctionStore;
import io.alternatefutures.control.instance.InstanceStore;
import io.alternatefutures.control.persistence.ControlStore;
import io.alternatefutures.control.upload.UploadStore;
import io.alternatefutures.model.FunctionId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The control API's persistence in one database. Safe for use by many threads; methods block. */
public final class Store implements ControlStore, AutoCloseable {
  private final Database database;
  private final ProjectStore projects;
  private final FunctionStore functions;
  private final DeploymentStore deployments;
  private final DomainStore domains;
  private final UploadStore uploads;
  private final CatalogSource catalog;

  private final InstanceStore instances;
  private final StoreOptions options;
  private final DataSource source;
  private volatile @Nullable SiblingSecret siblings;

  private Store(StoreOptions options, DataSource source, Preparation preparation) {
    this.database = Connections.pooled(options.database(), source, preparation);
    Rows rows = new Rows(new EnvCipher(options.key()), options.clock());
    this.options = options;
    this.source = source;
    this.instances = new SqlInstances(database);
    this.projects = new SqlProjects(database, rows);
    this.functions = new SqlFunctions(database, rows);
    this.deployments = new SqlDeployments(database, rows);
    this.domains = new SqlDomains(database);
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
    Preparation preparation = new Preparation(options, source);
    preparation.now();
    return new Store(options, source, preparation);
  }

  /**
   * A store on a database that is away: every call fails with {@link StoreUnavailableException}
   * until it answers, has been brought up to date and has passed the checks of {@link #open}.
   */
  public static Store openWhenReachable(StoreOptions options) {
    DataSource source = Connections.source(options.database());
    return new Store(options, source, new Preparation(options, source));
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
  public DomainStore domains() {
    return domains;
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

  /**
   * Has all who {@link #follow} forget a function's kept answers to paths that begin with {@code
   * prefix}. On a database that cannot announce it nothing happens; it has one instance.
   */
  public void announcePurge(FunctionId function, String prefix) {
    database.announcePurge(function, prefix);
  }

  /**
   * Tells all who {@link #follow}, this instance too, what was given of allowances that instances
   * give together. Needs no right to any table. On a database that cannot announce it nothing
   * happens; it has one instance.
   *
   * @param announcements each shorter than 8,000 bytes
   */
  public void announceUsage(List<String> announcements) {
    database.announceUsage(announcements);
  }

  /**
   * What instances on this database know each other by. Empty while the database is away, or, for
   * one that only reads, until another has made it.
   */
  public Optional<SiblingSecret> siblings() {
    SiblingSecret known = siblings;
    if (known == null) {
      try {
        SiblingKey stored = new SiblingKey(database, options.key());
        known =
            switch (options.rights()) {
              case CHANGE -> stored.loadOrMake();
              case READ -> stored.load().orElse(null);
            };
        siblings = known;
      } catch (StoreUnavailableException e) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(known);
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
}
