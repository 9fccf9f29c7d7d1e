package io.alternatefutures.model;

/** Content identifier. */
public record Cid(String value) {
  /** Parses a CID. */
  public static Cid parse(String text) {
    return new Cid(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
