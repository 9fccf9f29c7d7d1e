package io.alternatefutures.server;

import io.alternatefutures.content.Peers;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.instance.Instance;
import io.alternatefutures.control.instance.InstanceStore;
import io.alternatefutures.model.Cid;
import io.alternatefutures.store.Store;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance among those on its database: tells them how far it is, and knows where they are.
 * One thread announces; everything else may be called by any.
 */
final class Membership implements Peers, AutoCloseable {
  /** Changes that come closer together than this are announced together. */
  private static final Duration GATHER = Duration.ofMillis(15);

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final Store store;
  private final InstanceStore instances;
  private final Semaphore news = new Semaphore(0);
  private final Thread announcer = Thread.ofVirtual().name("membership").unstarted(this::run);
  private volatile @Nullable Supplier<Instance> self;
  private volatile List<Instance> others = List.of();
  private volatile boolean refused;

  Membership(Store store) {
    this.store = store;
    this.instances = store.instances();
  }

  /**
   * Announces this instance; the others know it when this returns, if the database answers.
   *
   * @param instance this instance as it is at the moment of the call
   */
  void start(Supplier<Instance> instance) {
    self = instance;
    announce();
    look();
    announcer.start();
  }

  /** Has the others told soon that this instance has moved on. */
  void moved() {
    news.release();
  }

  /** The others that are there. */
  List<Instance> others() {
    return others;
  }

  /** How many others serve and have not followed as far as this one. */
  long lagging() {
    long reached = self().revision();
    return others.stream().filter(other -> other.serves() && other.revision() < reached).count();
  }

  @Override
  public List<URI> addresses() {
    return others.stream().map(Instance::controlUrl).toList();
  }

  @Override
  public Optional<String> authorization(URI address, Cid cid) {
    return addresses().contains(address)
        ? store.siblings().map(secret -> secret.authorization(cid))
        : Optional.empty();
  }

  private void run() {
    try {
      while (true) {
        boolean moved =
            news.tryAcquire(Limits.INSTANCE_HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        if (moved) {
          Thread.sleep(GATHER);
          news.drainPermits();
        }
        announce();
        look();
      }
    } catch (InterruptedException closed) {
      // The instance ends.
    }
  }

  private void announce() {
    if (refused) {
      return;
    }
    try {
      instances.announce(self());
    } catch (StoreUnavailableException away) {
      LOG.debug("not announced: the database does not answer");
    } catch (RuntimeException e) {
      refused = true;
      LOG.warn(
          "this instance cannot write to the table instance, so that the others do not know it and"
              + " deployments do not wait for it: grant INSERT, UPDATE and DELETE on it");
      LOG.debug("not announced", e);
    }
  }

  private void look() {
    try {
      String own = self().id();
      others = instances.live().stream().filter(other -> !other.id().equals(own)).toList();
    } catch (RuntimeException e) {
      LOG.debug("the other instances are not known at the moment", e);
    }
  }

  private Instance self() {
    return Objects.requireNonNull(self, "not started").get();
  }

  @Override
  public void close() {
    announcer.interrupt();
    try {
      if (!refused && self != null) {
        instances.withdraw(self().id());
      }
    } catch (RuntimeException e) {
      LOG.debug("not withdrawn; the others find out by themselves", e);
    }
  }
}
