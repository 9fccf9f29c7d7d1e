package io.alternatefutures.edge;

import io.alternatefutures.edge.http.FieldNames;
import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.limits.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests, one at a time: after the end of one it decodes nothing until {@link #next}, so
 * that answers keep their order and a client cannot have more than one in the making. Owned by the
 * connection's event loop.
 *
 * <p>Refuses what Netty tolerates and other HTTP software may read otherwise (request smuggling,
 * RFC 9112 section 11.2): folded fields, request lines with other separators than single spaces,
 * several {@code Content-Length} or {@code Host} fields in any version.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private static final AsciiString HOST = AsciiString.cached("host");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString WEB_SOCKET_KEY1 = AsciiString.cached("sec-websocket-key1");

  private final ClientLimits limits;
  private final FieldNames names;
  private @Nullable ChannelHandlerContext context;
  private boolean inHead = true;
  private boolean requestLineRead;
  private boolean held;
  private boolean stopped;
  private boolean discarding;
  private boolean reading;
  private long headStart;
  private long headBytes;
  private int methodEnd;
  private int targetEnd;
  private int fields;
  private int hosts;
  private int lengths;

  RequestDecoder(ClientLimits limits, FieldNames names) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLineBytes())
            .setMaxHeaderSize(limits.headerBytes())
            .setMaxChunkSize(Limits.BODY_PIECE_BYTES)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true));
    this.limits = limits;
    this.names = names;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** When the first byte of the current head was read; 0 when none was. */
  long headStart() {
    return headStart;
  }

  /** How much has come since then. */
  long headBytes() {
    return headBytes;
  }

  /** How many {@code Host} fields the head has. */
  int hosts() {
    return hosts;
  }

  /** Whether bytes are at hand that belong to no request yet. */
  boolean hasMore() {
    return actualReadableBytes() > 0;
  }

  /** The request before has been answered: reads the next one. */
  void next() {
    held = false;
    headStart = 0;
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    if (stopped) {
      stopped = false;
      ctx.channel().config().setAutoRead(true);
    }
    if (hasMore()) {
      headStart = System.nanoTime();
      headBytes = actualReadableBytes();
      if (!reading) {
        channelRead(ctx, Unpooled.EMPTY_BUFFER);
      }
    }
  }

  /** Reads on, but throws everything away: no further request is answered. */
  void discard() {
    discarding = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object input) {
    if (discarding) {
      ((ByteBuf) input).release();
      return;
    }
    if (headStart == 0 && !held) {
      headStart = System.nanoTime();
      headBytes = 0;
    }
    headBytes += ((ByteBuf) input).readableBytes();
    boolean outermost = !reading;
    reading = true;
    try {
      super.channelRead(ctx, input);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    } finally {
      if (outermost) {
        reading = false;
      }
    }
    if (held && !stopped && actualReadableBytes() > limits.pipelinedBytes()) {
      stopped = true;
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (held || discarding) {
      // The superclass would ask for more, since nothing was decoded.
      discardSomeReadBytes();
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (held) {
      return;
    }
    if (discarding) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (inHead && hasFoldedLine(in)) {
      refuse(in, out, "A header field is folded over several lines");
      return;
    }
    super.decode(ctx, in, out);
    int size = out.size();
    if (size > 0) {
      inHead = false;
      requestLineRead = false;
      if (out.get(size - 1) instanceof LastHttpContent) {
        inHead = true;
        held = true;
      }
    }
  }

  private void refuse(ByteBuf in, List<Object> out, String reason) {
    discarding = true;
    in.skipBytes(in.readableBytes());
    DefaultHttpRequest refused =
        new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/", headersFactory);
    refused.setDecoderResult(DecoderResult.failure(new BadRequestException(reason)));
    out.add(refused);
  }

  /** Whether a line of the head, as far as it is here, starts with a blank. */
  private boolean hasFoldedLine(ByteBuf in) {
    int end = in.writerIndex();
    int i = in.readerIndex();
    while (!requestLineRead && i < end && isLineBreak(in.getByte(i))) {
      i++; // empty lines before a request are none of its lines (RFC 9112 section 2.2)
    }
    while (i >= 0 && i < end) {
      byte first = in.getByte(i);
      if (first == ' ' || first == '\t') {
        return true;
      }
      if (isLineBreak(first)) {
        return false; // the end of the head
      }
      int lineFeed = in.indexOf(i, end, (byte) '\n');
      i = lineFeed < 0 ? end : lineFeed + 1;
    }
    return false;
  }

  private static boolean isLineBreak(byte b) {
    return b == '\r' || b == '\n';
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    fields = 0;
    hosts = 0;
    lengths = 0;
    methodEnd = start + length;
    String method = super.splitFirstWordInitialLine(line, start, length);
    if (start != 0 || HttpHeaderValidationUtil.validateToken(method) >= 0) {
      throw new BadRequestException("The request line does not start with a method");
    }
    return method;
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    targetEnd = start + length;
    if (start != methodEnd + 1 || line[methodEnd] != ' ') {
      throw new BadRequestException("The request line has a separator that is not a single space");
    }
    for (int i = start; i < targetEnd; i++) {
      byte b = line[i];
      if ((b >= 0 && b <= ' ') || b == 0x7F || b == '#') {
        throw new BadRequestException("The request target has a character that is not allowed");
      }
    }
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    if (start != targetEnd + 1 || line[targetEnd] != ' ') {
      throw new BadRequestException("The request line has a separator that is not a single space");
    }
    requestLineRead = true;
    String version = super.splitThirdWordInitialLine(line, start, length);
    if (!version.startsWith("HTTP/")) {
      throw new BadRequestException("The request line does not end with a version");
    }
    return version;
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (++fields > limits.headerFields()) {
      throw new TooLongHttpHeaderException("More than " + limits.headerFields() + " header fields");
    }
    AsciiString name = names.of(line, start, length);
    switch (length) {
      case 4 -> {
        if (inHead && HOST.contentEqualsIgnoreCase(name)) {
          hosts++; // one among the trailers is none
        }
      }
      case 14 -> {
        if (CONTENT_LENGTH.contentEqualsIgnoreCase(name) && ++lengths > 1) {
          throw new BadRequestException("There is more than one Content-Length");
        }
      }
      case 18 -> {
        // Netty would take eight bytes after the head for a body, which nobody else does.
        if (WEB_SOCKET_KEY1.contentEqualsIgnoreCase(name)) {
          throw new BadRequestException("The WebSocket draft hixie-76 is not supported");
        }
      }
      default -> {}
    }
    return name;
  }
}
