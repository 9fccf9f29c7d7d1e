package io.alternatefutures.edge.http;

import io.netty.handler.codec.http.HttpHeaders;

/** Takes the fields that end at this hop out of a head. */
public final class EndToEnd {
  private EndToEnd() {}

  /**
   * Leaves only end-to-end fields in {@code headers}.
   *
   * @param connection what their {@code Connection} field says
   */
  public static void clean(HttpHeaders headers, ConnectionOptions connection) {
    for (String name : headers.names()) {
      if (connection.endsHere(name)) {
        headers.remove(name);
      }
    }
  }
}
