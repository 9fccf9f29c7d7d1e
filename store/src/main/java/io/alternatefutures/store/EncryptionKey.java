package io.alternatefutures.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A 256-bit key that env values are encrypted with (AES-GCM). */
public final class EncryptionKey {
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] bytes;

  private EncryptionKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A key of these 32 bytes. */
  public static EncryptionKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "An encryption key has " + BYTES + " bytes, not " + bytes.length);
    }
    return new EncryptionKey(bytes.clone());
  }

  /** A new random key. */
  public static EncryptionKey generate() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new EncryptionKey(bytes);
  }

  /**
   * The key in {@code file}, which is made, readable by its owner only, when it is not there. Of
   * several processes that make it at once all get the same.
   *
   * @throws IOException when the file cannot be read or made, or holds no key
   */
  public static EncryptionKey loadOrCreate(Path file) throws IOException {
    try {
      return load(file);
    } catch (NoSuchFileException e) {
      create(file);
      return load(file);
    }
  }

  private static EncryptionKey load(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    try {
      return of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      // The exception is not passed on, since it repeats a part of the key.
      throw new IOException(
          file
              + " holds no encryption key of "
              + 2 * BYTES
              + " hexadecimal digits. Restore it from a backup; without it the env values in the"
              + " database are lost");
    }
  }

  private static void create(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    FileAttribute<Set<PosixFilePermission>> ownerOnly =
        PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Path draft = Files.createTempFile(directory, ".key", ".tmp", ownerOnly);
    try {
      Files.writeString(
          draft, HexFormat.of().formatHex(generate().bytes) + "\n", StandardCharsets.US_ASCII);
      // A link, unlike a move, never replaces a key that another process has made meanwhile.
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // The other process's key is as good.
    } finally {
      Files.delete(draft);
    }
  }

  SecretKey secret() {
    return new SecretKeySpec(bytes, "AES");
  }

  /** Tells keys apart without giving the key away. */
  String fingerprint() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      byte[] code = mac.doFinal("af store key fingerprint".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(Arrays.copyOf(code, 8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "EncryptionKey[" + fingerprint() + "]";
  }
}
