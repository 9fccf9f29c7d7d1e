package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Slug;
import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.protocol.FrameWriter;
import io.alternatefutures.sandbox.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that is in an attacker's hands and sends whatever it likes; a process stands for it. */
final class HostileWorkerTest {
  private static final CatalogEntry FUNCTION =
      new CatalogEntry(
          new FunctionId("fn_1"),
          new ProjectId("prj_1"),
          new FunctionName("f"),
          new Slug("f"),
          FunctionStatus.ACTIVE,
          List.of(),
          new ActiveDeployment(
              new DeploymentId("dep_1"), Cid.ofBlock(Cid.CODEC_RAW, new byte[1]), Map.of()));

  private final List<String> log = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private int fetches;
  private EmbeddedChannel channel;
  private WorkerProcess process;
  private Worker worker;
  private WorkerConnection connection;
  private DeployedFunction deployed;

  @BeforeEach
  void start() throws IOException {
    SandboxPorts ports =
        new SandboxPorts(
            _ -> new byte[0],
            (_, _, _, _) -> {
              fetches++;
              return new SilentExchange();
            },
            (_, _, _, _, message) -> log.add(message),
            SandboxEvents.NONE,
            () -> false,
            _ -> true);
    process = WorkerProcess.start(new ProcessBuilder("cat"), "no secret");
    worker = new Worker(process, LimitRules.usual(), ports);
    deployed = worker.deployed(FUNCTION);
    channel = new EmbeddedChannel();
    connection = new WorkerConnection(channel, worker);
    channel.pipeline().addLast(new FrameDecoder(), connection);
  }

  @AfterEach
  void stop() {
    process.kill();
    channel.finishAndReleaseAll();
  }

  private void send(Consumer<FrameWriter> frames) {
    FrameWriter writer = new FrameWriter();
    frames.accept(writer);
    channel.writeInbound(Unpooled.wrappedBuffer(writer.toByteArray()));
    channel.runPendingTasks();
  }

