package io.alternatefutures.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;

/** Goes by what client and edge have agreed on in the TLS handshake (RFC 7301). */
final class ProtocolChoice extends ApplicationProtocolNegotiationHandler {
  private final Greeting greeting;

  ProtocolChoice(Greeting greeting) {
    super(ApplicationProtocolNames.HTTP_1_1);
    this.greeting = greeting;
  }

  @Override
  protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
    if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
      greeting.http2(ctx.pipeline());
    } else {
      greeting.http1(ctx.pipeline());
    }
  }

  @Override
  protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }
}
