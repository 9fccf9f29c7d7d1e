package io.alternatefutures.store;

import io.alternatefutures.control.catalog.CatalogChange;
import io.alternatefutures.control.catalog.CatalogListener;
import io.alternatefutures.model.FunctionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes by PostgreSQL's LISTEN, on a connection and a thread of its own, and connects
 * again when it breaks.
 */
final class ChangeFeed implements AutoCloseable {
  /** The channel that changes are announced on; a payload is {@code REVISION FUNCTION}. */
  static final String CHANNEL = "af_catalog";

  /** The channel that purges are announced on; a payload is {@code FUNCTION PREFIX}. */
  static final String PURGES = "af_purges";

  /** The channel on which instances tell what they gave of shared allowances. */
  static final String USAGE = "af_usage";

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  private final DataSource source;
  private final CatalogListener listener;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Connection current;

  private ChangeFeed(DataSource source, CatalogListener listener) {
    this.source = source;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("catalog-feed").unstarted(this::run);
  }

  static ChangeFeed start(DataSource source, CatalogListener listener) {
    ChangeFeed feed = new ChangeFeed(source, listener);
    feed.thread.start();
    return feed;
  }

  private void run() {
    Duration pause = Limits.FEED_FIRST_RETRY;
    while (!closed) {
      try (Connection connection = source.getConnection()) {
        current = connection;
        listen(connection);
        pause = Limits.FEED_FIRST_RETRY;
        follow(connection);
      } catch (SQLException | RuntimeException e) {
        LOG.debug("changes are not announced at the moment", e);
      }
      listener.disconnected();
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(Limits.FEED_LAST_RETRY) < 0 ? longer : Limits.FEED_LAST_RETRY;
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
      statement.execute("LISTEN " + PURGES);
      statement.execute("LISTEN " + USAGE);
    }
    listener.connected();
  }

  private void follow(Connection connection) throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (!closed) {
      PGNotification[] heard = postgres.getNotifications((int) Limits.FEED_PROBE.toMillis());
      if (heard == null || heard.length == 0) {
        // Silence may mean that the other end is gone.
        try (Statement probe = connection.createStatement()) {
          probe.execute("SELECT 1");
        }
        continue;
      }
      for (PGNotification notification : heard) {
        switch (notification.getName()) {
          case PURGES -> tellOfPurge(notification.getParameter());
          case USAGE -> listener.allowancesUsed(notification.getParameter());
          default -> tell(notification.getParameter());
        }
      }
    }
  }

  private void tell(String payload) {
    int space = payload.indexOf(' ');
    try {
      long revision = Long.parseLong(space < 0 ? payload : payload.substring(0, space));
      listener.changed(
          new CatalogChange(
              revision, space < 0 ? null : new FunctionId(payload.substring(space + 1))));
    } catch (IllegalArgumentException e) {
      LOG.warn("an announcement on {} is not one of ours", CHANNEL);
    }
  }

  private void tellOfPurge(String payload) {
    int space = payload.indexOf(' ');
    try {
      listener.purged(
          new FunctionId(payload.substring(0, Math.max(space, 0))), payload.substring(space + 1));
    } catch (IllegalArgumentException e) {
      LOG.warn("an announcement on {} is not one of ours", PURGES);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection connection = current;
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("the feed's connection did not close", e);
      }
    }
  }
}
