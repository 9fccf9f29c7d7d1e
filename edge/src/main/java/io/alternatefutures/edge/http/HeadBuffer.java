package io.alternatefutures.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * Puts a message head together in an array that is used again for the next one, so that it reaches
 * a direct buffer in a single copy. Owned by one event loop. What is appended has been validated:
 * this class does not look for line breaks.
 */
public final class HeadBuffer {
  private byte[] bytes = new byte[4 * 1024];
  private int length;

  /** Starts a new head. */
  public HeadBuffer clear() {
    length = 0;
    return this;
  }

  /** Appends characters up to U+00FF, one byte each. */
  public HeadBuffer append(CharSequence text) {
    int count = text.length();
    reserve(count);
    switch (text) {
      case AsciiString ascii ->
          System.arraycopy(ascii.array(), ascii.arrayOffset(), bytes, length, count);
      case String string -> copyLatin1(string, count);
      default -> {
        for (int i = 0; i < count; i++) {
          bytes[length + i] = AsciiString.c2b(text.charAt(i));
        }
      }
    }
    length += count;
    return this;
  }

  /** Appends part of a string, characters up to U+00FF, one byte each. */
  public HeadBuffer append(String text, int start, int end) {
    reserve(end - start);
    copyLatin1(text, start, end);
    length += end - start;
    return this;
  }

  /** Appends one byte. */
  public HeadBuffer append(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Appends a number that is not negative, in decimal. */
  public HeadBuffer append(long number) {
    int digits = 1;
    for (long rest = number / 10; rest != 0; rest /= 10) {
      digits++;
    }
    reserve(digits);
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Appends a field line. */
  public HeadBuffer field(CharSequence name, CharSequence value) {
    append(name);
    append(':');
    append(' ');
    append(value);
    return endLine();
  }

  /** Appends a field line with a number. */
  public HeadBuffer field(CharSequence name, long value) {
    append(name);
    append(':');
    append(' ');
    append(value);
    return endLine();
  }

  /** Appends CR LF. */
  public HeadBuffer endLine() {
    reserve(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    return this;
  }

  /**
   * The head in a buffer of its own.
   *
   * @param room bytes that will be appended to the buffer
   */
  public ByteBuf toBuffer(ByteBufAllocator allocator, int room) {
    return allocator.ioBuffer(length + room).writeBytes(bytes, 0, length);
  }

  private void copyLatin1(String text, int count) {
    copyLatin1(text, 0, count);
  }

  @SuppressWarnings("deprecation") // the one copy the JDK does without a decoder or an allocation
  private void copyLatin1(String text, int start, int end) {
    text.getBytes(start, end, bytes, length);
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
