package io.alternatefutures.sandbox;

import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Slug;
import io.alternatefutures.model.trace.Sampling;
import io.alternatefutures.model.trace.TraceContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A sandbox with real workers, whose code comes from a map and whose answers are collected. */
final class SandboxFixture implements AutoCloseable {
  static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
  private static final WorkerBounds BOUNDS =
      new WorkerBounds(512, 8_192, 1, WorkerBounds.USUAL_IDLE);
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** That of every request. */
  static final TraceContext TRACE = TraceContext.root(1, 2, 3, Sampling.UNSAMPLED);

  final List<String> log = new CopyOnWriteArrayList<>();
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
  private final Map<Cid, byte[]> sources = new ConcurrentHashMap<>();
  private final AtomicInteger deployments = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final SandboxEvents events =
      new SandboxEvents() {
        @Override
        public void coldStart() {}

        @Override
        public void workerStarted() {
          started.incrementAndGet();
        }

        @Override
        public void workerLost() {
          lost.incrementAndGet();
        }
      };
  private final WorkerSandbox sandbox;
  private final Set<CatalogEntry> retired = ConcurrentHashMap.newKeySet();
  private volatile @Nullable CodeUnavailableException missing;

  /** A collected answer. */
  record Answer(
      int status,
      HttpHeaders headers,
      byte[] body,
      @Nullable FailureCode failure,
      String detail,
      long cpuNanos) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  SandboxFixture(Path directory, LimitRules limits, FetchClient fetch) throws IOException {
    this(directory, limits, fetch, LayerPolicy.REQUIRE, BUBBLEWRAP);
  }

  SandboxFixture(
      Path directory,
      LimitRules limits,
      FetchClient fetch,
      LayerPolicy policy,
      @Nullable Path bubblewrap)
      throws IOException {
    this(directory, limits, fetch, policy, bubblewrap, BOUNDS);
  }

  SandboxFixture(Path directory, WorkerBounds bounds, FetchClient fetch) throws IOException {
    this(directory, LimitRules.usual(), fetch, LayerPolicy.REQUIRE, BUBBLEWRAP, bounds);
  }

  private SandboxFixture(
      Path directory,
      LimitRules limits,
      FetchClient fetch,
      LayerPolicy policy,
      @Nullable Path bubblewrap,
      WorkerBounds bounds)
      throws IOException {
    SandboxOptions options =
        new SandboxOptions(
            Path.of(System.getProperty("af.worker.home")),
            directory,
            limits,
            bounds,
            policy,
            bubblewrap);
    FunctionLog functionLog =
        (_, requestId, _, level, message) -> log.add(requestId + " " + level + " " + message);
    sandbox =
        WorkerSandbox.start(
            options,
            new SandboxPorts(
                this::load,
                fetch,
                functionLog,
                events,
                () -> false,
                entry -> !retired.contains(entry)),
            loops);
    sandbox.fillSpares();
  }

  private byte[] load(Cid cid) throws CodeUnavailableException {
    CodeUnavailableException failure = missing;
    if (failure != null) {
      throw failure;
    }
    byte[] source = sources.get(cid);
    if (source == null) {
      throw new CodeUnavailableException(FailureCode.CONTENT_UNAVAILABLE, "not deployed");
    }
    return source;
  }

  void loseCode(FailureCode code) {
    missing = new CodeUnavailableException(code, "as the test wants it");
  }

  /** Worker processes that were started. */
  int started() {
    return started.get();
  }

  /** Worker processes that ended without being asked to. */
  int lost() {
    return lost.get();
  }

  /** From now on the function is not served as it was deployed. */
  void retire(CatalogEntry function) {
    retired.add(function);
  }

  WorkerSandbox sandbox() {
    return sandbox;
  }

  EventLoop loop() {
    return loops.next();
  }

  /** A new deployment of {@code javascript} as a function of {@code project}. */
  CatalogEntry deploy(String project, String javascript, Map<String, String> env) {
    return deploy(project, javascript, env, Map.of());
  }

  /** The same, asking for limits. */
  CatalogEntry deploy(
      String project,
      String javascript,
      Map<String, String> env,
      Map<FunctionLimit, Integer> limits) {
    byte[] source = javascript.getBytes(StandardCharsets.UTF_8);
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, source);
    String number = "d" + deployments.incrementAndGet();
    sources.put(cid, source);
    return new CatalogEntry(
        new FunctionId("f" + number),
        new ProjectId(project),
        new FunctionName("f"),
        new Slug("f"),
        FunctionStatus.ACTIVE,
        List.of(),
        new ActiveDeployment(new DeploymentId(number), cid, env),
        limits,
        Set.of());
  }

  Answer get(CatalogEntry function, String path) {
    return call(function, "GET", path, null);
  }

  Answer call(CatalogEntry function, String method, String path, byte @Nullable [] body) {
    try {
      return start(function, method, path, body).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      throw new AssertionError("no answer from " + path, failure);
    }
  }

  CompletableFuture<Answer> start(
      CatalogEntry function, String method, String path, byte @Nullable [] body) {
    CompletableFuture<Answer> result = new CompletableFuture<>();
    EventLoop loop = loops.next();
    loop.execute(() -> {
      HttpHeaders headers = new DefaultHttpHeaders().add("host", "f.localhost").add("x-a", "1");
      InvocationHead head =
          new InvocationHead(
              "request-1", TRACE, method, "http://f.localhost" + path, headers, body != null);
      Collector collector = new Collector(result);
      Exchange exchange = sandbox.invoke(loop, function, head, collector);
      collector.send(exchange, body);
    });
    return result;
  }

  /** Sends a body as fast as it may and collects the answer. */
  private static final class Collector implements ExchangeListener {
    private final CompletableFuture<Answer> result;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private @Nullable Exchange exchange;
    private @Nullable ByteBuf unsent;
    private int status;
    private long cpuTime;
    private HttpHeaders headers = new DefaultHttpHeaders();

    private Collector(CompletableFuture<Answer> result) {
      this.result = result;
    }

    void send(Exchange opened, byte @Nullable [] body) {
      exchange = opened;
      if (body == null) {
        opened.end();
      } else {
        unsent = Unpooled.wrappedBuffer(body);
        onWritable();
      }
    }

    @Override
    public void onWritable() {
      ByteBuf data = unsent;
      Exchange current = exchange;
      if (data == null || current == null) {
        return;
      }
      while (data.isReadable()) {
        int length = Math.min(50_000, data.readableBytes());
        if (!current.write(data.readRetainedSlice(length)) && data.isReadable()) {
          return;
        }
      }
      data.release();
      unsent = null;
      current.end();
    }

    @Override
    public void onHead(int code, HttpHeaders fields) {
      status = code;
      headers = fields;
    }

    @Override
    public void onBody(ByteBuf data) {
      byte[] bytes = new byte[data.readableBytes()];
      data.readBytes(bytes);
      data.release();
      collected.writeBytes(bytes);
    }

    @Override
    public void onEnd(long cpuNanos) {
      result.complete(new Answer(status, headers, collected.toByteArray(), null, "", cpuNanos));
    }

    @Override
    public void onCpuTime(long cpuNanos) {
      cpuTime = cpuNanos;
    }

    @Override
    public void onFailure(FailureCode code, String detail) {
      result.complete(new Answer(status, headers, collected.toByteArray(), code, detail, cpuTime));
    }
  }

  @Override
  public void close() {
    sandbox.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
