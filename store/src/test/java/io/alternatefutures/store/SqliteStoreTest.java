package io.alternatefutures.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.control.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends DatabaseContract {
  @TempDir private Path directory;

  @Override
  DatabaseLocation newDatabase() {
    return new DatabaseLocation.Sqlite(directory.resolve("af.db"));
  }

  @Test
  void only_the_owner_may_read_its_files() throws IOException {
    create("fn_1", "one");
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void values_of_env_are_not_on_the_disk() throws IOException {
    deploy(create("fn_1", "one"), "dep_1", cid("v1"), Map.of("TOKEN_NAME", "s3cret-value-of-env"));
    store().close();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("s3cret-value-of-env")
            .doesNotContain("TOKEN_NAME");
      }
    }
  }

  @Test
  void a_directory_that_is_not_there_is_a_clear_error() {
    Path missing = directory.resolve("none").resolve("af.db");
    assertThatThrownBy(() -> Store.open(StoreOptions.of(new DatabaseLocation.Sqlite(missing), KEY)))
        .isInstanceOfSatisfying(
            StoreOpenException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("Check that its directory exists");
  }

  @Test
  void a_file_that_is_no_database_is_a_clear_error() throws IOException {
    Path file = directory.resolve("other.db");
    Files.writeString(file, "this is not a database, but it is longer than a header ".repeat(40));
    assertThatThrownBy(() -> Store.open(StoreOptions.of(new DatabaseLocation.Sqlite(file), KEY)))
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not a database");
  }
}
