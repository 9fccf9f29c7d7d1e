package io.alternatefutures.edge.compress;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Content codings that bodies are put into (RFC 9110 section 8.4.1). */
enum Coding {
  GZIP("gzip"),
  DEFLATE("deflate");

  private final String text;

  Coding(String text) {
    this.text = text;
  }

  /** As {@code Content-Encoding} has it. */
  String text() {
    return text;
  }

  /**
   * The coding that a client likes best, gzip among equals; null when it wants none.
   *
   * @param acceptEncoding values of {@code Accept-Encoding} (section 12.5.3)
   */
  static @Nullable Coding accepted(List<String> acceptEncoding) {
    int gzip = -1;
    int deflate = -1;
    int identity = -1;
    int any = -1;
    for (String value : acceptEncoding) {
      for (String entry : value.split(",", -1)) {
        int semicolon = entry.indexOf(';');
        String name = (semicolon < 0 ? entry : entry.substring(0, semicolon)).strip();
        int weight = semicolon < 0 ? 1_000 : weight(entry.substring(semicolon + 1).strip());
        switch (name.toLowerCase(Locale.ROOT)) {
          case "gzip", "x-gzip" -> gzip = weight;
          case "deflate" -> deflate = weight;
          case "identity" -> identity = weight;
          case "*" -> any = weight;
          default -> {}
        }
      }
    }
    gzip = gzip < 0 ? any : gzip;
    Coding best = deflate > gzip ? DEFLATE : GZIP;
    int most = Math.max(gzip, deflate);
    return most > 0 && most >= identity ? best : null;
  }

  /** A {@code q} in thousandths; 0 for what is none. */
  private static int weight(String parameter) {
    if (!parameter.matches("[qQ]\\s*=\\s*(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
      return 0;
    }
    String number = parameter.substring(parameter.indexOf('=') + 1).strip();
    return (int) Math.round(Double.parseDouble(number) * 1_000);
  }
}
