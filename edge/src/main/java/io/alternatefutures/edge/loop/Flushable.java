package io.alternatefutures.edge.loop;

/** Something that holds writes back until its event loop has nothing more to read. */
public interface Flushable {
  /** Writes out what is held back; on the event loop. */
  void flushPending();
}
