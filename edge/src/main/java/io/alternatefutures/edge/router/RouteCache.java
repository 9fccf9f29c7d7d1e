package io.alternatefutures.edge.router;

import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.Route;
import io.alternatefutures.routing.RouteTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Compiled routes per function, for as long as a time to live and the routes themselves allow.
 * Thread-safe; a look-up takes no lock.
 */
public final class RouteCache {
  private final long ttlNanos;
  private final int capacity;
  private final ConcurrentHashMap<FunctionId, Entry> entries = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private record Entry(RouteTable table, List<Route> routes, long loaded) {}

  /**
   * @param ttl how long a table is used; zero compiles at every look-up
   * @param capacity most functions kept; when full, one is dropped for each that is added
   */
  public RouteCache(Duration ttl, int capacity) {
    this.ttlNanos = ttl.toNanos();
    this.capacity = capacity;
  }

  /**
   * The compiled form of {@code routes}. A table of other routes is replaced, whatever its age.
   *
   * @param now {@link System#nanoTime()}
   * @throws io.alternatefutures.routing.InvalidRoutesException when the routes cannot be used
   */
  @SuppressWarnings("ReferenceEquality") // spares the comparison of routes that did not change
  public RouteTable get(FunctionId id, List<Route> routes, long now) {
    Entry entry = entries.get(id);
    if (entry != null
        && now - entry.loaded < ttlNanos
        && (entry.routes == routes || entry.routes.equals(routes))) {
      hits.increment();
      return entry.table;
    }
    misses.increment();
    RouteTable table = RouteTable.compile(routes);
    put(id, routes, table, now);
    return table;
  }

  /**
   * The table last {@link #put}; null when there is none or it is too old.
   *
   * @param now {@link System#nanoTime()}
   */
  public @Nullable RouteTable find(FunctionId id, long now) {
    Entry entry = entries.get(id);
    if (entry != null && now - entry.loaded < ttlNanos) {
      hits.increment();
      return entry.table;
    }
    misses.increment();
    return null;
  }

  /**
   * Keeps a table.
   *
   * @param routes what it was compiled from
   * @param now {@link System#nanoTime()}
   */
  public void put(FunctionId id, List<Route> routes, RouteTable table, long now) {
    if (entries.size() >= capacity && !entries.containsKey(id)) {
      makeRoom(now);
    }
    entries.put(id, new Entry(table, List.copyOf(routes), now));
  }

  private void makeRoom(long now) {
    entries.values().removeIf(entry -> now - entry.loaded >= ttlNanos);
    var candidates = entries.keySet().iterator();
    while (entries.size() >= capacity && candidates.hasNext()) {
      entries.remove(candidates.next());
    }
  }

  /** Forgets the routes of one function. */
  public void invalidate(FunctionId id) {
    entries.remove(id);
  }

  /** Forgets all routes. */
  public void clear() {
    entries.clear();
  }

  /** Size and hit rate so far. */
  public RouterStats stats() {
    return new RouterStats(entries.size(), hits.sum(), misses.sum());
  }
}
