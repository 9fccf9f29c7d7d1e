package io.alternatefutures.server;

import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.store.CatalogFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last known catalogue in the data directory, for a start while the database is away. One
 * thread writes, shortly after a change; the rest may be called by any.
 */
final class LastCatalog implements AutoCloseable {
  static final String FILE = "catalog.sealed";

  /** Changes that come closer together than this are written together. */
  private static final Duration GATHER = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(LastCatalog.class);

  private final Path file;
  private final CatalogFile format;
  private final Semaphore news = new Semaphore(0);
  private final Thread writer = Thread.ofVirtual().name("last-catalog").unstarted(this::run);
  private volatile @Nullable Supplier<CatalogSnapshot> catalogue;
  private boolean failing;

  LastCatalog(Path dataDirectory, CatalogFile format) {
    this.file = dataDirectory.resolve(FILE);
    this.format = format;
  }

  /** What an earlier run left; empty when there is nothing, or nothing that can be trusted. */
  Optional<CatalogSnapshot> read() {
    try {
      return Optional.of(format.open(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      LOG.warn(
          "{} is ignored: it was changed, or is of another database, key or version of this"
              + " runtime",
          file);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} is ignored, since it cannot be read", file, e);
      return Optional.empty();
    }
  }

  /** Writes what {@code source} gives now, and again whenever it {@link #moved}. */
  void keep(Supplier<CatalogSnapshot> source) {
    catalogue = source;
    news.release();
    writer.start();
  }

  /** The catalogue has changed. */
  void moved() {
    news.release();
  }

  private void run() {
    try {
      while (true) {
        news.acquire();
        Thread.sleep(GATHER);
        news.drainPermits();
        write();
      }
    } catch (InterruptedException closed) {
      // The instance ends.
    }
  }

  private synchronized void write() {
    Supplier<CatalogSnapshot> source = catalogue;
    if (source == null) {
      return;
    }
    try {
      PrivateFiles.write(file, format.seal(source.get()));
      failing = false;
    } catch (ClosedByInterruptException closing) {
      // Written again by close().
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.warn("the catalogue cannot be kept in {}; a start needs the database", file, e);
      }
      failing = true;
    }
  }

  /** Writes the latest change, if it was not written yet. */
  @Override
  public void close() {
    writer.interrupt();
    write();
  }
}
