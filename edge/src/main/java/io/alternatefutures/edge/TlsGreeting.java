package io.alternatefutures.edge;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.tls.TlsCertificates;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

/** Begins TLS with the certificate for the name that the client asks for (RFC 6066 section 3). */
final class TlsGreeting extends SniHandler {
  private final long handshakeMillis;

  TlsGreeting(TlsCertificates certificates, ClientLimits limits) {
    super(certificates, Limits.CLIENT_HELLO_BYTES, limits.headerTimeout().toMillis());
    this.handshakeMillis = limits.headerTimeout().toMillis();
  }

  @Override
  protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
    SslHandler handler = super.newSslHandler(context, allocator);
    handler.setHandshakeTimeoutMillis(handshakeMillis);
    return handler;
  }
}
