package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Asks one trustless gateway for blocks or archives (Trustless Gateway specification) and verifies
 * what comes while it streams. Blocks the calling thread.
 */
final class GatewayClient implements AutoCloseable {
  private static final String RAW = "application/vnd.ipld.raw";
  private static final String CAR = "application/vnd.ipld.car";

  private final Duration connectTimeout;
  private final Duration timeout;
  private final Peers peers;

  /** Made on first use, since TLS costs a start more than all else here; guarded by this. */
  private @Nullable Connections connections;

  private record Connections(HttpClient http, ScheduledExecutorService timer) {}

  GatewayClient(Duration connectTimeout, Duration timeout, Peers peers) {
    this.peers = peers;
    this.connectTimeout = connectTimeout;
    this.timeout = timeout;
  }

  /**
   * One block.
   *
   * @throws GatewayException when this gateway does not give it
   */
  byte[] block(URI gateway, Cid cid) throws IOException {
    HttpResponse<InputStream> response = send(gateway, cid, "format=raw", RAW);
    try (DeadlineInputStream body = guarded(response)) {
      requireOk(response);
      byte[] block = body.readNBytes(Limits.MAX_BLOCK_BYTES + 1);
      if (block.length > Limits.MAX_BLOCK_BYTES) {
        throw lied("sent more than " + Limits.MAX_BLOCK_BYTES + " bytes for block " + cid, null);
      }
      if (!cid.verify(block)) {
        throw lied("sent " + block.length + " bytes that do not hash to " + cid, null);
      }
      return block;
    } catch (GatewayException e) {
      throw e;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Everything under a root, as far as the gateway sends it. Only blocks that are linked from the
   * root or a block before are kept, so that a gateway cannot fill the disk with others.
   *
   * @param maxBytes largest archive that is read
   * @param sink takes each wanted block once; its failures pass through
   * @throws GatewayException when this gateway gives no archive, or a broken one; blocks before the
   *     breach have gone to the sink
   */
  void archive(URI gateway, Cid root, long maxBytes, BlockSink sink) throws IOException {
    String query = "format=car&dag-scope=all&car-version=1";
    HttpResponse<InputStream> response = send(gateway, root, query, CAR + "; version=1; dups=n");
    try (DeadlineInputStream body = guarded(response)) {
      requireOk(response);
      String type = response.headers().firstValue("content-type").orElse("");
      if (!type.toLowerCase(Locale.ROOT).startsWith(CAR)) {
        throw new GatewayException(
            GatewayException.Kind.REFUSED,
            "answered a request for an archive with something else",
            null);
      }
      CarReader car = open(root, new MeteredInputStream(body, maxBytes, "archive"));
      Set<Cid> wanted = new HashSet<>();
      wanted.add(root);
      for (Optional<CarBlock> next = next(car, root); next.isPresent(); next = next(car, root)) {
        body.progress();
        accept(next.get(), wanted, sink);
      }
    }
  }

  private static void accept(CarBlock block, Set<Cid> wanted, BlockSink sink) throws IOException {
    if (!wanted.contains(block.cid())) {
      return;
    }
    sink.put(block.cid(), block.bytes());
    wanted.addAll(Dag.linksOf(block.cid(), block.bytes()));
    if (wanted.size() > Limits.MAX_DAG_BLOCKS) {
      throw ContentException.tooLarge(
          "more than " + Limits.MAX_DAG_BLOCKS + " blocks under a root");
    }
  }

  /** How a gateway is named in logs and errors: without credentials. */
  static String name(URI gateway) {
    int port = gateway.getPort();
    return gateway.getScheme() + "://" + gateway.getHost() + (port < 0 ? "" : ":" + port);
  }

  @Override
  public synchronized void close() {
    Connections open = connections;
    if (open != null) {
      open.timer().shutdownNow();
      open.http().shutdownNow();
      connections = null;
    }
  }

  private synchronized Connections connections() {
    Connections open = connections;
    if (open == null) {
      open =
          new Connections(
              HttpClient.newBuilder()
                  .connectTimeout(connectTimeout)
                  .followRedirects(HttpClient.Redirect.NORMAL)
                  .executor(Executors.newVirtualThreadPerTaskExecutor())
                  .build(),
              Executors.newSingleThreadScheduledExecutor(
                  Thread.ofPlatform().daemon().name("gateway-deadlines").factory()));
      connections = open;
    }
    return open;
  }

  private HttpResponse<InputStream> send(URI gateway, Cid cid, String query, String accept)
      throws IOException {
    String base = gateway.toString();
    String separator = base.endsWith("/") ? "" : "/";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + separator + "ipfs/" + cid + "?" + query))
            .timeout(timeout)
            .header("Accept", accept)
            .GET();
    peers.authorization(gateway, cid).ifPresent(value -> request.header("Authorization", value));
    if ("http".equalsIgnoreCase(gateway.getScheme())) {
      // Without TLS the client would ask for an upgrade to HTTP/2, which some servers mishandle.
      request.version(HttpClient.Version.HTTP_1_1);
    }
    try {
      return connections().http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new GatewayException(
          GatewayException.Kind.FAILED, "did not answer within " + timeout.toMillis() + " ms", e);
    } catch (IOException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking a gateway");
    }
  }

  private DeadlineInputStream guarded(HttpResponse<InputStream> response) {
    return new DeadlineInputStream(response.body(), connections().timer(), timeout);
  }

  private static void requireOk(HttpResponse<?> response) throws GatewayException {
    if (response.statusCode() != 200) {
      throw new GatewayException(
          GatewayException.Kind.REFUSED, "answered " + response.statusCode(), null);
    }
  }

  private static CarReader open(Cid root, InputStream body) throws IOException {
    try {
      return new CarReader(new BufferedInputStream(body, 1 << 16));
    } catch (ContentException e) {
      throw lied("sent no archive for " + root + ": " + e.getMessage(), e);
    } catch (GatewayException e) {
      throw e;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Optional<CarBlock> next(CarReader car, Cid root) throws IOException {
    try {
      return car.next();
    } catch (ContentException e) {
      throw lied("sent a broken archive for " + root + ": " + e.getMessage(), e);
    } catch (GatewayException e) {
      throw e;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static GatewayException lied(String message, @Nullable Throwable cause) {
    return new GatewayException(GatewayException.Kind.LIED, message, cause);
  }

  private static GatewayException failed(IOException e) {
    if (e instanceof ConnectException) {
      return new GatewayException(GatewayException.Kind.FAILED, "cannot be reached", e);
    }
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new GatewayException(GatewayException.Kind.FAILED, "failed: " + reason, e);
  }
}
