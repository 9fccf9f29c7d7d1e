package io.alternatefutures.sandbox.worker;

import java.nio.file.Path;

/**
 * How a worker is started.
 *
 * @param socket path of the runtime's Unix socket
 * @param connections connections to open, one for each of the runtime's event loops
 * @param secret proves to the runtime that the connections come from this worker
 * @param heapMegabytes V8 heap limit of one isolate
 * @param threads how many functions may run at once
 * @param nativeLibrary the V8 library to load
 */
record WorkerOptions(
    Path socket,
    int connections,
    String secret,
    int heapMegabytes,
    int threads,
    Path nativeLibrary) {

  /** Parses {@code key=value} arguments; the secret comes from standard input, not from them. */
  static WorkerOptions parse(String[] arguments, String secret) {
    String socket = "";
    String library = "";
    int connections = 1;
    int heap = 128;
    int threads = 2;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String value = argument.substring(equals + 1);
      switch (argument.substring(0, Math.max(equals, 0))) {
        case "socket" -> socket = value;
        case "library" -> library = value;
        case "connections" -> connections = Integer.parseInt(value);
        case "heap" -> heap = Integer.parseInt(value);
        case "threads" -> threads = Integer.parseInt(value);
        default -> throw new IllegalArgumentException("unknown worker argument " + argument);
      }
    }
    return new WorkerOptions(Path.of(socket), connections, secret, heap, threads, Path.of(library));
  }
}
