package io.alternatefutures.edge.testing;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A real gRPC server whose messages are strings. */
public final class GrpcTarget implements AutoCloseable {
  /** One message for one; "fail" gets a status of its own. */
  public static final MethodDescriptor<String, String> UNARY = method("unary", MethodType.UNARY);

  /** As many messages as the request says; "forever" until the client has enough. */
  public static final MethodDescriptor<String, String> DOWN =
      method("down", MethodType.SERVER_STREAMING);

  /** All messages, joined. */
  public static final MethodDescriptor<String, String> UP =
      method("up", MethodType.CLIENT_STREAMING);

  /** Each message back at once. */
  public static final MethodDescriptor<String, String> BOTH =
      method("both", MethodType.BIDI_STREAMING);

  /** Never answers. */
  public static final MethodDescriptor<String, String> NEVER = method("never", MethodType.UNARY);

  /** A trailer that failures have. */
  public static final Metadata.Key<String> HINT =
      Metadata.Key.of("x-hint", Metadata.ASCII_STRING_MARSHALLER);

  private final Server server;
  private final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

  private GrpcTarget(@Nullable File certificate, @Nullable File key) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(service());
    if (certificate != null && key != null) {
      builder.useTransportSecurity(certificate, key);
    }
    server = builder.build().start();
  }

  /** Speaks HTTP/2 without TLS. */
  public static GrpcTarget plain() throws IOException {
    return new GrpcTarget(null, null);
  }

  public static GrpcTarget secure(File certificate, File key) throws IOException {
    return new GrpcTarget(certificate, key);
  }

  public int port() {
    return server.getPort();
  }

  /** Names of methods whose calls were cancelled. */
  public BlockingQueue<String> cancelled() {
    return cancelled;
  }

  private ServerServiceDefinition service() {
    return ServerServiceDefinition.builder("test.Echo")
        .addMethod(UNARY, ServerCalls.asyncUnaryCall(GrpcTarget::unary))
        .addMethod(DOWN, ServerCalls.asyncServerStreamingCall(this::down))
        .addMethod(UP, ServerCalls.asyncClientStreamingCall(GrpcTarget::up))
        .addMethod(BOTH, ServerCalls.asyncBidiStreamingCall(GrpcTarget::both))
        .addMethod(NEVER, ServerCalls.asyncUnaryCall(this::never))
        .build();
  }

  private static void unary(String request, StreamObserver<String> answer) {
    if (request.equals("fail")) {
      Metadata trailers = new Metadata();
      trailers.put(HINT, "try something else");
      answer.onError(
          Status.FAILED_PRECONDITION.withDescription("not today").asRuntimeException(trailers));
      return;
    }
    answer.onNext("hello " + request);
    answer.onCompleted();
  }

  private void down(String request, StreamObserver<String> answer) {
    int count = request.equals("forever") ? Integer.MAX_VALUE : Integer.parseInt(request);
    ServerCallStreamObserver<String> observer = (ServerCallStreamObserver<String>) answer;
    observer.setOnCancelHandler(() -> cancelled.add("down"));
    int[] sent = {0};
    Runnable more =
        () -> {
          while (observer.isReady() && sent[0] < count) {
            observer.onNext(Integer.toString(sent[0]++));
          }
          if (sent[0] == count) {
            sent[0]++;
            observer.onCompleted();
          }
        };
    observer.setOnReadyHandler(more);
  }

  private static StreamObserver<String> up(StreamObserver<String> answer) {
    StringBuilder all = new StringBuilder();
    return new StreamObserver<>() {
      @Override
      public void onNext(String message) {
        all.append(message);
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        answer.onNext(all.toString());
        answer.onCompleted();
      }
    };
  }

  private static StreamObserver<String> both(StreamObserver<String> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(String message) {
        answer.onNext("re: " + message);
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        answer.onCompleted();
      }
    };
  }

  private void never(String request, StreamObserver<String> answer) {
    ((ServerCallStreamObserver<String>) answer).setOnCancelHandler(() -> cancelled.add("never"));
  }

  private static MethodDescriptor<String, String> method(String name, MethodType type) {
    return MethodDescriptor.newBuilder(new Text(), new Text())
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName("test.Echo", name))
        .build();
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String message) {
      return new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
