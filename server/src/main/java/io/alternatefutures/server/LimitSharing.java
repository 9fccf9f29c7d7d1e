package io.alternatefutures.server;

import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.catalog.CatalogChange;
import io.alternatefutures.control.catalog.CatalogListener;
import io.alternatefutures.edge.plan.SharedLimits;
import io.alternatefutures.edge.plan.SharedLimits.Usage;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other runtimes on the database what this one gave of shared allowances, and hears it of
 * them. While the database is away each counts for itself, and what it gives is not told later.
 * Thread-safe.
 */
final class LimitSharing implements CatalogListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LimitSharing.class);

  /** How often others are told: so long can each give what is left of an allowance. */
  static final Duration INTERVAL = Duration.ofMillis(200);

  /** Allowances in one announcement, which has 8,000 bytes: at most 47 for each. */
  static final int ANNOUNCED = 160;

  /** Allowances that are told of at once; others have to wait for the next time. */
  private static final int MOST_TOLD = 20 * ANNOUNCED;

  private static final int BASE = Character.MAX_RADIX;

  private final Store store;
  private final SharedLimits limits;
  private final String name;
  private final CatalogListener others;
  private final LongAdder untold = new LongAdder();
  private final Thread thread = Thread.ofVirtual().name("limit-sharing").unstarted(this::run);
  private volatile boolean connected;

  private LimitSharing(Store store, SharedLimits limits, String name, CatalogListener others) {
    this.store = store;
    this.limits = limits;
    this.name = name;
    this.others = others;
  }

  /**
   * Starts to tell.
   *
   * @param name tells this runtime from the others
   * @param others gets all that is about something else
   */
  static LimitSharing start(Store store, SharedLimits limits, String name, CatalogListener others) {
    LimitSharing sharing = new LimitSharing(store, limits, name, others);
    sharing.thread.start();
    return sharing;
  }

  /** Whether the others hear of this one, and it of them. */
  boolean isConnected() {
    return connected;
  }

  /** How often others were not told of an allowance. */
  long untold() {
    return untold.sum();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        tell();
      }
    } catch (InterruptedException e) {
      LOG.debug("allowances are shared no more");
    }
  }

  private void tell() {
    List<Usage> given = limits.takeUntold(MOST_TOLD);
    if (given.isEmpty()) {
      return;
    }
    if (!connected) {
      untold.add(given.size());
      return;
    }
    try {
      store.announceUsage(announcements(name, given));
    } catch (StoreUnavailableException e) {
      untold.add(given.size());
    } catch (RuntimeException e) {
      untold.add(given.size());
      LOG.warn("other instances were not told of allowances: {}", e.toString());
    }
  }

  /** {@code NAME ALLOWANCE:NANOS ALLOWANCE:NANOS …}, in pieces that can be announced. */
  static List<String> announcements(String name, List<Usage> given) {
    List<String> announcements = new ArrayList<>();
    for (int start = 0; start < given.size(); start += ANNOUNCED) {
      StringBuilder text = new StringBuilder(name);
      for (Usage usage : given.subList(start, Math.min(given.size(), start + ANNOUNCED))) {
        text.append(' ').append(usage.allowance()).append(':');
        text.append(Long.toString(usage.nanos(), BASE));
      }
      announcements.add(text.toString());
    }
    return announcements;
  }

  @Override
  public void allowancesUsed(String announced) {
    String[] words = announced.split(" ", -1);
    if (words[0].equals(name)) {
      return;
    }
    List<Usage> used = new ArrayList<>();
    try {
      for (int i = 1; i < words.length; i++) {
        int colon = words[i].indexOf(':');
        String allowance = words[i].substring(0, Math.max(colon, 0));
        used.add(new Usage(allowance, Long.parseLong(words[i].substring(colon + 1), BASE)));
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("an announcement of allowances is not one of ours");
      return;
    }
    limits.used(used);
  }

  @Override
  public void changed(CatalogChange change) {
    others.changed(change);
  }

  @Override
  public void purged(FunctionId function, String prefix) {
    others.purged(function, prefix);
  }

  @Override
  public void connected() {
    connected = true;
    others.connected();
  }

  @Override
  public void disconnected() {
    connected = false;
    others.disconnected();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
