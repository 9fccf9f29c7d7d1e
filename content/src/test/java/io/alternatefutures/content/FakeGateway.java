package io.alternatefutures.content;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.alternatefutures.model.Cid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A trustless gateway on loopback that answers from memory, honestly or not. */
final class FakeGateway implements AutoCloseable {
  static final String CAR = "application/vnd.ipld.car";
  static final String RAW = "application/vnd.ipld.raw";

  /** How one kind of request is answered. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange, Cid cid) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Cid, byte[]> blocks;

  /** {@code "car CID"} or {@code "raw CID"}, in order. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private Answer onBlock = this::sendBlock;
  private Answer onArchive = this::sendArchive;

  FakeGateway(Map<Cid, byte[]> blocks) throws IOException {
    this.blocks = blocks;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/ipfs/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  FakeGateway onBlock(Answer answer) {
    onBlock = answer;
    return this;
  }

  FakeGateway onArchive(Answer answer) {
    onArchive = answer;
    return this;
  }

  /** Sends single blocks only, as a minimal gateway may. */
  FakeGateway withoutArchives() {
    return onArchive((exchange, cid) -> status(exchange, 406));
  }

  void sendBlock(HttpExchange exchange, Cid cid) throws IOException {
    byte[] block = blocks.get(cid);
    if (block == null) {
      status(exchange, 404);
    } else {
      send(exchange, RAW, block);
    }
  }

  void sendArchive(HttpExchange exchange, Cid cid) throws IOException {
    send(exchange, CAR, archive(cid, reachable(cid)));
  }

  /** Parents before children, as gateways send them. */
  List<Cid> reachable(Cid root) throws IOException {
    List<Cid> order = new ArrayList<>();
    collect(root, order);
    return order;
  }

  private void collect(Cid cid, List<Cid> order) throws IOException {
    byte[] block = blocks.get(cid);
    if (block == null || order.contains(cid)) {
      return;
    }
    order.add(cid);
    for (Cid link : Dag.linksOf(cid, block)) {
      collect(link, order);
    }
  }

  byte[] archive(Cid root, List<Cid> order) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter car = CarWriter.to(out, root)) {
      for (Cid cid : order) {
        byte[] block = blocks.get(cid);
        if (block != null) {
          car.put(cid, block);
        }
      }
    }
    return out.toByteArray();
  }

  static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Cid cid = Cid.parse(path.substring("/ipfs/".length()));
      String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      if (accept.startsWith(CAR) && query.contains("format=car") && query.contains("scope=all")) {
        requests.add("car " + cid);
        onArchive.to(exchange, cid);
      } else if (accept.equals(RAW) && query.equals("format=raw")) {
        requests.add("raw " + cid);
        onBlock.to(exchange, cid);
      } else {
        status(exchange, 400);
      }
    }
  }
}
