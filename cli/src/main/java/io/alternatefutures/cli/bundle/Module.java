package io.alternatefutures.cli.bundle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The code to deploy.
 *
 * @param code bytes of the module
 * @param origin how the bytes came about
 */
public record Module(byte[] code, Origin origin) {
  /** How a module's bytes came about. */
  public enum Origin {
    /** The file as it is, so that its CID is the file's. */
    FILE,
    /** Made from the file and what it imports. */
    BUNDLE
  }

  public Module {
    code = code.clone();
  }

  @Override
  public byte[] code() {
    return code.clone();
  }

  /** Bytes of the module. */
  public int size() {
    return code.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Module that && origin == that.origin && Arrays.equals(code, that.code);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(code);
  }
}
