package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.http.FieldNames;
import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.edge.limits.OriginLimits;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;

/** Reads a target's responses. Owned by the connection's event loop. */
final class ResponseDecoder extends HttpResponseDecoder {
  private static final int STATUS_LINE_BYTES = 8 * 1024;

  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");

  private final int mostFields;
  private final FieldNames names;
  private final Trailers trailers;
  private boolean headRequest;
  private boolean bytesSeen;
  private int fields;

  /** Makes room for trailers of messages that can have any, which few do. */
  private static final class Trailers implements HttpHeadersFactory {
    private boolean possible;

    @Override
    public HttpHeaders newHeaders() {
      return possible
          ? DefaultHttpHeadersFactory.trailersFactory().newHeaders()
          : EmptyHttpHeaders.INSTANCE;
    }

    @Override
    public HttpHeaders newEmptyHeaders() {
      return newHeaders();
    }
  }

  ResponseDecoder(OriginLimits limits, FieldNames names) {
    this(limits, names, new Trailers());
  }

  private ResponseDecoder(OriginLimits limits, FieldNames names, Trailers trailers) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(STATUS_LINE_BYTES)
            .setMaxHeaderSize(limits.headerBytes())
            .setMaxChunkSize(Limits.BODY_PIECE_BYTES)
            .setStrictLineParsing(true)
            .setTrailersFactory(trailers)
            .setUseRfc9112TransferEncoding(true));
    this.mostFields = limits.headerFields();
    this.names = names;
    this.trailers = trailers;
  }

  /** A request has been sent: the next response answers it. */
  void expect(String method) {
    headRequest = method.equals("HEAD");
    bytesSeen = false;
  }

  /** Whether anything arrived since {@link #expect}. */
  boolean bytesSeen() {
    return bytesSeen;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
    bytesSeen = true;
    super.channelRead(ctx, input);
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    fields = 0;
    trailers.possible = false;
    if (initialLine[1].length() != 3) {
      throw new IllegalArgumentException("The status code must have three digits");
    }
    return super.createMessage(initialLine);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (++fields > mostFields) {
      throw new TooLongHttpHeaderException("More than " + mostFields + " header fields");
    }
    AsciiString name = names.of(line, start, length);
    if (length == 17 && TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
      trailers.possible = true;
    }
    return name;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    boolean informational =
        message instanceof HttpResponse response
            && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    return headRequest || informational || super.isContentAlwaysEmpty(message);
  }
}
