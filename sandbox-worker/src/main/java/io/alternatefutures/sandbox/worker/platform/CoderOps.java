package io.alternatefutures.sandbox.worker.platform;

import java.util.HashMap;
import java.util.Map;

/** Compression and decompression sessions of one isolate. */
final class CoderOps {
  /** Sessions open at a time; one is closed when its stream ends, or is freed with the isolate. */
  private static final int MAX_SESSIONS = 1024;

  private final Map<Integer, Coder> sessions = new HashMap<>();
  private int lastSession;

  static void register(Map<String, HostOps.Op> ops) {
    CoderOps coders = new CoderOps();
    ops.put(
        "coder.open",
        arguments -> coders.open(arguments.text(0), arguments.text(1), arguments.integer(2)));
    ops.put("coder.push", arguments -> coders.of(arguments.integer(0)).push(arguments.bytes(1)));
    ops.put("coder.pull", arguments -> coders.of(arguments.integer(0)).pull());
    ops.put("coder.finish", arguments -> coders.of(arguments.integer(0)).finish());
    ops.put(
        "coder.close",
        arguments -> {
          Coder coder = coders.sessions.remove(arguments.integer(0));
          if (coder != null) {
            coder.close();
          }
          return null;
        });
  }

  /** The level is one more than zlib has it; 0 is the default. */
  private int open(String kind, String format, int level) throws OpException {
    if (sessions.size() >= MAX_SESSIONS) {
      throw new OpException("QuotaExceededError", "There are too many open compression streams");
    }
    sessions.put(
        ++lastSession,
        kind.equals("compress") ? new Compressor(format, level - 1) : new Decompressor(format));
    return lastSession;
  }

  private Coder of(int session) throws OpException {
    Coder coder = sessions.get(session);
    if (coder == null) {
      throw new OpException("TypeError", "The compression stream is closed");
    }
    return coder;
  }
}
