package io.alternatefutures.sandbox.worker.sourcemap;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a source map that positions need, read from its JSON (RFC 8259).
 *
 * @param sources names of the original files
 * @param mappings the encoded positions
 */
record MapFields(List<String> sources, String mappings) {
  private static final int MAX_DEPTH = 32;

  /**
   * @throws IllegalArgumentException when {@code json} is not a JSON object
   */
  static MapFields read(String json) {
    return new Reader(json).map();
  }

  private static final class Reader {
    private final String json;
    private int at;

    private Reader(String json) {
      this.json = json;
    }

    MapFields map() {
      List<String> sources = List.of();
      String mappings = "";
      expect('{');
      boolean more = !skip('}');
      while (more) {
        String name = string();
        expect(':');
        switch (name) {
          case "sources" -> sources = strings();
          case "mappings" -> mappings = string();
          default -> skipValue(0);
        }
        more = skip(',');
      }
      return new MapFields(sources, mappings);
    }

    private List<String> strings() {
      List<String> values = new ArrayList<>();
      expect('[');
      if (skip(']')) {
        return values;
      }
      do {
        values.add(string());
      } while (skip(','));
      expect(']');
      return values;
    }

    private String string() {
      expect('"');
      StringBuilder value = new StringBuilder();
      while (true) {
        char c = next();
        if (c == '"') {
          return value.toString();
        }
        value.append(c == '\\' ? escaped() : c);
      }
    }

    private char escaped() {
      char c = next();
      return switch (c) {
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'u' -> {
          if (json.length() - at < 4) {
            throw invalid();
          }
          at += 4;
          yield (char) Integer.parseInt(json.substring(at - 4, at), 16);
        }
        default -> c;
      };
    }

    private void skipValue(int depth) {
      char c = peek();
      if (depth > MAX_DEPTH) {
        throw invalid();
      }
      if (c == '"') {
        string();
      } else if (c == '[' || c == '{') {
        next();
        char end = c == '[' ? ']' : '}';
        while (!skip(end)) {
          skipValue(depth + 1);
          boolean separated = skip(',') || skip(':');
          if (!separated && peek() != end) {
            throw invalid();
          }
        }
      } else {
        while (at < json.length() && ",]} \n\r\t:".indexOf(json.charAt(at)) < 0) {
          at++;
        }
      }
    }

    private char peek() {
      while (at < json.length() && json.charAt(at) <= ' ') {
        at++;
      }
      if (at == json.length()) {
        throw invalid();
      }
      return json.charAt(at);
    }

    private char next() {
      if (at == json.length()) {
        throw invalid();
      }
      return json.charAt(at++);
    }

    private boolean skip(char wanted) {
      boolean found = peek() == wanted;
      at += found ? 1 : 0;
      return found;
    }

    private void expect(char wanted) {
      if (!skip(wanted)) {
        throw invalid();
      }
    }

    private IllegalArgumentException invalid() {
      return new IllegalArgumentException("not a source map, at character " + at);
    }
  }
}
