package io.alternatefutures.store;

import io.alternatefutures.control.access.SiblingSecret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The siblings' secret in its row; the first instance that needs it makes it. */
final class SiblingKey {
  private static final String OWNER = "sibling-secret";
  private static final int BYTES = 32;

  private final Database database;
  private final EnvCipher cipher;

  SiblingKey(Database database, EncryptionKey key) {
    this.database = database;
    this.cipher = new EnvCipher(key);
  }

  /** The secret; empty when it was not made yet. */
  Optional<SiblingSecret> load() {
    return database.read(SiblingKey::stored).map(this::opened);
  }

  /** The secret, made when there is none. */
  SiblingSecret loadOrMake() {
    return load().orElseGet(() -> opened(make()));
  }

  private SiblingSecret opened(byte[] sealed) {
    try {
      return new SiblingSecret(cipher.decrypt(sealed, OWNER));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The siblings' secret does not decrypt with this key", e);
    }
  }

  private byte[] make() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    byte[] sealed = cipher.encrypt(secret, OWNER);
    return database.write(handle -> {
      handle.execute(
          "UPDATE store_state SET sibling_secret = ? WHERE id = 1 AND sibling_secret IS NULL",
          sealed);
      return stored(handle).orElseThrow();
    });
  }

  private static Optional<byte[]> stored(Handle handle) {
    return handle
        .select("SELECT sibling_secret FROM store_state WHERE sibling_secret IS NOT NULL")
        .map((row, _) -> row.getBytes(1))
        .findOne();
  }
}
