package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.limits.OriginLimits;
import io.alternatefutures.model.egress.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Addresses of names, looked up off the event loops and remembered for a short while; look-ups of
 * one name are shared. Thread-safe.
 *
 * <p>Look-ups run on threads of their own: the JDK's resolver is native code, which would hold on
 * to the few carriers of all virtual threads for as long as a name server is silent.
 */
final class NameCache implements AutoCloseable {
  private final NameLookup lookup;
  private final OriginLimits limits;
  private final ThreadPoolExecutor threads;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  private record Entry(CompletableFuture<List<InetAddress>> addresses, long expires) {
    boolean isExpired() {
      return addresses.isDone() && System.nanoTime() - expires >= 0;
    }
  }

  NameCache(NameLookup lookup, OriginLimits limits) {
    this.lookup = lookup;
    this.limits = limits;
    this.threads =
        new ThreadPoolExecutor(
            limits.nameLookups(),
            limits.nameLookups(),
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.nameQueue()),
            Thread.ofPlatform().daemon().name("edge-names-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The addresses of {@code host}; completed already when they are known. Fails with {@link
   * UnknownHostException}, or {@link RejectedExecutionException} when too many look-ups wait.
   *
   * @param host name, or an address without brackets
   */
  CompletableFuture<List<InetAddress>> addresses(String host) {
    byte[] literal = IpLiteral.parse(host);
    if (literal != null) {
      return CompletableFuture.completedFuture(List.of(address(literal)));
    }
    Entry known = entries.get(host);
    if (known != null && !known.isExpired()) {
      return known.addresses();
    }
    return start(host);
  }

  @SuppressWarnings("ReferenceEquality") // who put the entry there starts the look-up
  private CompletableFuture<List<InetAddress>> start(String host) {
    if (entries.size() >= limits.names()) {
      entries.values().removeIf(Entry::isExpired);
    }
    CompletableFuture<List<InetAddress>> future = new CompletableFuture<>();
    Entry fresh = new Entry(future, Long.MAX_VALUE);
    Entry current =
        entries.compute(host, (key, old) -> old == null || old.isExpired() ? fresh : old);
    if (current != fresh) {
      return current.addresses();
    }
    try {
      threads.execute(() -> run(host, fresh));
    } catch (RejectedExecutionException e) {
      entries.remove(host, fresh);
      future.completeExceptionally(e);
    }
    return future;
  }

  private void run(String host, Entry pending) {
    List<InetAddress> addresses;
    try {
      addresses = List.copyOf(lookup.addresses(host));
      if (addresses.isEmpty()) {
        throw new UnknownHostException(host);
      }
    } catch (UnknownHostException | RuntimeException e) {
      settle(host, pending, limits.nameFailureTtl().toNanos());
      pending.addresses().completeExceptionally(e);
      return;
    }
    settle(host, pending, limits.nameTtl().toNanos());
    pending.addresses().complete(addresses);
  }

  private void settle(String host, Entry pending, long ttlNanos) {
    if (entries.size() > limits.names()) {
      entries.remove(host, pending);
    } else {
      entries.replace(host, pending, new Entry(pending.addresses(), System.nanoTime() + ttlNanos));
    }
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
