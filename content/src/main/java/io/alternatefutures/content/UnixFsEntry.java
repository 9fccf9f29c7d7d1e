package io.alternatefutures.content;

import io.alternatefutures.model.Cid;

/**
 * Something in a UnixFS tree.
 *
 * @param name the name in its directory; empty for a root
 */
public record UnixFsEntry(String name, Cid cid, Type type) {
  /** What it is. */
  public enum Type {
    FILE,
    DIRECTORY,
    SYMLINK
  }
}
