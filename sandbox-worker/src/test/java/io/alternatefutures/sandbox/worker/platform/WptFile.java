package io.alternatefutures.sandbox.worker.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One file of the web-platform-tests: its source, the scripts it asks for, and its variants. */
record WptFile(String path, String source, List<String> scripts, List<String> variants) {
  private static final List<String> BROWSERS_FETCH =
      List.of(
          ".h2.",
          "basic/conditional-get",
          "basic/keepalive",
          "basic/mediasource",
          "basic/mode-",
          "basic/referrer",
          "basic/request-forbidden-headers",
          "basic/request-headers",
          "basic/request-private-network-headers",
          "basic/request-referrer",
          "basic/response-url.sub",
          "headers/headers-no-cors",
          "request/request-cache-",
          "request/request-headers.any",
          "response/response-blob-realm");

  static List<WptFile> in(Path root, String folder) throws IOException {
    Path start = root.resolve(folder);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      List<WptFile> found = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".any.js") || name.endsWith(".window.js")) {
          found.add(parse(root, file));
        }
      }
      return found;
    }
  }

  private static WptFile parse(Path root, Path file) throws IOException {
    String source = Files.readString(file);
    String folder = root.relativize(file.getParent()).toString();
    List<String> scripts = new ArrayList<>();
    List<String> variants = new ArrayList<>();
    for (String line :
        source.lines().takeWhile(text -> text.startsWith("//") || text.isBlank()).toList()) {
      String meta = line.replaceFirst("^//\\s*META:\\s*", "");
      if (meta.startsWith("script=")) {
        String script = meta.substring("script=".length()).strip();
        scripts.add(
            script.startsWith("/")
                ? script.substring(1)
                : Path.of(folder, script).normalize().toString());
      } else if (meta.startsWith("variant=")) {
        variants.add(meta.substring("variant=".length()).strip());
      }
    }
    return new WptFile(
        root.relativize(file).toString(),
        source,
        List.copyOf(scripts),
        variants.isEmpty() ? List.of("") : List.copyOf(variants));
  }

  /** Whether the test needs a document, or other things neither workers nor this platform have. */
  boolean needsBrowser() {
    return (path.endsWith(".window.js")
            && (source.contains("document.")
                || source.contains("iframe")
                || source.contains("window.")
                || source.contains("postMessage(")
                || source.contains("new Worker")
                || source.contains("hadow")))
        || source.contains("XMLHttpRequest")
        || source.contains("VideoFrame")
        || path.contains("xhr")
        || path.contains("not-restored-reasons")
        || source.contains("'resource'")
        || source.contains("setResourceTimingBufferSize")
        || path.contains("shadowrealm")
        || path.contains("storage-buckets")
        || isProposal()
        || isBrowsersFetch();
  }

  /**
   * What only a browser's fetch() does: CORS and its modes, headers that script may not set, the
   * referrer, a cache below fetch(), pages that outlive themselves; and HTTP/2 as script sees it.
   */
  private boolean isBrowsersFetch() {
    return path.startsWith("fetch/api/")
        && (BROWSERS_FETCH.stream().anyMatch(path::contains)
            || source.contains("network-partition-key")
            || source.contains("bad-chunk-encoding"));
  }

  /**
   * WebAssembly's type reflection, which no engine ships, streams of type "owning", and comparing
   * patterns.
   */
  private boolean isProposal() {
    return path.startsWith("wasm/jsapi/function/")
        || path.endsWith("type.tentative.any.js")
        || path.endsWith("types.tentative.any.js")
        || path.contains("owning-type")
        || path.startsWith("urlpattern/urlpattern-compare");
  }
}
