package io.alternatefutures.edge.plan;

import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.RawClient;
import io.alternatefutures.edge.testing.RawOrigin;
import java.io.IOException;
import java.util.Map;

/** One function behind an edge whose only route has options, and ways to ask it. */
final class PlannedEdge {
  private static final String HOST = "gw.localhost";

  private PlannedEdge() {}

  /** A route for every path. */
  static EdgeFixture edge(Map<String, Object> options) {
    return EdgeFixture.start().planned("gw", Map.of("/*", options));
  }

  /** A target that says who it is. */
  static RawOrigin named(String name) throws IOException {
    return new RawOrigin((request, wire) -> wire.ok(name));
  }

  static RawOrigin status(int status) throws IOException {
    return new RawOrigin(
        (request, wire) -> wire.send("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"));
  }

  static RawClient.Response get(RawClient client, String path, String... fields)
      throws IOException {
    return send(client, "GET", path, "", fields);
  }

  static RawClient.Response send(
      RawClient client, String method, String path, String body, String... fields)
      throws IOException {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    client.send(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + HOST
            + "\r\n"
            + more
            + length
            + "\r\n"
            + body);
    return method.equals("HEAD") ? client.readBodyless() : client.read();
  }
}
