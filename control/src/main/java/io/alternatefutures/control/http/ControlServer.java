package io.alternatefutures.control.http;

import io.alternatefutures.control.Limits;
import io.alternatefutures.control.access.Access;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The control API's listener: GraphQL, uploads, health and metrics. */
public final class ControlServer implements AutoCloseable {
  private final Vertx vertx;
  private final BlockingCalls calls;
  private final HttpServer server;
  private final Access access;

  private ControlServer(Vertx vertx, BlockingCalls calls, HttpServer server, Access access) {
    this.vertx = vertx;
    this.calls = calls;
    this.server = server;
    this.access = access;
  }

  /**
   * Starts to listen; returns when connections are accepted. The GraphQL schema may still be in the
   * making then: the first request waits for it.
   *
   * @throws ControlStartException when it cannot listen, e.g. because the port is in use
   */
  public static ControlServer start(ControlOptions options, ControlPorts ports) {
    UseCases useCases = UseCases.on(ports);
    Vertx vertx = vertx();
    BlockingCalls calls = new BlockingCalls(vertx);
    Json json = new Json();
    Replies replies = new Replies(json, ports.randomness());
    Router router =
        ControlRouter.build(
            vertx,
            options,
            new Authenticator(useCases.access(), calls, replies),
            new HealthEndpoints(ports.readiness(), ports.metrics(), calls, replies),
            new GraphQlEndpoint(useCases.graphQl(), calls, replies, json),
            new BlockEndpoint(ports.content(), ports.siblings(), calls, replies),
            new SiblingEndpoints(ports, calls, replies),
            new UploadEndpoints(
                useCases.uploads(), calls, replies, json, vertx, options.carBytes()),
            replies);
    try {
      HttpServer server =
          await(
              vertx
                  .createHttpServer(serverOptions())
                  .requestHandler(router)
                  .listen(options.port(), options.bindAddress()));
      return new ControlServer(vertx, calls, server, useCases.access());
    } catch (ExecutionException | TimeoutException e) {
      calls.close(Duration.ZERO);
      closeQuietly(vertx);
      throw cannotListen(options, e.getCause() == null ? e : e.getCause());
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Projects and tokens, for the runtime's own start. */
  public Access access() {
    return access;
  }

  /** Stops to listen, lets calls under way end, and frees everything. */
  @Override
  public void close() {
    try {
      await(server.shutdown(Limits.LISTENER.toMillis() / 2, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      // The listener is gone with its event loops below.
    }
    calls.close(Limits.LISTENER.dividedBy(2));
    closeQuietly(vertx);
  }

  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setMaxHeaderSize(Limits.HEADER_BYTES)
        .setMaxInitialLineLength(Limits.REQUEST_LINE_BYTES)
        .setIdleTimeout((int) Limits.CONNECTION_IDLE.toSeconds())
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setHandle100ContinueAutomatically(false)
        .setCompressionSupported(false)
        .setReuseAddress(true);
  }

  private static ControlStartException cannotListen(ControlOptions options, Throwable cause) {
    String place = options.bindAddress() + ":" + options.port();
    if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
      return new ControlStartException(
          "Port "
              + options.port()
              + " on "
              + options.bindAddress()
              + " is already in use. Stop what listens there, or choose another port with API_PORT",
          cause);
    }
    return new ControlStartException(
        "The control API cannot listen on " + place + ": " + cause.getMessage(), cause);
  }

  private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(Limits.LISTENER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }

  private static void closeQuietly(Vertx vertx) {
    try {
      await(vertx.close());
    } catch (ExecutionException | TimeoutException e) {
      // Nothing of it listens any more; its threads end with the process.
    }
  }
}
