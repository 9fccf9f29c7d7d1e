package io.alternatefutures.edge.loop;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that clients, targets and sandboxes share, so that one request stays on one
 * thread. Native epoll where there is one, else NIO.
 */
public final class EdgeLoops implements AutoCloseable {
  private static final long CLOSE_SECONDS = 5;

  private final EventLoopGroup group;
  private final boolean epoll;
  private final List<LoopContext> contexts = new ArrayList<>();
  private final Map<EventLoop, LoopContext> byLoop = new HashMap<>();

  private EdgeLoops(EventLoopGroup group, boolean epoll) {
    this.group = group;
    this.epoll = epoll;
    SplittableRandom random = new SplittableRandom(new java.security.SecureRandom().nextLong());
    for (EventExecutor executor : group) {
      EventLoop loop = (EventLoop) executor;
      LoopContext context = new LoopContext(loop, random.split());
      contexts.add(context);
      byLoop.put(loop, context);
    }
  }

  /**
   * Starts event loops.
   *
   * @param threads how many, at least 1
   */
  public static EdgeLoops start(int threads) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    DefaultThreadFactory threadFactory = new DefaultThreadFactory("edge-loop");
    return new EdgeLoops(new MultiThreadIoEventLoopGroup(threads, threadFactory, factory), epoll);
  }

  /**
   * Uses event loops that somebody else made, of Netty's epoll or NIO kind. {@link #close} ends
   * them all the same.
   */
  public static EdgeLoops over(IoEventLoopGroup group) {
    return new EdgeLoops(group, group.isIoType(EpollIoHandler.class));
  }

  /** The loops, for whatever else is to run on them. */
  public EventLoopGroup group() {
    return group;
  }

  /** How many loops there are. */
  public int size() {
    return contexts.size();
  }

  /** What each loop owns. */
  public List<LoopContext> contexts() {
    return List.copyOf(contexts);
  }

  /**
   * What {@code loop} owns.
   *
   * @throws IllegalArgumentException when it is not one of these loops
   */
  public LoopContext of(EventLoop loop) {
    LoopContext context = byLoop.get(loop);
    if (context == null) {
      throw new IllegalArgumentException("Not one of these event loops: " + loop);
    }
    return context;
  }

  /** The kind of listening socket that fits the loops. */
  public Class<? extends ServerSocketChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** The kind of socket that fits the loops. */
  public Class<? extends SocketChannel> clientChannel() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** Ends the loops and waits for that, up to {@value #CLOSE_SECONDS} seconds. */
  @Override
  public void close() {
    group
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
