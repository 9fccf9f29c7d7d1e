package io.alternatefutures.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A reverse proxy of Vert.x for {@code benchmarks/compare}: one event loop, native transport, kept
 * connections to the origin, and the three {@code X-Forwarded-} fields.
 */
public final class VertxProxy {
  private static final String HOST = "127.0.0.1";

  private VertxProxy() {}

  /**
   * Serves until it is killed.
   *
   * @param arguments port, port with TLS, port of the origin, connections to it, certificate, key
   *     and TLS 1.3 cipher
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 7) {
      throw new IllegalArgumentException(
          "expected PORT TLS_PORT ORIGIN_PORT CONNECTIONS CERTIFICATE KEY CIPHER, but got "
              + arguments.length
              + " arguments");
    }
    int origin = Integer.parseInt(arguments[2]);
    int connections = Integer.parseInt(arguments[3]);
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    HttpProxy proxy =
        HttpProxy.reverseProxy(
                vertx.createHttpClient(
                    new HttpClientOptions().setKeepAlive(true),
                    new PoolOptions().setHttp1MaxSize(connections)))
            .origin(origin, HOST)
            .addInterceptor(new Forwarding());
    HttpServerOptions secure =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(
                new PemKeyCertOptions().addCertPath(arguments[4]).addKeyPath(arguments[5]))
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
            .addEnabledCipherSuite(arguments[6]);
    // With TLS first: the other port tells that both are open.
    vertx
        .createHttpServer(secure)
        .requestHandler(proxy)
        .listen(Integer.parseInt(arguments[1]), HOST)
        .compose(_ ->
            vertx
                .createHttpServer()
                .requestHandler(proxy)
                .listen(Integer.parseInt(arguments[0]), HOST))
        .onFailure(failure -> {
          System.err.println(failure);
          Runtime.getRuntime().halt(1);
        });
    new CountDownLatch(1).await();
  }

  /** Says who the client is. */
  private static final class Forwarding implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      ProxyRequest request = context.request();
      var proxied = request.proxiedRequest();
      request.headers().set("X-Forwarded-For", proxied.remoteAddress().hostAddress());
      request.headers().set("X-Forwarded-Host", String.valueOf(proxied.authority()));
      request.headers().set("X-Forwarded-Proto", proxied.isSSL() ? "https" : "http");
      return context.sendRequest();
    }

    /** HTTP/2 has no such field, but the proxy would pass it on, and clients refuse it. */
    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
      context.response().headers().remove("Connection");
      return context.sendResponse();
    }
  }
}
