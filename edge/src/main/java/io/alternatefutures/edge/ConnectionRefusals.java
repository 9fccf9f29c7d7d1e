package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells connections that there is no room for them to come back later. As long as they are not too
 * many, it waits for them to have heard it: closing with unread bytes would reset the connection
 * and the client might lose the answer. Thread-safe.
 */
final class ConnectionRefusals {
  private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(answer()).asReadOnly();

  private final Duration linger;
  private final AtomicInteger lingering = new AtomicInteger();

  ConnectionRefusals(Duration linger) {
    this.linger = linger;
  }

  private static ByteBuf answer() {
    String body =
        "{\"error\":\"Too many connections\",\"code\":\"OVERLOADED\",\"requestId\":\"\"}\n";
    String head =
        """
        HTTP/1.1 503 Service Unavailable\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Retry-After: 1\r
        Connection: close\r
        \r
        """
            .formatted(body.length());
    return Unpooled.copiedBuffer(head + body, StandardCharsets.US_ASCII);
  }

  /**
   * Ends a connection that was accepted just now.
   *
   * @param secure whether the client expects TLS, in which nothing can be said so early
   */
  void refuse(Channel channel, boolean secure) {
    boolean room = lingering.incrementAndGet() <= Limits.LINGERING_REFUSALS && !secure;
    var _ = channel.closeFuture().addListener(_ -> lingering.decrementAndGet());
    channel.pipeline().addLast(new LingeringClose(room ? linger : Duration.ZERO));
    if (!secure) {
      var _ = channel.write(ANSWER.duplicate());
    }
    var _ = channel.close();
  }
}
