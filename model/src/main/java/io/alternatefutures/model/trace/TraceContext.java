package io.alternatefutures.model.trace;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which trace a request is part of, and which span it comes from (W3C Trace Context, level 1).
 *
 * @param parent value of {@code traceparent}, valid and of version 00
 * @param state value of {@code tracestate}; empty when there is none
 */
public record TraceContext(String parent, String state) {
  private static final int TRACE_ID = 3;
  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The flag {@code sampled}, and the one that level 2 adds: it is passed on. */
  private static final int SAMPLED = 1;

  private static final int KNOWN_FLAGS = 3;

  /**
   * Reads what somebody else sent. Of versions to come the part that this one knows is taken.
   *
   * @return null when {@code parent} is not valid (section 3.2.2); {@code state} is left out when
   *     it is not (section 3.3.1)
   */
  public static @Nullable TraceContext parse(String parent, @Nullable String state) {
    boolean known = parent.startsWith("00-");
    boolean fits =
        known
            ? parent.length() == LENGTH
            : parent.length() == LENGTH
                || (parent.length() > LENGTH && parent.charAt(LENGTH) == '-');
    if (!fits
        || !isHex(parent, 0, 2)
        || parent.startsWith("ff")
        || parent.charAt(TRACE_ID - 1) != '-'
        || parent.charAt(SPAN_ID - 1) != '-'
        || parent.charAt(FLAGS - 1) != '-'
        || !isIdentifier(parent, TRACE_ID, SPAN_ID - 1)
        || !isIdentifier(parent, SPAN_ID, FLAGS - 1)
        || !isHex(parent, FLAGS, LENGTH)) {
      return null;
    }
    return new TraceContext(
        known ? parent : "00" + parent.substring(2, LENGTH),
        state != null && TraceState.isValid(state) ? state : "");
  }

  /**
   * The first span of a new trace. Identifiers are of any bits but all zero.
   *
   * @param high first half of the trace's identifier
   * @param low second half
   */
  public static TraceContext root(long high, long low, long spanId, Sampling sampling) {
    byte[] text = new byte[LENGTH];
    text[0] = '0';
    text[1] = '0';
    text[TRACE_ID - 1] = '-';
    hex(text, TRACE_ID, high);
    hex(text, TRACE_ID + 16, low == 0 ? 1 : low);
    return new TraceContext(span(text, spanId, sampling == Sampling.SAMPLED ? SAMPLED : 0), "");
  }

  /** The same trace, from another span. */
  public TraceContext child(long spanId, Sampling sampling) {
    int flags = flags() & KNOWN_FLAGS & ~SAMPLED;
    byte[] text = parent.getBytes(StandardCharsets.US_ASCII);
    return new TraceContext(
        span(text, spanId, sampling == Sampling.SAMPLED ? flags | SAMPLED : flags), state);
  }

  private static String span(byte[] text, long spanId, int flags) {
    text[SPAN_ID - 1] = '-';
    hex(text, SPAN_ID, spanId == 0 ? 1 : spanId);
    text[FLAGS - 1] = '-';
    text[FLAGS] = DIGITS[flags >> 4];
    text[FLAGS + 1] = DIGITS[flags & 0xF];
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** 32 hexadecimal digits. */
  public String traceId() {
    return parent.substring(TRACE_ID, SPAN_ID - 1);
  }

  /** The second half of the trace's identifier. */
  public long traceIdLow() {
    return Long.parseUnsignedLong(parent, TRACE_ID + 16, SPAN_ID - 1, 16);
  }

  /** 16 hexadecimal digits. */
  public String spanId() {
    return parent.substring(SPAN_ID, FLAGS - 1);
  }

  /** Whether both are of one trace. */
  public boolean isSameTrace(TraceContext other) {
    return parent.regionMatches(TRACE_ID, other.parent, TRACE_ID, SPAN_ID - 1 - TRACE_ID);
  }

  /** Whether the caller records its spans, or is to. */
  public boolean isSampled() {
    return (flags() & SAMPLED) != 0;
  }

  private int flags() {
    return Integer.parseInt(parent, FLAGS, LENGTH, 16);
  }

  private static void hex(byte[] text, int at, long bits) {
    for (int i = 0; i < 16; i++) {
      text[at + i] = DIGITS[(int) (bits >>> (60 - i * 4)) & 0xF];
    }
  }

  private static boolean isIdentifier(String text, int from, int to) {
    boolean zero = true;
    for (int i = from; i < to; i++) {
      zero &= text.charAt(i) == '0';
    }
    return !zero && isHex(text, from, to);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }
}
