package io.alternatefutures.content;

/** Stable names of what can go wrong with content; they appear in API answers and logs. */
public enum ContentCode {
  /** A stored block no longer hashes to its CID, and no source had a good copy. */
  CONTENT_CORRUPT,
  /** A block is neither here nor at any configured source. */
  CONTENT_UNAVAILABLE,
  /** Bytes are not what they claim to be: a malformed CAR, node or path, or a wrong hash. */
  CONTENT_INVALID,
  /** A stated limit is exceeded. */
  CONTENT_TOO_LARGE,
  /** The CID names a directory or a link where a file is needed, or a file for a directory. */
  CONTENT_WRONG_TYPE,
  /** The path leads nowhere under its root. */
  CONTENT_PATH_NOT_FOUND,
  /** The disk is full or its quota is used up. */
  CONTENT_STORAGE_FULL,
  /** Another process uses the store in a way that forbids the operation now. */
  CONTENT_BUSY
}
