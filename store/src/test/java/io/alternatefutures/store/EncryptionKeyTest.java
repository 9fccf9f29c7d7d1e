package io.alternatefutures.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncryptionKeyTest {
  @TempDir private Path directory;

  @Test
  void a_key_is_made_once_and_read_by_its_owner_only() throws IOException {
    Path file = directory.resolve("env.key");
    EncryptionKey made = EncryptionKey.loadOrCreate(file);
    EncryptionKey again = EncryptionKey.loadOrCreate(file);

    assertThat(again.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void all_who_make_it_at_once_get_the_same_key() throws Exception {
    Path file = directory.resolve("env.key");
    List<Callable<String>> makers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      makers.add(() -> EncryptionKey.loadOrCreate(file).fingerprint());
    }
    List<String> fingerprints = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> fingerprint : threads.invokeAll(makers)) {
        fingerprints.add(fingerprint.get());
      }
    }
    assertThat(fingerprints).hasSize(8).containsOnly(fingerprints.getFirst());
  }

  @Test
  void a_damaged_key_file_is_a_clear_error_that_does_not_show_it() throws IOException {
    Path file = directory.resolve("env.key");
    Files.writeString(file, "abcdef-not-hex");
    assertThatThrownBy(() -> EncryptionKey.loadOrCreate(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Restore it from a backup")
        .hasMessageNotContaining("not-hex");
  }

  @Test
  void what_is_encrypted_decrypts_for_its_owner_and_key_only() throws Exception {
    EnvCipher cipher = new EnvCipher(EncryptionKey.generate());
    byte[] plain = "value".getBytes(StandardCharsets.UTF_8);
    byte[] sealed = cipher.encrypt(plain, "dep_1");

    assertThat(cipher.decrypt(sealed, "dep_1")).isEqualTo(plain);
    assertThat(cipher.encrypt(plain, "dep_1")).isNotEqualTo(sealed);
    assertThatThrownBy(() -> cipher.decrypt(sealed, "dep_2"))
        .isInstanceOf(GeneralSecurityException.class);
    EnvCipher other = new EnvCipher(EncryptionKey.generate());
    assertThatThrownBy(() -> other.decrypt(sealed, "dep_1"))
        .isInstanceOf(GeneralSecurityException.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> cipher.decrypt(sealed, "dep_1"))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> cipher.decrypt(new byte[3], "dep_1"))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
