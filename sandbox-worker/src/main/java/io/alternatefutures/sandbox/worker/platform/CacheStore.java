package io.alternatefutures.sandbox.worker.platform;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The responses that the functions of one worker, so of one project, keep with the Cache API. What
 * was not read for longest makes room for what is new; what has expired is gone. Safe for any
 * thread.
 */
public final class CacheStore {
  /** Bytes kept at a time, with what is known of requests and responses. */
  static final int MAX_BYTES = 32 << 20;

  /** Bytes of one response with its request. */
  static final int MAX_ENTRY_BYTES = 8 << 20;

  /** Responses kept at a time. */
  static final int MAX_ENTRIES = 8_192;

  /** Caches at a time, and characters of a cache's name. */
  static final int MAX_CACHES = 256;

  static final int MAX_NAME_LENGTH = 1_024;

  /** What an entry costs beside its texts and its body. */
  private static final int ENTRY_OVERHEAD_BYTES = 256;

  /**
   * A kept response.
   *
   * @param head what script wrote down of request and response
   * @param expires in milliseconds since the Unix epoch
   */
  record Entry(int id, String cache, String url, String head, byte[] body, double expires) {
    int bytes() {
      return ENTRY_OVERHEAD_BYTES + 2 * (url.length() + head.length()) + body.length;
    }
  }

  private final InstantSource clock;
  private final Map<String, Map<Integer, Entry>> caches = new LinkedHashMap<>();

  /** All entries, the one that was not read for longest first. */
  private final Map<Integer, Entry> byUse = new LinkedHashMap<>(16, 0.75f, true);

  private int bytes;
  private int lastId;

  /** An empty store; {@code clock} says what has expired. */
  public CacheStore(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void open(String cache) throws OpException {
    if (caches.containsKey(cache)) {
      return;
    }
    if (caches.size() >= MAX_CACHES) {
      throw full("There are " + MAX_CACHES + " caches already");
    }
    if (cache.length() > MAX_NAME_LENGTH) {
      throw full("A cache's name has at most " + MAX_NAME_LENGTH + " characters");
    }
    caches.put(cache, new LinkedHashMap<>());
  }

  synchronized boolean has(String cache) {
    return caches.containsKey(cache);
  }

  synchronized boolean drop(String cache) {
    Map<Integer, Entry> entries = caches.remove(cache);
    if (entries == null) {
      return false;
    }
    for (Entry entry : entries.values()) {
      byUse.remove(entry.id());
      bytes -= entry.bytes();
    }
    return true;
  }

  synchronized List<String> names() {
    return List.copyOf(caches.keySet());
  }

  /** Keeps a response; entries that were not read for longest go when there is no room. */
  synchronized void put(String cache, String url, String head, byte[] body, double millis)
      throws OpException {
    Entry entry = new Entry(++lastId, cache, url, head, body, clock.millis() + millis);
    if (entry.bytes() > MAX_ENTRY_BYTES) {
      throw full("A response has at most " + MAX_ENTRY_BYTES + " bytes");
    }
    open(cache);
    Iterator<Entry> oldest = byUse.values().iterator();
    while (bytes + entry.bytes() > MAX_BYTES || byUse.size() >= MAX_ENTRIES) {
      Entry gone = oldest.next();
      oldest.remove();
      forget(gone);
    }
    caches.getOrDefault(cache, Map.of()).put(entry.id(), entry);
    byUse.put(entry.id(), entry);
    bytes += entry.bytes();
  }

  /**
   * The entries of a cache in the order they were put.
   *
   * @param url only those with this URL, or with this URL before their query; null for all
   */
  synchronized List<Entry> find(String cache, @Nullable String url, boolean ignoreQuery) {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : List.copyOf(caches.getOrDefault(cache, Map.of()).values())) {
      if (entry.expires() <= clock.millis()) {
        remove(entry.id());
      } else if (url == null || url.equals(ignoreQuery ? path(entry.url()) : entry.url())) {
        found.add(entry);
      }
    }
    return found;
  }

  private static String path(String url) {
    int mark = url.indexOf('?');
    return mark < 0 ? url : url.substring(0, mark);
  }

  /** A response's body, or null when it has gone meanwhile. */
  synchronized byte @Nullable [] body(int id) {
    Entry entry = byUse.get(id);
    return entry == null ? null : entry.body();
  }

  synchronized boolean remove(int id) {
    Entry entry = byUse.remove(id);
    if (entry == null) {
      return false;
    }
    forget(entry);
    return true;
  }

  private void forget(Entry entry) {
    caches.getOrDefault(entry.cache(), Map.of()).remove(entry.id());
    bytes -= entry.bytes();
  }

  private static OpException full(String message) {
    return new OpException("QuotaExceededError", message);
  }
}
