package io.alternatefutures.edge.compress;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;
import io.alternatefutures.sandbox.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a function and whoever gets its answer, and compresses that when it should be. An
 * answer of unknown length is held for the rest of the event loop's turn, since most end in it and
 * many are too small; whatever is there at the end of a turn goes out with it. Owned by the
 * exchange's event loop.
 */
public final class CompressingExchange implements Exchange, ExchangeListener {
  private final Compression compression;
  private final @Nullable Coding wanted;
  private final EventLoop loop;
  private final ByteBufAllocator allocator;
  private final ExchangeListener client;

  private @Nullable Exchange function;
  private @Nullable BodyCompressor compressor;

  /** The head of an answer of which it is not clear yet whether it is small. */
  private @Nullable HttpHeaders held;

  private int heldStatus;
  private @Nullable ByteBuf heldBody;
  private boolean turnQueued;
  private boolean unflushed;
  private boolean cancelled;

  CompressingExchange(
      Compression compression,
      @Nullable Coding wanted,
      EventLoop loop,
      ByteBufAllocator allocator,
      ExchangeListener client) {
    this.compression = compression;
    this.wanted = wanted;
    this.loop = loop;
    this.allocator = allocator;
    this.client = client;
  }

  /** The function was asked. */
  public Exchange answeredBy(Exchange opened) {
    function = opened;
    return this;
  }

  @Override
  public void onHead(int status, HttpHeaders headers) {
    boolean compressible = AnswerHead.isCompressible(status, headers);
    if (compressible) {
      AnswerHead.vary(headers);
    }
    if (!compressible || wanted == null || AnswerHead.isKnownSmall(headers)) {
      client.onHead(status, headers);
      return;
    }
    heldStatus = status;
    held = headers;
    endOfTurn();
  }

  @Override
  public void onBody(ByteBuf data) {
    if (held != null) {
      int there = heldBody == null ? 0 : heldBody.readableBytes();
      if (there + data.readableBytes() < Limits.COMPRESSED_BYTES) {
        heldBody = heldBody == null ? data : joined(heldBody, data);
        return;
      }
      decide(wanted);
    }
    pass(data);
  }

  private ByteBuf joined(ByteBuf first, ByteBuf second) {
    ByteBuf both = allocator.buffer(Limits.COMPRESSED_BYTES).writeBytes(first).writeBytes(second);
    first.release();
    second.release();
    return both;
  }

  /** Sends the head that was held, and what was held of the body. */
  private void decide(@Nullable Coding coding) {
    HttpHeaders headers = held;
    if (headers == null) {
      return;
    }
    held = null;
    if (coding != null && compression.begin()) {
      compressor = new BodyCompressor(coding, allocator);
      AnswerHead.encode(headers, coding);
    }
    client.onHead(heldStatus, headers);
    ByteBuf body = heldBody;
    heldBody = null;
    if (body != null) {
      pass(body);
    }
  }

  private void pass(ByteBuf data) {
    if (cancelled) {
      data.release();
      return;
    }
    BodyCompressor by = compressor;
    if (by == null) {
      client.onBody(data);
      return;
    }
    long begin = System.nanoTime();
    ByteBuf ready = by.compress(data);
    compression.spent(System.nanoTime() - begin);
    unflushed = true;
    endOfTurn();
    send(ready);
  }

  private void send(ByteBuf ready) {
    if (ready.isReadable()) {
      client.onBody(ready);
    } else {
      ready.release();
    }
  }

  private void endOfTurn() {
    if (!turnQueued) {
      turnQueued = true;
      loop.execute(this::turnEnded);
    }
  }

  private void turnEnded() {
    turnQueued = false;
    decide(wanted);
    BodyCompressor by = compressor;
    if (by != null && unflushed) {
      unflushed = false;
      send(by.flush());
    }
  }

  @Override
  public void onTrailers(HttpHeaders trailers) {
    finish();
    client.onTrailers(trailers);
  }

  @Override
  public void onEnd(long cpuNanos) {
    finish();
    client.onEnd(cpuNanos);
  }

  private void finish() {
    decide(null);
    BodyCompressor by = compressor;
    if (by != null) {
      ByteBuf rest = by.finish();
      release();
      send(rest);
    }
  }

  @Override
  public void onFailure(FailureCode code, String detail) {
    release();
    client.onFailure(code, detail);
  }

  private void release() {
    held = null;
    if (heldBody != null) {
      heldBody.release();
      heldBody = null;
    }
    if (compressor != null) {
      compressor.close();
      compressor = null;
      compression.done();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    release();
    function().cancel();
  }

  private Exchange function() {
    Exchange asked = function;
    if (asked == null) {
      throw new IllegalStateException("no function was asked");
    }
    return asked;
  }

  // Passed on as it is.

  @Override
  public void onInterim(int status, HttpHeaders headers) {
    client.onInterim(status, headers);
  }

  @Override
  public void onCpuTime(long cpuNanos) {
    client.onCpuTime(cpuNanos);
  }

  @Override
  public void onWritable() {
    client.onWritable();
  }

  @Override
  public boolean write(ByteBuf data) {
    return function().write(data);
  }

  @Override
  public void trailers(HttpHeaders trailers) {
    function().trailers(trailers);
  }

  @Override
  public void end() {
    function().end();
  }

  @Override
  public void pause() {
    function().pause();
  }

  @Override
  public void resume() {
    function().resume();
  }
}
