package io.alternatefutures.control.http;

import io.alternatefutures.control.Limits;
import io.alternatefutures.control.access.Access;
import io.alternatefutures.control.catalog.CatalogChanges;
import io.alternatefutures.control.content.ContentPins;
import io.alternatefutures.control.deployment.Deployments;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.control.graphql.GraphQlApi;
import io.alternatefutures.control.graphql.GraphQlServices;
import io.alternatefutures.control.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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
    CatalogChanges changes = new CatalogChanges(ports.store().catalog(), ports.publisher());
    Functions functions =
        new Functions(ports.store().functions(), changes, ports.randomness(), ports.clock());
    ContentPins pins = new ContentPins();
    Deployments deployments =
        new Deployments(
            functions,
            ports.store().deployments(),
            ports.content(),
            pins,
            ports.checker(),
            changes,
            ports.randomness(),
            ports.clock());
    GraphQlServices services =
        new GraphQlServices(
            functions, deployments, ports.content(), ports.logs(), ports.invokeUrls());
    CompletableFuture<GraphQlApi> api = new CompletableFuture<>();
    Thread.ofVirtual().name("control-schema").start(() -> complete(api, services));
    Access access = new Access(ports.store().projects(), ports.randomness(), ports.clock());
    Uploads uploads =
        new Uploads(
            ports.content(),
            pins,
            ports.store().uploads(),
            ports.store().deployments(),
            ports.clock());

    Vertx vertx = vertx();
    BlockingCalls calls = new BlockingCalls(vertx);
    Json json = new Json();
    Replies replies = new Replies(json, ports.randomness());
    Router router =
        ControlRouter.build(
            vertx,
            options.metricsAccess(),
            new Authenticator(access, calls, replies),
            new HealthEndpoints(ports.readiness(), ports.metrics(), calls, replies),
            new GraphQlEndpoint(api::join, calls, replies, json),
            new UploadEndpoints(uploads, calls, replies, json, vertx, options.carBytes()),
            replies);
    try {
      HttpServer server =
          await(
              vertx
                  .createHttpServer(serverOptions())
                  .requestHandler(router)
                  .listen(options.port(), options.bindAddress()));
      return new ControlServer(vertx, calls, server, access);
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

  private static void complete(CompletableFuture<GraphQlApi> api, GraphQlServices services) {
    try {
      api.complete(new GraphQlApi(services));
    } catch (Throwable e) {
      api.completeExceptionally(e);
    }
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

  private static void closeQuietly(@Nullable Vertx vertx) {
    if (vertx != null) {
      try {
        await(vertx.close());
      } catch (ExecutionException | TimeoutException e) {
        // Its threads are daemons of a process that ends.
      }
    }
  }
}