  /** A request that the worker has been sent; gives its stream. */
  private int request() {
    InvocationHead head =
        new InvocationHead(
            "req-1", SandboxFixture.TRACE, "POST", "http://f/", new DefaultHttpHeaders(), true);
    InvocationExchange exchange =
        new InvocationExchange(FUNCTION, head, new Listener(), deployed.limits());
    exchange.admitted(deployed);
    connection.start(exchange);
    return exchange.stream();
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        FrameType.RESPONSE_BODY,
        FrameType.RESPONSE_END,
      })
  void a_response_without_a_head_ends_the_worker_and_its_requests(byte type) {
    int stream = request();
    int other = request();

    send(out -> out.begin(type, stream).u64(0).end());

    assertThat(worker.alive()).isFalse();
    assertThat(other).isNotEqualTo(stream);
    assertThat(events).containsExactly("WORKER_LOST", "WORKER_LOST");
  }

  @Test
  void frames_for_requests_fetches_and_functions_that_there_are_not_change_nothing() {
    for (byte type = 0; type < 64; type++) {
      byte each = type;
      switch (each) {
        case FrameType.RESPONSE,
            FrameType.RESPONSE_BODY,
            FrameType.RESPONSE_END,
            FrameType.FAIL,
            FrameType.CONSUMED,
            FrameType.FETCH_REQUEST_BODY,
            FrameType.FETCH_REQUEST_END,
            FrameType.FETCH_CANCEL,
            FrameType.FETCH_CONSUMED ->
            send(out -> out.begin(each, 77).u64(0).end());
        default -> {}
      }
    }
    for (int key = 1_000; key < 3_000; key++) {
      int unknown = key;
      send(out -> out.begin(FrameType.LOG_DROPPED, unknown).u32(1).end());
      send(out -> out.begin(FrameType.LOG, unknown).u32(0).u8(1).text("hello").end());
    }
    connection.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));

    assertThat(worker.alive()).isTrue();
    assertThat(log).isEmpty();
  }

  @Test
  void a_flood_of_log_lines_is_cut_and_counted() {
    int lines = io.alternatefutures.sandbox.Limits.LOG_LINES * 3;
    long start = System.nanoTime();
    for (int i = 0; i < lines; i++) {
      send(out -> out.begin(FrameType.LOG, deployed.key()).u32(0).u8(1).text("x").end());
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + 2;

    assertThat(log.size())
        .isLessThan(lines)
        .isLessThanOrEqualTo(
            Math.toIntExact(seconds) * io.alternatefutures.sandbox.Limits.LOG_LINES);
    int taken = log.size();
    connection.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
    assertThat(log.getLast()).isEqualTo("LOG_LIMIT: " + (lines - taken) + " lines dropped");
  }

  @Test
  void counts_of_dropped_lines_do_not_overflow() {
    for (int i = 0; i < 3; i++) {
      send(out -> out.begin(FrameType.LOG_DROPPED, deployed.key()).u32(Integer.MAX_VALUE).end());
    }
    connection.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));

    assertThat(worker.alive()).isTrue();
    assertThat(log).containsExactly("LOG_LIMIT: 6442450941 lines dropped");
  }

  @Test
  void a_log_line_longer_than_a_worker_cuts_them_ends_the_worker() {
    send(out ->
        out.begin(FrameType.LOG, deployed.key())
            .u32(0)
            .u8(1)
            .text("x".repeat(Limits.MAX_WORKER_FRAME_BYTES / 2))
            .end());

    assertThat(worker.alive()).isFalse();
    assertThat(log).isEmpty();
  }

  @Test
  void credit_that_was_never_used_up_gives_no_more_than_a_window() {
    int stream = request();
    for (int i = 0; i < 3; i++) {
      send(out -> out.begin(FrameType.CONSUMED, stream).u32(Integer.MAX_VALUE).end());
    }

    assertThat(worker.alive()).isTrue();
    send(out -> out.begin(FrameType.FAIL, stream).u64(0).latin1("X").text("over").end());
    assertThat(events).containsExactly("FUNCTION_ERROR");
  }

  @Test
  void a_spare_worker_has_nothing_to_fetch() {
    send(HostileWorkerTest::fetch);

    assertThat(worker.alive()).isFalse();
    assertThat(fetches).isZero();
  }

  @Test
  void one_number_is_not_fetched_twice() {
    worker.assignedTo(FUNCTION.projectId());
    send(HostileWorkerTest::fetch);
    assertThat(worker.alive()).isTrue();
    send(HostileWorkerTest::fetch);

    assertThat(worker.alive()).isFalse();
    assertThat(fetches).isEqualTo(1);
  }

  private static void fetch(FrameWriter out) {
    out.begin(FrameType.FETCH, 5)
        .u32(0)
        .u32(0)
        .u8(1)
        .latin1("GET")
        .text("http://example.com/")
        .latin1("")
        .end();
  }

  @Test
  void a_worker_that_does_not_read_is_ended() {
    channel.pipeline().addFirst(new FullSocket());
    byte[] chunk = new byte[16 << 20];
    ByteBuf source = Unpooled.wrappedBuffer(chunk);
    for (int i = 0; i < 17 && worker.alive(); i++) {
      connection.sendBody(1, source.retainedDuplicate());
    }
    source.release();

    assertThat(worker.alive()).isFalse();
  }

  @Test
  void random_frames_and_bytes_end_the_worker_or_change_nothing() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      start();
      try {
        worker.assignedTo(FUNCTION.projectId());
        request();
        Random random = new Random(seed);
        while (worker.alive() && random.nextInt(50) > 0) {
          send(out -> garbage(random, out));
        }
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (channel.isOpen()) {
          channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        }
        assertThat(channel.isOpen()).isEqualTo(worker.alive());
      } finally {
        stop();
      }
    }
  }

  /** A frame of any type, mostly for something that there is, with any content. */
  private static void garbage(Random random, FrameWriter out) {
    FrameWriter frame = out.begin((byte) random.nextInt(40), random.nextInt(3));
    for (int i = random.nextInt(6); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> frame.u8(random.nextInt(256));
        case 1 -> frame.u32(random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(500));
        case 2 -> frame.u64(random.nextLong());
        default -> frame.text(randomText(random));
      }
    }
    frame.end();
  }

  private static String randomText(Random random) {
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private final class Listener implements ExchangeListener {
    @Override
    public void onHead(int status, HttpHeaders headers) {}

    @Override
    public void onBody(ByteBuf data) {
      data.release();
    }

    @Override
    public void onEnd(long cpuNanos) {}

    @Override
    public void onFailure(FailureCode code, String detail) {
      events.add(code.name());
    }

    @Override
    public void onWritable() {}
  }

  /** A socket whose buffer is full. */
  private static final class FullSocket extends ChannelOutboundHandlerAdapter {
    @Override
    public void flush(ChannelHandlerContext context) {}
  }

  private static final class SilentExchange implements Exchange {
    @Override
    public boolean write(ByteBuf data) {
      data.release();
      return true;
    }

    @Override
    public void end() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {}
  }
}
