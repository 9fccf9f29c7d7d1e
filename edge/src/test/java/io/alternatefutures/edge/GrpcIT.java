package io.alternatefutures.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.edge.testing.Certificates;
import io.alternatefutures.edge.testing.EdgeFixture;
import io.alternatefutures.edge.testing.GrpcTarget;
import io.alternatefutures.edge.testing.Records;
import io.alternatefutures.edge.tls.TlsCertificates;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC between a client and a server of grpc-java, through a route. */
final class GrpcIT {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path folder;

  private final List<AutoCloseable> parts = new ArrayList<>();

  private <T extends AutoCloseable> T closing(T part) {
    parts.addFirst(part);
    return part;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }

  private Path made(String name) throws Exception {
    return Files.createDirectories(folder.resolve(name));
  }

  /** A target, an edge in front of it, and a channel to that. */
  private Way open(boolean secureClient, boolean secureTarget) throws Exception {
    Certificates ofTarget = Certificates.forHost("localhost", made("target"));
    Path targetCertificate = folder.resolve("target/a.crt");
    Path targetKey = folder.resolve("target/a.key");
    ofTarget.write(targetCertificate, targetKey);
    GrpcTarget target =
        closing(
            secureTarget
                ? GrpcTarget.secure(targetCertificate.toFile(), targetKey.toFile())
                : GrpcTarget.plain());

    Certificates ofEdge = Certificates.forHost("gw.localhost", made("edge"));
    Path edgeCertificate = folder.resolve("edge/a.crt");
    ofEdge.write(edgeCertificate, folder.resolve("edge/a.key"));
    TlsCertificates shown =
        closing(
            TlsCertificates.open(List.of(folder.resolve("edge").toString()), Duration.ofHours(1)));
    UnaryOperator<EdgeOptions> tls =
        options ->
            Records.with(options, "tls", new TlsOptions(0, shown, TlsOptions.PlainText.SERVED));
    EdgeFixture edge =
        closing(
            EdgeFixture.start(
                tls, UnaryOperator.identity(), "127.0.0.0/8,::1", ofTarget.anyVersion()));
    String url = (secureTarget ? "https" : "http") + "://localhost:" + target.port();
    edge.planned("gw", Map.of("/*", secureTarget ? url : Map.of("target", url, "protocol", "h2c")));

    int port = secureClient ? edge.server().tlsPort().orElseThrow() : edge.port();
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress("127.0.0.1", port).overrideAuthority("gw.localhost");
    if (secureClient) {
      builder.sslContext(
          GrpcSslContexts.forClient().trustManager(edgeCertificate.toFile()).build());
    } else {
      builder.usePlaintext();
    }
    ManagedChannel channel = builder.build();
    parts.addFirst(channel::shutdownNow);
    return new Way(target, edge, channel);
  }

  private record Way(GrpcTarget target, EdgeFixture edge, ManagedChannel channel) {
    ClientCall<String, String> call(MethodDescriptor<String, String> method) {
      return channel.newCall(
          method, CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    String unary(String message) {
      return ClientCalls.blockingUnaryCall(call(GrpcTarget.UNARY), message);
    }
  }

  private static StatusRuntimeException failure(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return e;
    }
    throw new AssertionError("the call did not fail");
  }

  /** Collects what a call gives: messages, then "end" or the code of its failure. */
  private static StreamObserver<String> into(BlockingQueue<String> seen) {
    return new StreamObserver<>() {
      @Override
      public void onNext(String message) {
        seen.add(message);
      }

      @Override
      public void onError(Throwable failure) {
        seen.add(Status.fromThrowable(failure).getCode().name());
      }

      @Override
      public void onCompleted() {
        seen.add("end");
      }
    };
  }

  private static String next(BlockingQueue<String> seen) throws InterruptedException {
    String next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void every_kind_of_call_passes_through(boolean secureClient, boolean secureTarget)
      throws Exception {
    Way way = open(secureClient, secureTarget);

    assertThat(way.unary("you")).isEqualTo("hello you");

    Iterator<String> down =
        ClientCalls.blockingServerStreamingCall(way.call(GrpcTarget.DOWN), "5000");
    int count = 0;
    while (down.hasNext()) {
      assertThat(down.next()).isEqualTo(Integer.toString(count++));
    }
    assertThat(count).isEqualTo(5_000);

    BlockingQueue<String> joined = new LinkedBlockingQueue<>();
    StreamObserver<String> up =
        ClientCalls.asyncClientStreamingCall(way.call(GrpcTarget.UP), into(joined));
    String piece = "x".repeat(10_000);
    for (int i = 0; i < 200; i++) {
      up.onNext(piece);
    }
    up.onCompleted();
    assertThat(next(joined)).hasSize(2_000_000);
    assertThat(next(joined)).isEqualTo("end");

    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    StreamObserver<String> both =
        ClientCalls.asyncBidiStreamingCall(way.call(GrpcTarget.BOTH), into(answers));
    for (String message : List.of("one", "two", "three")) {
      both.onNext(message);
      assertThat(next(answers)).as("while the call goes on").isEqualTo("re: " + message);
    }
    both.onCompleted();
    assertThat(next(answers)).isEqualTo("end");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_failure_comes_with_its_status_and_trailers(boolean secureTarget) throws Exception {
    Way way = open(false, secureTarget);
    StatusRuntimeException failure = failure(() -> way.unary("fail"));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(failure.getStatus().getDescription()).isEqualTo("not today");
    Metadata trailers = failure.getTrailers();
    assertThat(trailers).isNotNull();
    assertThat(trailers.get(GrpcTarget.HINT)).isEqualTo("try something else");

    MethodDescriptor<String, String> unknown =
        GrpcTarget.UNARY.toBuilder().setFullMethodName("test.Echo/unknown").build();
    assertThat(
            failure(() -> ClientCalls.blockingUnaryCall(way.call(unknown), "x"))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  @Test
  void a_deadline_ends_the_call_at_the_target_too() throws Exception {
    Way way = open(false, false);
    assertThat(way.unary("you")).as("over a connection that is there").isEqualTo("hello you");
    StatusRuntimeException failure =
        failure(() ->
            ClientCalls.blockingUnaryCall(
                way.channel(),
                GrpcTarget.NEVER,
                CallOptions.DEFAULT.withDeadlineAfter(2, TimeUnit.SECONDS),
                "x"));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(next(way.target().cancelled())).isEqualTo("never");
    assertThat(way.unary("you")).isEqualTo("hello you");
  }

  @Test
  void a_client_that_cancels_stops_the_target() throws Exception {
    Way way = open(false, false);
    ClientCall<String, String> call = way.call(GrpcTarget.DOWN);
    CompletableFuture<String> first = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(String message) {
            first.complete(message);
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage("forever");
    call.halfClose();
    assertThat(first).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS)).isEqualTo("0");
    call.cancel("enough", null);
    assertThat(next(way.target().cancelled())).isEqualTo("down");
    assertThat(way.unary("you")).isEqualTo("hello you");
  }

  @Test
  void a_target_that_is_away_makes_the_call_fail_with_a_status_of_grpc() throws Exception {
    Way way = open(false, false);
    way.target().close();
    assertThat(failure(() -> way.unary("you")).getStatus().getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }
}
