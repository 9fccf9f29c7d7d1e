package io.alternatefutures.edge.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All certificates, by the name that a client asks for. A thread of its own looks for changed
 * files; connections keep what they began with. New files that cannot be used change nothing but
 * the log. Thread-safe.
 */
public final class TlsCertificates implements Mapping<@Nullable String, SslContext>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsCertificates.class);

  private final List<String> sources;
  private final Duration interval;
  private final Thread watcher;
  private volatile Loaded current;
  private volatile boolean closed;

  /** An immutable set of certificates; the first one is for clients that ask for no known name. */
  private record Loaded(String fingerprint, Map<String, SslContext> byName, SslContext first) {}

  private TlsCertificates(List<String> sources, Duration interval) {
    this.sources = List.copyOf(sources);
    this.interval = interval;
    this.current = load();
    this.watcher = Thread.ofVirtual().name("tls-certificates").unstarted(this::watch);
  }

  /**
   * Loads certificates, and looks for changes from then on.
   *
   * @param sources folders, and pairs {@code CERTIFICATE:KEY}
   * @param interval how often files are looked at
   * @throws IllegalArgumentException naming what cannot be used, and why
   */
  public static TlsCertificates open(List<String> sources, Duration interval) {
    TlsCertificates certificates = new TlsCertificates(sources, interval);
    certificates.watcher.start();
    return certificates;
  }

  /** Throws what {@link #open} would throw. */
  public static void check(List<String> sources) {
    CertificateFiles.find(sources).forEach(ServerCertificate::load);
  }

  private Loaded load() {
    List<CertificateFiles> files = CertificateFiles.find(sources);
    String fingerprint = fingerprint(files);
    List<ServerCertificate> certificates = files.stream().map(ServerCertificate::load).toList();
    Map<String, SslContext> byName = new HashMap<>();
    for (ServerCertificate certificate : certificates) {
      certificate.names().forEach(name -> byName.putIfAbsent(name, certificate.context()));
    }
    return new Loaded(fingerprint, Map.copyOf(byName), certificates.getFirst().context());
  }

  private static String fingerprint(List<CertificateFiles> files) {
    return files.stream().map(CertificateFiles::fingerprint).collect(Collectors.joining("\n"));
  }

  private void watch() {
    String refused = "";
    while (!closed) {
      LockSupport.parkNanos(interval.toNanos());
      refused = reloadIfChanged(refused);
    }
  }

  /** Returns the fingerprint of files that cannot be used, so that they are complained of once. */
  private String reloadIfChanged(String refused) {
    String found = refused;
    try {
      found = fingerprint(CertificateFiles.find(sources));
      if (!found.equals(current.fingerprint()) && !found.equals(refused)) {
        current = load();
        LOG.info("TLS certificates loaded for {}", current.byName().keySet());
      }
      return found;
    } catch (IllegalArgumentException e) {
      String complaint = String.valueOf(e.getMessage());
      if (!found.equals(refused) || !complaint.equals(refused)) {
        LOG.error("TLS certificates stay as they were: {}", complaint);
      }
      return found.equals(refused) ? complaint : found;
    }
  }

  /** What to show to a client that asks for {@code name}; null when it asks for none. */
  @Override
  public SslContext map(@Nullable String name) {
    Loaded loaded = current;
    if (name == null) {
      return loaded.first();
    }
    String asked = name.toLowerCase(Locale.ROOT);
    SslContext exact = loaded.byName().get(asked);
    if (exact != null) {
      return exact;
    }
    int dot = asked.indexOf('.');
    SslContext wildcard = dot < 0 ? null : loaded.byName().get("*" + asked.substring(dot));
    return wildcard == null ? loaded.first() : wildcard;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watcher);
  }
}
