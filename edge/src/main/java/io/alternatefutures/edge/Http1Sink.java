package io.alternatefutures.edge;

import io.alternatefutures.edge.ResponseHeadWriter.Persistence;
import io.alternatefutures.edge.http.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Writes the responses of one HTTP/1.1 connection, one after the other. */
final class Http1Sink implements ResponseSink {
  private final MessageWriter writer;
  private final ResponseHeadWriter heads;
  private boolean chunks;

  Http1Sink(MessageWriter writer, ResponseHeadWriter heads) {
    this.writer = writer;
    this.heads = heads;
  }

  @Override
  public void head(
      int status,
      HttpHeaders headers,
      long length,
      long declared,
      Persistence persistence,
      String requestId) {
    chunks = length == ResponseHeadWriter.CHUNKS;
    writer.head(heads.head(status, headers, length, declared, persistence, requestId));
  }

  @Override
  public void body(ByteBuf data) {
    if (chunks) {
      writer.chunk(data);
    } else {
      writer.raw(data);
    }
  }

  @Override
  public void end(@Nullable HttpHeaders trailers) {
    if (!chunks) {
      return;
    }
    if (trailers == null) {
      writer.lastChunk();
    } else {
      writer.lastChunk(trailers, heads.scratch());
    }
  }
}
