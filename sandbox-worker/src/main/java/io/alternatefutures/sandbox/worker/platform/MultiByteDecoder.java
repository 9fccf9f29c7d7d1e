package io.alternatefutures.sandbox.worker.platform;

import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The multi-byte decoders of the Encoding standard, sections 10 to 13. Which character two or four
 * bytes stand for comes from the JDK's tables; which bytes belong together, and what is an error,
 * from the standard.
 */
final class MultiByteDecoder {
  private static final String UNMAPPED = "\ufffd";

  private final byte[] bytes;
  private final boolean fatal;
  private final StringBuilder text = new StringBuilder();
  private int at;
  private boolean failed;

  private MultiByteDecoder(byte[] bytes, boolean fatal) {
    this.bytes = bytes;
    this.fatal = fatal;
  }

  /**
   * Decodes.
   *
   * @param stream whether more bytes will follow: an incomplete character at the end is left over
   * @return the number of bytes left over, a line feed and the text; null when fatal and malformed
   */
  static @Nullable String decode(String name, byte[] bytes, boolean fatal, boolean stream) {
    if (name.equals("ISO-2022-JP") && stream) {
      // Its shifts make every byte depend on those before: the whole is decoded at the end.
      return bytes.length + "\n";
    }
    MultiByteDecoder decoder = new MultiByteDecoder(bytes, fatal);
    switch (name) {
      case "GBK", "gb18030" -> decoder.gb18030(stream);
      case "ISO-2022-JP" -> new Iso2022JpDecoder(decoder, bytes).decode();
      default -> decoder.doubleByte(name, stream);
    }
    return decoder.failed ? null : (bytes.length - decoder.at) + "\n" + decoder.text;
  }

  void append(String characters) {
    text.append(characters);
  }

  void error() {
    failed |= fatal;
    text.append(UNMAPPED);
  }

  void consumed(int position) {
    at = position;
  }

  private int unsigned(int index) {
    return index < bytes.length ? bytes[index] & 0xff : -1;
  }

  private void gb18030(boolean stream) {
    Charset charset = Charset.forName("GB18030");
    while (at < bytes.length && !failed) {
      int first = unsigned(at);
      if (first < 0x80) {
        text.append((char) first);
        at++;
      } else if (first == 0x80) {
        text.append('€');
        at++;
      } else if (first == 0xff) {
        error();
        at++;
      } else if (!gbCharacter(charset, stream)) {
        return;
      }
    }
  }

  /** Decodes two or four bytes; false when they are not all here yet. */
  private boolean gbCharacter(Charset charset, boolean stream) {
    int second = unsigned(at + 1);
    if (second < 0) {
      return incomplete(stream);
    }
    if (second < 0x30 || second > 0x39) {
      doubleByteOf(charset, second >= 0x40 && second <= 0xfe && second != 0x7f);
      return true;
    }
    int third = unsigned(at + 2);
    if (third < 0) {
      return incomplete(stream);
    }
    if (third < 0x81 || third > 0xfe) {
      error();
      at++;
      return true;
    }
    int fourth = unsigned(at + 3);
    if (fourth < 0) {
      return incomplete(stream);
    }
    if (fourth < 0x30 || fourth > 0x39) {
      error();
      at++;
      return true;
    }
    String decoded = lookup(charset, at, 4);
    if (decoded.contains(UNMAPPED)) {
      error();
    } else {
      text.append(decoded);
    }
    at += 4;
    return true;
  }

  private boolean incomplete(boolean stream) {
    if (!stream) {
      error();
      at = bytes.length;
    }
    return false;
  }

  /**
   * Decodes two bytes; an ASCII byte after a lead byte is read again when they make no character.
   */
  private void doubleByteOf(Charset charset, boolean inRange) {
    String decoded = inRange ? lookup(charset, at, 2) : UNMAPPED;
    if (!decoded.contains(UNMAPPED)) {
      text.append(decoded);
      at += 2;
      return;
    }
    error();
    at += unsigned(at + 1) < 0x80 ? 1 : 2;
  }

  private String lookup(Charset charset, int from, int length) {
    return new String(Arrays.copyOfRange(bytes, from, from + length), charset);
  }

  private void doubleByte(String name, boolean stream) {
    Charset charset =
        Charset.forName(
            switch (name) {
              case "Big5" -> "Big5-HKSCS";
              case "EUC-KR" -> "x-windows-949";
              case "Shift_JIS" -> "windows-31j";
              default -> name;
            });
    boolean japanese = name.equals("Shift_JIS") || name.equals("EUC-JP");
    while (at < bytes.length && !failed) {
      int first = unsigned(at);
      if (first < 0x80 || (name.equals("Shift_JIS") && first == 0x80)) {
        text.append((char) first);
        at++;
      } else if (name.equals("Shift_JIS") && first >= 0xa1 && first <= 0xdf) {
        text.append((char) (0xff61 - 0xa1 + first));
        at++;
      } else if (!isLead(name, first)) {
        error();
        at++;
      } else if (unsigned(at + 1) < 0) {
        incomplete(stream);
        return;
      } else if (japanese && first == 0x8f && name.equals("EUC-JP")) {
        if (!threeByte(charset, stream)) {
          return;
        }
      } else {
        doubleByteOf(charset, unsigned(at + 1) >= 0x40);
      }
    }
  }

  private static boolean isLead(String name, int first) {
    return switch (name) {
      case "Shift_JIS" -> (first >= 0x81 && first <= 0x9f) || (first >= 0xe0 && first <= 0xfc);
      case "EUC-JP" -> first == 0x8e || first == 0x8f || (first >= 0xa1 && first <= 0xfe);
      default -> first >= 0x81 && first <= 0xfe;
    };
  }

  private boolean threeByte(Charset charset, boolean stream) {
    int second = unsigned(at + 1);
    if (second < 0xa1 || second > 0xfe) {
      error();
      at += second < 0x80 ? 1 : 2;
      return true;
    }
    if (unsigned(at + 2) < 0) {
      return incomplete(stream);
    }
    String decoded = lookup(charset, at, 3);
    if (decoded.contains(UNMAPPED)) {
      error();
      at += unsigned(at + 2) < 0x80 ? 2 : 3;
    } else {
      text.append(decoded);
      at += 3;
    }
    return true;
  }
}
