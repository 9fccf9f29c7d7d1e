package io.alternatefutures.edge;

import io.alternatefutures.edge.loop.Timed;
import io.alternatefutures.edge.tls.TlsCertificates;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A connection of which it is not yet known what it speaks. Owned by its event loop; bounds how
 * long that may take.
 */
final class Greeting extends Timed {
  private final EdgeCore core;
  private final ServerLoop loop;
  private final Channel channel;
  private long opened = System.nanoTime();
  private ClientPeer peer;
  private long firstBytes;

  Greeting(EdgeCore core, ServerLoop loop, Channel channel, ClientPeer peer) {
    this.core = core;
    this.loop = loop;
    this.channel = channel;
    this.peer = peer;
  }

  /** Starts to listen to the client. */
  void begin(ChannelPipeline pipeline) {
    loop.context().sweeper().watch(this);
    listen(pipeline);
  }

  /** Starts to listen to a load balancer that says first whose connection it passes on. */
  void beginProxied(ChannelPipeline pipeline) {
    loop.context().sweeper().watch(this);
    pipeline.addLast(new ProxyHeaderDecoder(this));
    pipeline.addLast(new Ending());
  }

  /**
   * The load balancer has said whose connection it passes on.
   *
   * @param source null when it is the load balancer's own
   */
  void passedOn(ChannelPipeline pipeline, @Nullable InetAddress source) {
    if (source != null) {
      peer = ClientPeer.of(source, peer.trusted(), peer.secure());
    }
    opened = System.nanoTime();
    firstBytes = 0;
    pipeline.remove(Ending.class);
    listen(pipeline);
  }

  /** A PROXY header that is not valid, or not wanted: there is nobody to answer. */
  void refuseProxyHeader() {
    core.observer().metrics().proxyHeaderRefused();
    var _ = channel.close();
  }

  private void listen(ChannelPipeline pipeline) {
    if (peer.secure()) {
      TlsCertificates certificates = core.certificates();
      pipeline.addLast(new TlsGreeting(certificates, core.options().limits()));
      pipeline.addLast(new ProtocolChoice(this));
    } else {
      pipeline.addLast(new ProtocolDetector(this));
    }
    pipeline.addLast(new Ending());
  }

  void onBytes() {
    if (firstBytes == 0) {
      firstBytes = System.nanoTime();
    }
  }

  void http1(ChannelPipeline pipeline) {
    end(pipeline);
    RequestDecoder decoder = new RequestDecoder(core.options().limits(), loop.names());
    pipeline.addLast(decoder, new ClientChannel(core, loop, channel, decoder, peer));
  }

  void http2(ChannelPipeline pipeline) {
    end(pipeline);
    pipeline.addLast(
        new LingeringClose(core.options().limits().lingerTimeout()),
        Http2ClientConnection.of(core, loop, peer));
  }

  private void end(ChannelPipeline pipeline) {
    loop.context().sweeper().forget(this);
    pipeline.remove(Ending.class);
  }

  @Override
  protected void onTick(long now) {
    var limits = core.options().limits();
    boolean silent = firstBytes == 0 && !peer.secure();
    long since = silent ? opened : firstBytes == 0 ? opened : firstBytes;
    long most = (silent ? limits.keepAliveTimeout() : limits.headerTimeout()).toNanos();
    if (now - since > most) {
      loop.context().sweeper().forget(this);
      var _ = channel.close();
    }
  }

  /** What may end a connection before anything is known of it: none of it is worth a word. */
  private final class Ending extends ChannelInboundHandlerAdapter {
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      loop.context().sweeper().forget(Greeting.this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = channel.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      boolean failed =
          event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess();
      if (failed || event == ConnectionEvent.DRAIN) {
        var _ = channel.close();
      }
    }
  }
}
