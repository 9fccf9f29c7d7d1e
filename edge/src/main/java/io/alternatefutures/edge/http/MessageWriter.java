package io.alternatefutures.edge.http;

import io.alternatefutures.edge.limits.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes heads and body pieces to a channel, small ones gathered into one buffer. Owned by the
 * channel's event loop; nothing reaches the socket before {@link #flush}.
 */
public final class MessageWriter {
  private static final AsciiString LAST_CHUNK = AsciiString.cached("0\r\n\r\n");
  private static final AsciiString LAST_CHUNK_LINE = AsciiString.cached("0\r\n");
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** A chunk's size line and final line break: 8 digits and two line breaks. */
  private static final int CHUNK_OVERHEAD = 12;

  private final Channel channel;
  private @Nullable ByteBuf gathered;
  private long written;

  /** Writes through {@code channel}. */
  public MessageWriter(Channel channel) {
    this.channel = channel;
  }

  /** Bytes that have been handed to the channel. */
  public long written() {
    return written;
  }

  /** Writes a head. */
  public void head(HeadBuffer head) {
    passOn();
    gathered = head.toBuffer(channel.alloc(), Limits.COALESCE_BYTES / 2);
  }

  /** Writes a piece of a body as it is, and takes ownership of it. */
  public void raw(ByteBuf data) {
    if (data.readableBytes() <= Limits.COALESCE_BYTES) {
      room(data.readableBytes()).writeBytes(data);
      data.release();
    } else {
      passOn();
      write(data);
    }
  }

  /** Writes a piece of a body as a chunk, and takes ownership of it. */
  public void chunk(ByteBuf data) {
    int size = data.readableBytes();
    if (size == 0) {
      data.release();
      return;
    }
    writeHex(room(CHUNK_OVERHEAD), size);
    raw(data);
    room(2).writeByte('\r').writeByte('\n');
  }

  /** Ends a chunked body. */
  public void lastChunk() {
    room(LAST_CHUNK.length())
        .writeBytes(LAST_CHUNK.array(), LAST_CHUNK.arrayOffset(), LAST_CHUNK.length());
  }

  /** Ends a chunked body with trailer fields; {@code scratch} is used to put them together. */
  public void lastChunk(HttpHeaders trailers, HeadBuffer scratch) {
    scratch.clear().append(LAST_CHUNK_LINE);
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = trailers.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      scratch.field(field.getKey(), field.getValue());
    }
    head(scratch.endLine());
  }

  /** Hands all that was written to the socket. */
  public void flush() {
    passOn();
    channel.flush();
  }

  /** Throws away what was not handed on yet. */
  public void discard() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }

  private ByteBuf room(int bytes) {
    ByteBuf current = gathered;
    if (current != null && current.maxFastWritableBytes() >= bytes) {
      return current;
    }
    passOn();
    ByteBuf fresh = channel.alloc().ioBuffer(Math.max(bytes, 256));
    gathered = fresh;
    return fresh;
  }

  private void passOn() {
    ByteBuf current = gathered;
    if (current != null) {
      gathered = null;
      write(current);
    }
  }

  private void write(ByteBuf data) {
    written += data.readableBytes();
    var _ = channel.write(data, channel.voidPromise());
  }

  private static void writeHex(ByteBuf out, int number) {
    int digits = Math.max(1, (32 - Integer.numberOfLeadingZeros(number) + 3) / 4);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.writeByte(HEX[(number >>> shift) & 0xF]);
    }
    out.writeByte('\r').writeByte('\n');
  }
}
