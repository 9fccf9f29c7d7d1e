package io.alternatefutures.sandbox.worker.platform;

import java.nio.charset.Charset;
import java.util.Map;

/**
 * Upper halves of the single-byte encodings of the Encoding standard, section 9, as 128 characters.
 */
final class SingleByteTables {
  private static final char UNMAPPED = '\ufffd';
  private static final String LATIN_6 =
      "\u00a0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00adŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";
  private static final String LATIN_8 =
      "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";

  /** Names under which the JDK has an encoding, where they differ. */
  private static final Map<String, String> JDK_NAMES =
      Map.of(
          "ISO-8859-8-I", "ISO-8859-8",
          "macintosh", "x-MacRoman",
          "windows-874", "x-windows-874",
          "x-mac-cyrillic", "x-MacUkraine");

  private SingleByteTables() {}

  static String table(String name) throws OpException {
    StringBuilder table = new StringBuilder(128);
    switch (name) {
      case "ISO-8859-10" -> controls(table).append(LATIN_6);
      case "ISO-8859-14" -> controls(table).append(LATIN_8);
      case "x-user-defined" -> {
        for (int i = 0; i < 128; i++) {
          table.append((char) (0xf780 + i));
        }
      }
      default -> fromJdk(name, table);
    }
    return table.toString();
  }

  private static StringBuilder controls(StringBuilder table) {
    for (int i = 0x80; i < 0xa0; i++) {
      table.append((char) i);
    }
    return table;
  }

  private static void fromJdk(String name, StringBuilder table) throws OpException {
    String jdkName = JDK_NAMES.getOrDefault(name, name);
    if (!Charset.isSupported(jdkName)) {
      throw new OpException("RangeError", "The encoding " + name + " is not supported");
    }
    Charset charset = Charset.forName(jdkName);
    boolean windows = name.startsWith("windows");
    for (int i = 0x80; i < 0x100; i++) {
      String decoded = new String(new byte[] {(byte) i}, charset);
      char unit = decoded.length() == 1 ? decoded.charAt(0) : UNMAPPED;
      // What Windows leaves undefined among the controls is a control there.
      table.append(unit == UNMAPPED && windows && i < 0xa0 ? (char) i : unit);
    }
    switch (name) {
      case "KOI8-U" -> {
        table.setCharAt(0x2e, 'ў');
        table.setCharAt(0x3e, 'Ў');
      }
      case "windows-1255" -> table.setCharAt(0x4a, '\u05ba');
      case "macintosh" -> {
        table.setCharAt(0x5b, '€');
        table.setCharAt(0x70, '\uf8ff');
      }
      default -> {}
    }
  }
}
