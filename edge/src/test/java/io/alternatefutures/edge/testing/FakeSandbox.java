package io.alternatefutures.edge.testing;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.InvocationHead;
import io.alternatefutures.sandbox.ModuleCheck;
import io.alternatefutures.sandbox.Sandbox;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A sandbox in which a test plays the function. */
public final class FakeSandbox implements Sandbox {
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private volatile Function function = Call::answerWithBody;

  /** What the function does once its request is complete. */
  @FunctionalInterface
  public interface Function {
    void run(Call call);
  }

  /** One invocation. Its methods are called on its event loop. */
  public static final class Call implements Exchange {
    private final EventLoop loop;
    private final InvocationHead head;
    private final String headers;
    private final ExchangeListener listener;
    private final Function function;
    private final StringBuilder body = new StringBuilder();
    private final CompletableFuture<@Nullable Void> cancelled = new CompletableFuture<>();
    private volatile boolean done;
    private volatile boolean paused;

    Call(EventLoop loop, InvocationHead head, ExchangeListener listener, Function function) {
      this.loop = loop;
      this.head = head;
      this.headers = head.headers().entries().toString();
      this.listener = listener;
      this.function = function;
    }

    public InvocationHead head() {
      return head;
    }

    public EventLoop loop() {
      return loop;
    }

    /** The request's fields as they were when the function was invoked. */
    public String headers() {
      return headers;
    }

    public String body() {
      return body.toString();
    }

    public boolean isPaused() {
      return paused;
    }

    public ExchangeListener listener() {
      return listener;
    }

    /** Completes when the edge gives up. */
    public CompletableFuture<@Nullable Void> cancelled() {
      return cancelled;
    }

    /** Answers 200 with method, URL and body of the request. */
    public void answerWithBody() {
      answer(200, head.method() + " " + head.url() + "\n" + body);
    }

    public void answer(int status, String text) {
      listener.onHead(status, new DefaultHttpHeaders().add("content-type", "text/plain"));
      piece(text);
      listener.onEnd(1_000_000);
      done = true;
    }

    public void answer(int status, HttpHeaders fields, String text) {
      listener.onHead(status, fields);
      piece(text);
      listener.onEnd(1_000_000);
      done = true;
    }

    public void piece(String text) {
      if (!text.isEmpty()) {
        listener.onBody(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
      }
    }

    @Override
    public boolean write(ByteBuf data) {
      if (!done) {
        body.append(data.toString(StandardCharsets.ISO_8859_1));
      }
      data.release();
      return true;
    }

    @Override
    public void end() {
      loop.execute(() -> {
        if (!done) {
          function.run(this);
        }
      });
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
    }

    @Override
    public void cancel() {
      done = true;
      cancelled.complete(null);
    }
  }

  /** What functions do from now on; at first they answer with what they were asked. */
  public void function(Function replacement) {
    function = replacement;
  }

  /** Invocations in their order. */
  public BlockingQueue<Call> calls() {
    return calls;
  }

  @Override
  public Exchange invoke(
      EventLoop loop, CatalogEntry entry, InvocationHead head, ExchangeListener listener) {
    Call call = new Call(loop, head, listener, function);
    calls.add(call);
    return call;
  }

  @Override
  public CompletionStage<ModuleCheck> check(
      ProjectId projectId, byte[] source, Map<String, String> env) {
    return CompletableFuture.completedFuture(new ModuleCheck.Valid("fetch"));
  }

  @Override
  public void close() {}
}
