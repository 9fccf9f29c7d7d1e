package io.alternatefutures.sandbox.worker.platform;

import java.nio.charset.Charset;

/** The ISO-2022-JP decoder of the Encoding standard, section 12.2.1, over all of the input. */
final class Iso2022JpDecoder {
  private static final int ESCAPE = 0x1b;
  private static final int END = -1;
  private static final Charset EUC_JP = Charset.forName("EUC-JP");

  /** What the bytes mean since the last escape sequence. */
  private enum Mode {
    ASCII,
    ROMAN,
    KATAKANA,
    DOUBLE_BYTE
  }

  private final MultiByteDecoder out;
  private final byte[] bytes;
  private Mode mode = Mode.ASCII;
  private boolean output;
  private int at;

  Iso2022JpDecoder(MultiByteDecoder out, byte[] bytes) {
    this.out = out;
    this.bytes = bytes;
  }

  void decode() {
    while (at < bytes.length) {
      int current = unsigned(at);
      if (current == ESCAPE) {
        escape();
      } else {
        at++;
        character(current);
      }
    }
    out.consumed(bytes.length);
  }

  private int unsigned(int index) {
    return index < bytes.length ? bytes[index] & 0xff : END;
  }

  private void escape() {
    int lead = unsigned(at + 1);
    int trail = unsigned(at + 2);
    Mode next = null;
    if (lead == 0x28) {
      next =
          switch (trail) {
            case 0x42 -> Mode.ASCII;
            case 0x4a -> Mode.ROMAN;
            case 0x49 -> Mode.KATAKANA;
            default -> null;
          };
    } else if (lead == 0x24 && (trail == 0x40 || trail == 0x42)) {
      next = Mode.DOUBLE_BYTE;
    }
    if (next == null) {
      at++;
      output = false;
      out.error();
      return;
    }
    at += 3;
    mode = next;
    if (output) {
      out.error();
    }
    output = true;
  }

  private void character(int current) {
    output = false;
    switch (mode) {
      case ASCII, ROMAN -> single(current);
      case KATAKANA -> {
        if (current >= 0x21 && current <= 0x5f) {
          out.append(String.valueOf((char) (0xff61 - 0x21 + current)));
        } else {
          out.error();
        }
      }
      case DOUBLE_BYTE -> pair(current);
    }
  }

  private void single(int current) {
    if (current > 0x7f || current == 0x0e || current == 0x0f) {
      out.error();
    } else if (mode == Mode.ROMAN && current == 0x5c) {
      out.append("¥");
    } else if (mode == Mode.ROMAN && current == 0x7e) {
      out.append("‾");
    } else {
      out.append(String.valueOf((char) current));
    }
  }

  private void pair(int lead) {
    if (lead < 0x21 || lead > 0x7e) {
      out.error();
      return;
    }
    int trail = unsigned(at);
    if (trail == ESCAPE) {
      out.error();
      return;
    }
    if (trail != END) {
      at++;
    }
    if (trail < 0x21 || trail > 0x7e) {
      out.error();
      return;
    }
    String decoded = new String(new byte[] {(byte) (lead | 0x80), (byte) (trail | 0x80)}, EUC_JP);
    if (decoded.contains("\ufffd")) {
      out.error();
    } else {
      out.append(decoded);
    }
  }
}
