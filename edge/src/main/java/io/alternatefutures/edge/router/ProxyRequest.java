package io.alternatefutures.edge.router;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request to be routed.
 *
 * @param target path, and query if there is one, as the client sent them
 * @param headers values by field name; those that end at this hop are not passed on, and {@code
 *     Host} becomes the target's
 * @param body subscribed to once, when the request is sent; streams with backpressure
 */
public record ProxyRequest(
    String method, String target, Map<String, List<String>> headers, BodyPublisher body) {
  public ProxyRequest {
    Map<String, List<String>> copy = HashMap.newHashMap(headers.size());
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = Map.copyOf(copy);
  }

  /** A GET without header fields. */
  public static ProxyRequest get(String target) {
    return new ProxyRequest("GET", target, Map.of(), BodyPublishers.noBody());
  }
}
