package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.FrameWriter;
import io.alternatefutures.sandbox.protocol.IsolateLimits;
import io.alternatefutures.sandbox.protocol.Limits;
import io.alternatefutures.sandbox.worker.platform.HostOps;
import io.alternatefutures.sandbox.worker.restrict.SystemCalls;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves one request to a function of its own before the worker confines itself: classes, resources
 * and libraries that are loaded when first used could not be opened afterwards. Everything runs on
 * the calling thread, so that no thread is older than the confinement.
 */
final class WarmUp {
  private static final String FUNCTION = "/warm-up.js";
  private static final byte[] BROKEN = "const a = = 1;".getBytes(StandardCharsets.UTF_8);
  private static final byte[] INCOMPLETE =
      "import a from 'node:none';".getBytes(StandardCharsets.UTF_8);
  private static final int CHECKS = 2;
  private static final IsolateLimits LIMITS =
      new IsolateLimits(60_000, 60_000, 1_000, 128, 10, 10, 64 * 1024, 1_000, 10, 10, 1);
  private static final int TURNS = 10_000;

  private WarmUp() {}

  static void run(Path socket, Isolates isolates, SystemCalls calls) throws IOException {
    HostOps.warmUp();
    Dispatcher dispatcher = new Dispatcher(1);
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path path = socket.resolveSibling(socket.getFileName() + ".warm");
      server.bind(UnixDomainSocketAddress.of(path));
      try (SocketChannel near = SocketChannel.open(UnixDomainSocketAddress.of(path));
          SocketChannel far = server.accept()) {
        Files.delete(path);
        WorkerLoop loop =
            new WorkerLoop(selector, dispatcher, isolates, calls, () -> {}, dispatcher::sweep);
        dispatcher.start(loop);
        Connection connection = new Connection(far);
        loop.add(connection, far);
        near.write(frames());
        near.configureBlocking(false);
        awaitAnswer(loop, near, new Runner(calls));
      }
    }
  }

  private static ByteBuffer frames() throws IOException {
    FrameWriter out = new FrameWriter();
    out.begin(FrameType.INVOKE, 1).u32(1).u8(1);
    out.latin1("POST").text("http://localhost/").latin1("a\nb").end();
    LIMITS.write(out.begin(FrameType.LOAD, 1)::u32);
    out.text("{\"A\":\"b\"}").raw(function()).end();
    out.begin(FrameType.BODY, 1).raw(new byte[] {'a'}).end();
    out.begin(FrameType.BODY_END, 1).end();
    out.begin(FrameType.UNLOAD, 1).end();
    LIMITS.write(out.begin(FrameType.CHECK, 2)::u32);
    out.text("{}").raw(BROKEN).end();
    LIMITS.write(out.begin(FrameType.CHECK, 3)::u32);
    out.text("{}").raw(INCOMPLETE).end();
    return out.view();
  }

  private static byte[] function() throws IOException {
    try (InputStream resource = WarmUp.class.getResourceAsStream(FUNCTION)) {
      if (resource == null) {
        throw new IOException("the worker's jar has no " + FUNCTION);
      }
      return resource.readAllBytes();
    }
  }

  private static void awaitAnswer(WorkerLoop loop, SocketChannel near, Runner runner)
      throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(Limits.MAX_BODY_FRAME_BYTES);
    for (int turn = 0; turn < TURNS; turn++) {
      loop.turn(runner);
      near.read(answer);
      if (ended(answer)) {
        return;
      }
    }
    throw new IllegalStateException("the platform does not start: no answer");
  }

  /** Whether the frames so far hold the answers to the checks, which are the last requests. */
  private static boolean ended(ByteBuffer frames) {
    int at = 0;
    int checked = 0;
    while (frames.position() - at >= Limits.HEADER_BYTES) {
      byte type = frames.get(at + 4);
      int end = at + Limits.HEADER_BYTES + frames.getInt(at);
      if (type == FrameType.FAIL) {
        byte[] said = new byte[Math.min(frames.position(), end) - at];
        frames.get(at, said);
        throw new IllegalStateException(
            "the platform does not start: " + new String(said, StandardCharsets.UTF_8));
      }
      if (type == FrameType.CHECKED && end <= frames.position() && ++checked == CHECKS) {
        return true;
      }
      at = end;
    }
    return false;
  }
}
