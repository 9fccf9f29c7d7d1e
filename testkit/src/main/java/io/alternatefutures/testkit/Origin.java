package io.alternatefutures.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on loopback to proxy to and to fetch from. */
public final class Origin implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Origin(HttpHandler handler) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(line(exchange));
          try (exchange) {
            handler.handle(exchange);
          }
        });
    server.start();
  }

  /** One that answers every request with 200 and {@code METHOD target}, and then what was sent. */
  public static Origin start() {
    return start(Origin::echo);
  }

  /** One that answers as {@code handler} does. */
  public static Origin start(HttpHandler handler) {
    return new Origin(handler);
  }

  /** Its URL, without a trailing slash. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests so far, each as {@code METHOD target}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Answers with bytes. */
  public static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    String line = line(exchange) + "\n" + new String(sent, StandardCharsets.UTF_8);
    answer(exchange, 200, "text/plain; charset=utf-8", line.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(HttpExchange exchange) {
    return exchange.getRequestMethod() + " " + exchange.getRequestURI();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
