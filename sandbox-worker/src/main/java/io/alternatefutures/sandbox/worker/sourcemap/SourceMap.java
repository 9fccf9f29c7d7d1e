package io.alternatefutures.sandbox.worker.sourcemap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source map that a module carries in its last line. It is kept as text, and decoded when a
 * stack trace is first to be mapped. Not thread-safe.
 */
public final class SourceMap {
  /** A module without a map: stack traces stay as they are. */
  public static final SourceMap NONE = new SourceMap("", "");

  /** Largest map that is kept, in characters of base64. */
  private static final int MAX_ENCODED = 4 * 1024 * 1024;

  private static final String MARKER = "//# sourceMappingURL=data:application/json;";
  private static final String BASE64 = "base64,";

  private final String encoded;
  private final Pattern position;
  private @Nullable Mappings mappings;
  private boolean broken;

  private SourceMap(String encoded, String moduleName) {
    this.encoded = encoded;
    position = Pattern.compile(Pattern.quote(moduleName) + ":(\\d{1,9}):(\\d{1,9})");
  }

  /**
   * Finds the map of a module.
   *
   * @param moduleName how stack traces name the module
   */
  public static SourceMap of(String module, String moduleName) {
    int marker = module.lastIndexOf(MARKER);
    int start = marker < 0 ? -1 : module.indexOf(BASE64, marker + MARKER.length());
    if (start < 0) {
      return NONE;
    }
    String encoded = module.substring(start + BASE64.length()).strip();
    return encoded.length() > MAX_ENCODED ? NONE : new SourceMap(encoded, moduleName);
  }

  /** The stack trace with every position in the module that the map knows replaced. */
  public String apply(String stack) {
    if (encoded.isEmpty() || broken) {
      return stack;
    }
    try {
      Matcher matcher = position.matcher(stack);
      return matcher.find() ? replaceAll(matcher) : stack;
    } catch (IllegalArgumentException invalid) {
      broken = true;
      return stack;
    }
  }

  private String replaceAll(Matcher matcher) {
    Mappings decoded = decoded();
    return matcher.replaceAll(found -> {
      int line = Integer.parseInt(found.group(1));
      int column = Integer.parseInt(found.group(2));
      String original = decoded.find(line, column);
      return Matcher.quoteReplacement(original == null ? found.group() : original);
    });
  }

  private Mappings decoded() {
    Mappings known = mappings;
    if (known == null) {
      byte[] json = Base64.getDecoder().decode(encoded);
      known = Mappings.decode(MapFields.read(new String(json, StandardCharsets.UTF_8)));
      mappings = known;
    }
    return known;
  }
}
