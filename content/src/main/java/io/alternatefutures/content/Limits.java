package io.alternatefutures.content;

import java.time.Duration;

/** Every bound of this module in one place. */
public final class Limits {
  /** Largest block that is stored, read or fetched, in bytes. */
  public static final int MAX_BLOCK_BYTES = 2 << 20;

  /** Largest CAR header, in bytes. */
  public static final int MAX_CAR_HEADER_BYTES = 16 << 10;

  /** Most roots that a CAR header may name. */
  public static final int MAX_CAR_ROOTS = 256;

  /** Most bytes that may lie between a CARv2 header and its data. */
  public static final int MAX_CAR_PADDING_BYTES = 1 << 20;

  /** Deepest nesting of values in a CAR header. */
  public static final int MAX_CBOR_DEPTH = 8;

  /** Most links that one dag-pb node may carry when it is read. */
  public static final int MAX_LINKS_PER_NODE = 32_768;

  /** Longest name in a directory, in UTF-8 bytes. */
  public static final int MAX_NAME_BYTES = 1_024;

  /** Longest path that is resolved, in characters. */
  public static final int MAX_PATH_LENGTH = 8_192;

  /** Deepest tree of nodes under one file, or shards under one directory. */
  public static final int MAX_DAG_DEPTH = 64;

  /** Most distinct blocks under one root. */
  public static final int MAX_DAG_BLOCKS = 1 << 20;

  /** Most nodes visited to read one file; a node that is linked twice counts twice. */
  public static final int MAX_NODES_PER_FILE = 1 << 18;

  /** Most entries in one directory that is written or listed. */
  public static final int MAX_DIRECTORY_ENTRIES = 1 << 20;

  /** Deepest nesting of directories that is written from disk. */
  public static final int MAX_DIRECTORY_DEPTH = 64;

  /** Most bytes fetched from gateways for one root, unless configured otherwise. */
  public static final long MAX_FETCH_BYTES = 256L << 20;

  /** Most gateways that may be configured. */
  public static final int MAX_GATEWAYS = 16;

  /** A gateway that fails this often while one root is fetched is not asked any more. */
  public static final int MAX_GATEWAY_FAILURES = 3;

  /** Longest time to fetch everything under one root. */
  public static final Duration MAX_FETCH_TIME = Duration.ofMinutes(10);

  /** Wait for a connection to a gateway, unless configured otherwise. */
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Longest silence of a gateway: until the response head, and between two blocks of a body, unless
   * configured otherwise.
   */
  public static final Duration GATEWAY_TIMEOUT = Duration.ofSeconds(15);

  /** A block that no gateway could give is not asked for again before this has passed. */
  public static final Duration REPAIR_RETRY_AFTER = Duration.ofSeconds(30);

  /** Most failed repairs that are remembered. */
  static final int MAX_REMEMBERED_REPAIRS = 1_024;

  /** Longest wait for imports of other processes before a deletion gives up. */
  static final Duration DELETE_LOCK_WAIT = Duration.ofSeconds(5);

  private Limits() {}
}
