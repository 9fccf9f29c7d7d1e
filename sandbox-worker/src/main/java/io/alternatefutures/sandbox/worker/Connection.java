package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.protocol.FrameWriter;
import io.alternatefutures.sandbox.protocol.Limits;
import io.alternatefutures.sandbox.protocol.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of the worker's connections to the runtime. Reading belongs to the thread that leads the
 * loop; any thread may write, under the lock.
 */
final class Connection {
  /** Takes a frame whose payload is valid during the call only. */
  interface FrameHandler {
    void onFrame(Connection connection, byte type, int stream, ByteBuffer payload);
  }

  private final SocketChannel channel;
  private final ReentrantLock writing = new ReentrantLock();
  private final FrameWriter out = new FrameWriter();
  private final ConcurrentMap<Integer, Invocation> invocations = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, FetchOrigin> fetches = new ConcurrentHashMap<>();
  private final AtomicInteger nextFetch = new AtomicInteger(1);
  private ByteBuffer in = ByteBuffer.allocateDirect(Limits.MAX_BODY_FRAME_BYTES * 2);
  private @Nullable SelectionKey key;

  /** Whose fetch an answer belongs to. */
  record FetchOrigin(FunctionActor actor, int fetchId) {}

  Connection(SocketChannel channel) {
    this.channel = channel;
  }

  void registered(SelectionKey selectionKey) {
    key = selectionKey;
  }

  void add(Invocation invocation) {
    invocations.put(invocation.stream(), invocation);
  }

  @Nullable Invocation invocation(int stream) {
    return invocations.get(stream);
  }

  void remove(Invocation invocation) {
    invocations.remove(invocation.stream());
  }

  int addFetch(FetchOrigin origin) {
    int number = nextFetch.getAndIncrement();
    fetches.put(number, origin);
    return number;
  }

  @Nullable FetchOrigin fetch(int number) {
    return fetches.get(number);
  }

  void removeFetch(int number) {
    fetches.remove(number);
  }

  /**
   * Reads what is there and hands over the complete frames.
   *
   * @return false when the runtime has closed the connection
   */
  boolean read(FrameHandler handler) throws IOException {
    while (true) {
      int count = channel.read(in);
      if (count < 0) {
        return false;
      }
      in.flip();
      handOver(handler);
      if (count == 0 || in.position() < in.limit() / 2) {
        return true;
      }
    }
  }

  private void handOver(FrameHandler handler) {
    while (in.remaining() >= Limits.HEADER_BYTES) {
      int start = in.position();
      int length = in.getInt(start);
      if (length < 0 || length > Limits.MAX_RUNTIME_FRAME_BYTES) {
        throw new ProtocolException("a frame has " + length + " bytes");
      }
      int end = start + Limits.HEADER_BYTES + length;
      if (in.limit() < end) {
        makeRoom(Limits.HEADER_BYTES + length);
        return;
      }
      ByteBuffer payload = in.slice(start + Limits.HEADER_BYTES, length);
      handler.onFrame(this, in.get(start + 4), in.getInt(start + 5), payload);
      in.position(end);
    }
    in.compact();
  }

  private void makeRoom(int frameBytes) {
    if (frameBytes <= in.capacity()) {
      in.compact();
      return;
    }
    ByteBuffer larger = ByteBuffer.allocateDirect(frameBytes);
    larger.put(in);
    in = larger;
  }

  /** Appends frames; they leave with the next {@link #flush}. */
  void write(Consumer<FrameWriter> frames) {
    writing.lock();
    try {
      frames.accept(out);
    } finally {
      writing.unlock();
    }
  }

  /** Sends what has been written, or asks the selector to say when more can be sent. */
  void flush() throws IOException {
    writing.lock();
    try {
      if (out.size() == 0) {
        return;
      }
      int sent = channel.write(out.view());
      out.discard(sent);
      SelectionKey current = key;
      if (current != null) {
        boolean waiting = (current.interestOps() & SelectionKey.OP_WRITE) != 0;
        boolean more = out.size() > 0;
        if (waiting != more) {
          current.interestOps(SelectionKey.OP_READ | (more ? SelectionKey.OP_WRITE : 0));
          current.selector().wakeup();
        }
      }
    } finally {
      writing.unlock();
    }
  }
}
