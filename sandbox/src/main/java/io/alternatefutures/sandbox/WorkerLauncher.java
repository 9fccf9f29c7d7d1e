package io.alternatefutures.sandbox;

import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.sandbox.protocol.FrameReader;
import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Starts workers. Each gets a Unix socket of its own in a private folder, over which it opens one
 * connection for every event loop; then the socket is closed and removed.
 */
final class WorkerLauncher implements AutoCloseable {
  private final SandboxOptions options;
  private final SandboxPorts ports;
  private final List<EventLoop> loops;
  private final Enclosure enclosure;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger numbers = new AtomicInteger();

  WorkerLauncher(SandboxOptions options, SandboxPorts ports, List<EventLoop> loops)
      throws IOException {
    this.options = options;
    this.ports = ports;
    this.loops = loops;
    enclosure = new Enclosure(options);
    Files.createDirectories(options.runDirectory());
    Files.setPosixFilePermissions(
        options.runDirectory(), PosixFilePermissions.fromString("rwx------"));
  }

  /** Starts a worker; the result fails when it does not connect in time. */
  CompletableFuture<Worker> launch(Runnable onExit) {
    CompletableFuture<Worker> result = new CompletableFuture<>();
    String name = ProcessHandle.current().pid() + "-" + numbers.incrementAndGet();
    Path socket = options.runDirectory().toAbsolutePath().resolve("w" + name + ".sock");
    byte[] secretBytes = new byte[32];
    random.nextBytes(secretBytes);
    String secret = HexFormat.of().formatHex(secretBytes);
    Acceptor acceptor = new Acceptor(secret, result);
    EpollServerDomainSocketChannel server = new EpollServerDomainSocketChannel();
    server.pipeline().addLast(acceptor);
    loops
        .getFirst()
        .register(server)
        .addListener(registered -> {
          if (!registered.isSuccess()) {
            result.completeExceptionally(registered.cause());
            return;
          }
          server
              .bind(new DomainSocketAddress(socket.toFile()))
              .addListener(bound -> {
                if (bound.isSuccess()) {
                  spawn(socket, secret, name, acceptor, result, onExit);
                } else {
                  result.completeExceptionally(bound.cause());
                }
              });
        });
    return result
        .orTimeout(Limits.WORKER_START.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, failure) -> {
          server.close();
          remove(socket);
          if (failure != null) {
            acceptor.giveUp();
          }
        });
  }

  private static void remove(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException busy) {
      // A socket that nobody listens on does no harm, and its name is not used again.
      return;
    }
  }

  private void spawn(
      Path socket,
      String secret,
      String name,
      Acceptor acceptor,
      CompletableFuture<Worker> result,
      Runnable onExit) {
    Enclosure.Receiver receiver =
        new Enclosure.Receiver() {
          @Override
          public void started(Enclosure.Enclosed enclosed) {
            WorkerProcess process = enclosed.process();
            acceptor.started(new Worker(process, options.limits(), ports), enclosed);
            process.onExit(() -> {
              result.completeExceptionally(
                  new IOException("a worker ended at start: " + process.describeExit()));
              enclosed.ended();
              onExit.run();
            });
          }

          @Override
          public void failed(IOException failure) {
            result.completeExceptionally(failure);
          }
        };
    enclosure.start(() -> command(socket), socket, secret, name, receiver);
  }

  private List<String> command(Path socket) throws IOException {
    Path home = options.workerHome().toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + home.resolve("jvm.options"));
    Path cache = home.resolve("worker.aot");
    if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.add("-cp");
    command.add(jars(home.resolve("lib")));
    command.add("io.alternatefutures.sandbox.worker.WorkerMain");
    command.add("socket=" + socket);
    command.add("library=" + nativeLibrary(home.resolve("native")));
    command.add("connections=" + loops.size());
    command.add("heap=" + options.limits().caps().get(FunctionLimit.MEMORY));
    command.add("threads=" + Math.max(4, Runtime.getRuntime().availableProcessors() * 2));
    return command;
  }

  @Override
  public void close() {
    enclosure.close();
  }

  private static String jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> jars =
          files.filter(f -> f.toString().endsWith(".jar")).sorted().map(Path::toString).toList();
      return String.join(":", jars);
    }
  }

  private static Path nativeLibrary(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".so"))
          .findFirst()
          .orElseThrow(() -> new IOException("no V8 library in " + folder));
    }
  }

  /**
   * Accepts a worker's connections and gives each event loop one. Lives on the first loop; the
   * worker may be announced before or after its connections come.
   */
  private final class Acceptor extends ChannelInboundHandlerAdapter {
    private final String secret;
    private final CompletableFuture<Worker> result;
    private final CompletableFuture<Worker> started = new CompletableFuture<>();
    private final CompletableFuture<Enclosure.Enclosed> enclosed = new CompletableFuture<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();

    private Acceptor(String secret, CompletableFuture<Worker> result) {
      this.secret = secret;
      this.result = result;
    }

    void started(Worker worker, Enclosure.Enclosed process) {
      enclosed.complete(process);
      started.complete(worker);
    }

    void giveUp() {
      enclosed.thenAccept(process -> process.process().kill());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      Channel channel = (Channel) message;
      int index = accepted.getAndIncrement();
      if (index >= loops.size()) {
        channel.unsafe().closeForcibly();
        return;
      }
      EventLoop loop = loops.get(index);
      started.thenAccept(worker -> {
        channel.pipeline().addLast(new FrameDecoder(), new Greeting(worker, loop));
        loop.register(channel);
      });
    }

    /** Lets a connection in once it has shown the secret. */
    private final class Greeting extends ChannelInboundHandlerAdapter {
      private final Worker worker;
      private final EventLoop loop;

      private Greeting(Worker worker, EventLoop loop) {
        this.worker = worker;
        this.loop = loop;
      }

      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf frame = (ByteBuf) message;
        String layers;
        try {
          frame.skipBytes(Integer.BYTES);
          byte type = frame.readByte();
          frame.skipBytes(Integer.BYTES);
          FrameReader in = new FrameReader(frame.nioBuffer());
          if (type != FrameType.READY || !in.text(128).equals(secret)) {
            throw new ProtocolException("a worker did not show its secret");
          }
          layers = in.text(1024);
        } finally {
          frame.release();
        }
        WorkerConnection connection = new WorkerConnection(context.channel(), worker);
        worker.add(loop, connection);
        context.pipeline().replace(this, "worker", connection);
        if (ready.incrementAndGet() == loops.size()) {
          Thread.startVirtualThread(() -> inspect(layers));
        }
      }

      /** The worker is handed out once it is known what holds it. */
      private void inspect(String reported) {
        Enclosure.Enclosed process = enclosed.join();
        process.process().settled();
        LayerInspection inspection = new LayerInspection(process.process().pid());
        worker.confinedBy(inspection.verify(reported, process.groupFolder()));
        result.complete(worker);
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        result.completeExceptionally(cause);
        context.close();
      }
    }
  }
}
