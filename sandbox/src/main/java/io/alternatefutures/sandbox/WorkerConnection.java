package io.alternatefutures.sandbox;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.trace.TraceContext;
import io.alternatefutures.sandbox.protocol.FrameReader;
import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.IsolateLimits;
import io.alternatefutures.sandbox.protocol.Limits;
import io.alternatefutures.sandbox.protocol.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's connection to a worker: sends requests, receives answers, and holds the worker
 * to the protocol. Everything here happens on that loop.
 */
final class WorkerConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerConnection.class);
  private static final FunctionLog.Level[] LEVELS = FunctionLog.Level.values();

  /** Room for what the worker says beside what a function does. */
  private static final int LONGEST_LINE = 4 * Limits.MAX_LOG_BYTES;

  private static final long DROPPED_LINES_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Channel channel;
  private final Worker worker;
  private final IntObjectMap<InvocationExchange> invocations = new IntObjectHashMap<>();
  private final IntObjectMap<FetchRelay> fetches = new IntObjectHashMap<>();
  private final LogIntake logs = new LogIntake(System.nanoTime());
  private long droppedLinesReportedAt = System.nanoTime();
  private int nextStream = 1;
  private boolean flushScheduled;

  WorkerConnection(Channel channel, Worker worker) {
    this.channel = channel;
    this.worker = worker;
  }

  /** Sends a request, which has been admitted, to the worker. */
  void start(InvocationExchange exchange) {
    int stream = nextStream;
    nextStream = nextStream == Integer.MAX_VALUE ? 1 : nextStream + 1;
    invocations.put(stream, exchange);
    InvocationHead head = exchange.head();
    ByteBuf out = channel.alloc().directBuffer(256);
    begin(out, FrameType.INVOKE, stream);
    out.writeInt(exchange.functionKey()).writeByte(head.hasBody() ? 1 : 0);
    HeaderCodec.writeText(out, head.method());
    HeaderCodec.writeText(out, head.url());
    HeaderCodec.write(out, head.headers());
    send(finish(out));
    exchange.started(this, stream);
  }

  void sendBody(int stream, ByteBuf data) {
    sendData(FrameType.BODY, stream, data);
  }

  void sendBodyEnd(int stream) {
    sendSignal(FrameType.BODY_END, stream);
  }

  void sendCredit(int stream, int bytes) {
    sendInt(FrameType.CREDIT, stream, bytes);
  }

  void cancel(InvocationExchange exchange) {
    invocations.remove(exchange.stream());
    sendSignal(FrameType.CANCEL, exchange.stream());
  }

  void sendFetchHead(int number, int status, HttpHeaders headers) {
    ByteBuf out = channel.alloc().directBuffer(256);
    begin(out, FrameType.FETCH_HEAD, number);
    out.writeShort(status);
    HeaderCodec.write(out, headers);
    send(finish(out));
  }

  void sendFetchBody(int number, ByteBuf data) {
    sendData(FrameType.FETCH_BODY, number, data);
  }

  void sendFetchCredit(int number, int bytes) {
    sendInt(FrameType.FETCH_CREDIT, number, bytes);
  }

  void sendFetchError(int number, String message) {
    sendText(FrameType.FETCH_ERROR, number, message);
  }

  void removeFetch(int number) {
    fetches.remove(number);
  }

  /** Sends code, for a function or a check. */
  void sendSource(byte type, int number, IsolateLimits limits, String env, byte[] source) {
    ByteBuf out = channel.alloc().directBuffer(source.length + env.length() + 64);
    begin(out, type, number);
    limits.write(out::writeInt);
    HeaderCodec.writeText(out, env);
    out.writeBytes(source);
    send(finish(out));
  }

  void sendSignal(byte type, int number) {
    ByteBuf out = channel.alloc().directBuffer(Limits.HEADER_BYTES);
    send(finish(begin(out, type, number)));
  }

  private void sendInt(byte type, int number, int value) {
    ByteBuf out = channel.alloc().directBuffer(Limits.HEADER_BYTES + Integer.BYTES);
    send(finish(begin(out, type, number).writeInt(value)));
  }

  private void sendText(byte type, int number, String text) {
    ByteBuf out = channel.alloc().directBuffer(128);
    begin(out, type, number);
    HeaderCodec.writeText(out, text);
    send(finish(out));
  }

  private void sendData(byte type, int number, ByteBuf data) {
    try {
      while (data.isReadable()) {
        int length = Math.min(data.readableBytes(), Limits.MAX_BODY_FRAME_BYTES);
        ByteBuf header = channel.alloc().directBuffer(Limits.HEADER_BYTES);
        header.writeInt(length).writeByte(type).writeInt(number);
        send(header);
        send(data.readRetainedSlice(length));
      }
    } finally {
      data.release();
    }
  }

  private static ByteBuf begin(ByteBuf out, byte type, int number) {
    return out.writeInt(0).writeByte(type).writeInt(number);
  }

  private static ByteBuf finish(ByteBuf out) {
    return out.setInt(0, out.readableBytes() - Limits.HEADER_BYTES);
  }

  /** Writes now and flushes once the loop has read what there is to read. */
  private void send(ByteBuf frame) {
    channel.write(frame, channel.voidPromise());
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting != null
        && worker.alive()
        && waiting.totalPendingWriteBytes() > io.alternatefutures.sandbox.Limits.OUTBOUND_BYTES) {
      LOG.error("worker {} is ended: it does not read what it is sent", worker.pid());
      worker.kill();
    }
    if (!flushScheduled) {
      flushScheduled = true;
      channel
          .eventLoop()
          .execute(() -> {
            flushScheduled = false;
            channel.flush();
          });
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf frame = (ByteBuf) message;
    try {
      frame.skipBytes(Integer.BYTES);
      byte type = frame.readByte();
      receive(type, frame.readInt(), frame);
    } finally {
      frame.release();
    }
  }

  private void receive(byte type, int number, ByteBuf payload) {
    switch (type) {
      case FrameType.RESPONSE -> response(number, payload);
      case FrameType.RESPONSE_BODY -> {
        InvocationExchange exchange = begun(invocations.get(number));
        if (exchange != null && exchange.exceedsResponse(payload.readableBytes())) {
          giveUp(exchange, FailureCode.RESPONSE_LIMIT, "the response body is too large");
        } else if (exchange != null
            && !exchange.onBody(payload.readRetainedSlice(payload.readableBytes()))) {
          throw new ProtocolException("more response body than was granted");
        }
      }
      case FrameType.RESPONSE_END -> {
        InvocationExchange exchange = begun(invocations.remove(number));
        if (exchange != null) {
          exchange.onEnd(reader(payload).u63());
        }
      }
      case FrameType.FAIL -> failed(number, reader(payload));
      case FrameType.CONSUMED -> {
        InvocationExchange exchange = invocations.get(number);
        if (exchange != null) {
          exchange.consumed(reader(payload).u31());
        }
      }
      case FrameType.NEED -> worker.need(this, number);
      case FrameType.CHECKED -> {
        FrameReader in = reader(payload);
        boolean valid = in.u8() != 0;
        String text = in.text(Limits.MAX_WORKER_FRAME_BYTES);
        worker.checked(
            number,
            valid
                ? new ModuleCheck.Valid(text)
                : new ModuleCheck.Invalid(text, in.u31(), in.u31()));
      }
      case FrameType.LOG -> log(number, reader(payload));
      case FrameType.LOG_DROPPED -> dropped(number, reader(payload).u31());
      case FrameType.FETCH -> fetch(number, reader(payload));
      case FrameType.FETCH_REQUEST_BODY,
          FrameType.FETCH_REQUEST_END,
          FrameType.FETCH_CANCEL,
          FrameType.FETCH_CONSUMED ->
          fetchFrame(type, number, payload);
      default -> throw new ProtocolException("unknown frame type " + type);
    }
  }

  private static FrameReader reader(ByteBuf payload) {
    return new FrameReader(payload.nioBuffer());
  }

  private void response(int stream, ByteBuf payload) {
    InvocationExchange exchange = invocations.get(stream);
    if (exchange == null) {
      return;
    }
    if (exchange.headSeen()) {
      throw new ProtocolException("a second response head");
    }
    boolean complete = payload.readByte() != 0;
    FrameReader in = reader(payload);
    long cpuNanos = in.u63();
    int status = in.u16();
    String list = in.latin1(Limits.MAX_HEADERS_BYTES);
    HttpHeaders headers;
    try {
      requireFinal(status, exchange.mayUpgrade() && !complete);
      headers = HeaderCodec.parse(list);
    } catch (IllegalArgumentException invalid) {
      giveUp(
          exchange, FailureCode.FUNCTION_ERROR, "invalid response head: " + invalid.getMessage());
      return;
    }
    int bodyBytes = in.remaining();
    if (complete) {
      invocations.remove(stream);
      headers.set("content-length", bodyBytes);
    }
    if (status == 101) {
      headers.set(HttpHeaderNames.UPGRADE, "websocket");
    }
    exchange.onHead(status, headers);
    if (bodyBytes > 0) {
      exchange.onBody(payload.retainedSlice(payload.writerIndex() - bodyBytes, bodyBytes));
    }
    if (complete) {
      exchange.onEnd(cpuNanos);
    }
  }

  private static void requireFinal(int status, boolean mayUpgrade) {
    boolean upgrades = status == 101 && mayUpgrade;
    if (!upgrades && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status " + status + " is not from 200 to 599");
    }
  }

  private void failed(int stream, FrameReader in) {
    InvocationExchange exchange = invocations.remove(stream);
    if (exchange == null) {
      return;
    }
    exchange.cpuTime(in.u63());
    FailureCode code = failureCode(in.latin1(64));
    fail(exchange, code, in.text(LONGEST_LINE));
  }

  private static FailureCode failureCode(String name) {
    return switch (name) {
      case "CPU_LIMIT" -> FailureCode.CPU_LIMIT;
      case "MEMORY_LIMIT" -> FailureCode.MEMORY_LIMIT;
      case "STARTUP_LIMIT" -> FailureCode.STARTUP_LIMIT;
      case "SUBREQUEST_LIMIT" -> FailureCode.SUBREQUEST_LIMIT;
      case "TIMER_LIMIT" -> FailureCode.TIMER_LIMIT;
      case "OVERLOADED" -> FailureCode.OVERLOADED;
      case "WORKER_LOST" -> FailureCode.WORKER_LOST;
      default -> FailureCode.FUNCTION_ERROR;
    };
  }

  /** The same after what is being done now. */
  void giveUpLater(InvocationExchange exchange, FailureCode code, String detail) {
    channel
        .eventLoop()
        .execute(() -> {
          if (!exchange.done()) {
            giveUp(exchange, code, detail);
          }
        });
  }

  /** Ends a request from this side. */
  void giveUp(InvocationExchange exchange, FailureCode code, String detail) {
    invocations.remove(exchange.stream());
    sendSignal(FrameType.CANCEL, exchange.stream());
    fail(exchange, code, detail);
  }

  private void fail(InvocationExchange exchange, FailureCode code, String detail) {
    worker
        .log()
        .append(
            exchange.function().id(),
            exchange.head().requestId(),
            exchange.head().trace().traceId(),
            FunctionLog.Level.ERROR,
            code == FailureCode.FUNCTION_ERROR ? detail : code + ": " + detail);
    exchange.fail(code, detail);
  }

  /** A response's head comes before the rest of it. */
  private static @Nullable InvocationExchange begun(@Nullable InvocationExchange exchange) {
    if (exchange != null && !exchange.headSeen()) {
      exchange.fail(FailureCode.WORKER_LOST, "the worker broke the protocol");
      throw new ProtocolException("a response without a head");
    }
    return exchange;
  }

  private void dropped(int key, int lines) {
    if (worker.functionOf(key) != null) {
      logs.dropped(key, lines);
    }
  }

  private void log(int key, FrameReader in) {
    if (!logs.takes(in.remaining(), System.nanoTime())) {
      dropped(key, 1);
      return;
    }
    InvocationExchange exchange = invocations.get(in.u31());
    int level = Math.min(in.u8(), LEVELS.length - 1);
    CatalogEntry function = exchange == null ? worker.functionOf(key) : exchange.function();
    if (function != null) {
      String requestId = exchange == null ? "" : exchange.head().requestId();
      String traceId = exchange == null ? "" : exchange.head().trace().traceId();
      worker.log().append(function.id(), requestId, traceId, LEVELS[level], in.text(LONGEST_LINE));
    }
  }

  private void fetch(int number, FrameReader in) {
    in.u31();
    InvocationExchange request = invocations.get(in.u31());
    boolean hasBody = in.u8() != 0;
    String method = in.latin1(64);
    String url = in.text(Limits.MAX_HEADERS_BYTES);
    String list = in.latin1(Limits.MAX_HEADERS_BYTES);
    ProjectId project = worker.project();
    if (project == null) {
      throw new ProtocolException("a spare worker has nothing to fetch");
    }
    if (fetches.containsKey(number)) {
      throw new ProtocolException("fetch " + number + " is already under way");
    }
    if (fetches.size() >= io.alternatefutures.sandbox.Limits.FETCHES) {
      sendFetchError(number, "too many requests at once");
      return;
    }
    FetchRelay relay = new FetchRelay(this, number);
    HttpHeaders headers;
    try {
      headers = HeaderCodec.parse(list);
    } catch (IllegalArgumentException invalid) {
      sendFetchError(number, "invalid request header");
      return;
    }
    fetches.put(number, relay);
    TraceContext trace = request == null ? null : request.head().trace();
    FetchHead head = new FetchHead(method, url, headers, hasBody, trace);
    relay.opened(worker.fetchClient().open(channel.eventLoop(), project, head, relay));
    if (!hasBody) {
      relay.end();
    }
  }

  private void fetchFrame(byte type, int number, ByteBuf payload) {
    FetchRelay relay = fetches.get(number);
    if (relay == null) {
      return;
    }
    switch (type) {
      case FrameType.FETCH_REQUEST_BODY -> {
        if (!relay.write(payload.readRetainedSlice(payload.readableBytes()))) {
          throw new ProtocolException("more request body than was granted");
        }
      }
      case FrameType.FETCH_REQUEST_END -> relay.end();
      case FrameType.FETCH_CONSUMED -> relay.consumed(reader(payload).u31());
      default -> {
        fetches.remove(number);
        relay.cancel();
      }
    }
  }

  /** Fails the requests whose head is overdue, or whose body has stopped midway. */
  void sweep(long nowNanos) {
    reportDroppedLines(nowNanos);
    List<InvocationExchange> late = new ArrayList<>();
    for (InvocationExchange exchange : invocations.values()) {
      if (exchange.overdue(nowNanos) || exchange.stalled(nowNanos)) {
        late.add(exchange);
      }
    }
    for (InvocationExchange exchange : late) {
      if (exchange.headSeen()) {
        giveUp(exchange, FailureCode.IDLE_LIMIT, "the response stopped midway");
      } else {
        giveUp(exchange, FailureCode.WALL_LIMIT, "no response in time");
      }
    }
  }

  /** One line a second for each function says how many others there were. */
  private void reportDroppedLines(long nowNanos) {
    if (nowNanos - droppedLinesReportedAt < DROPPED_LINES_NANOS) {
      return;
    }
    droppedLinesReportedAt = nowNanos;
    logs.takeDropped((key, lines) -> {
      CatalogEntry function = worker.functionOf(key);
      if (function != null) {
        worker
            .log()
            .append(
                function.id(),
                "",
                "",
                FunctionLog.Level.WARN,
                "LOG_LIMIT: " + lines + " lines dropped");
      }
    });
  }

  /** Fails every request for the function with this key. */
  void failFunction(int key, FailureCode code, String detail) {
    for (InvocationExchange exchange : new ArrayList<>(invocations.values())) {
      if (exchange.functionKey() == key) {
        giveUp(exchange, code, detail);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    worker.connectionLost();
    List<InvocationExchange> lost = new ArrayList<>(invocations.values());
    invocations.clear();
    for (InvocationExchange exchange : lost) {
      fail(exchange, worker.lostBecause(), "the worker process ended");
    }
    List<FetchRelay> relays = new ArrayList<>(fetches.values());
    fetches.clear();
    relays.forEach(FetchRelay::cancel);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, @Nullable Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("worker {} is ended: {}", worker.pid(), String.valueOf(cause));
    }
    worker.kill();
    context.close();
  }
}
