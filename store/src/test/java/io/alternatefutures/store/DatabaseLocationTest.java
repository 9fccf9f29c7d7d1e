package io.alternatefutures.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseLocationTest {
  private static final Path DEFAULT = Path.of("/data/af.db");

  @Test
  void without_a_url_it_is_the_embedded_database() {
    assertThat(DatabaseLocation.parse(null, DEFAULT))
        .isEqualTo(new DatabaseLocation.Sqlite(DEFAULT));
    assertThat(DatabaseLocation.parse(" ", DEFAULT))
        .isEqualTo(new DatabaseLocation.Sqlite(DEFAULT));
  }

  @Test
  void a_sqlite_url_names_the_file() {
    assertThat(DatabaseLocation.parse("sqlite:/var/af.db", DEFAULT))
        .isEqualTo(new DatabaseLocation.Sqlite(Path.of("/var/af.db")));
    assertThat(DatabaseLocation.parse("sqlite:///var/af.db", DEFAULT))
        .isEqualTo(new DatabaseLocation.Sqlite(Path.of("/var/af.db")));
  }

  @Test
  void a_postgres_url_has_its_parts_decoded() {
    assertThat(
            DatabaseLocation.parse(
                "postgresql://us%40er:p%2Fa:s+s@db.example:6543/app?sslmode=require", DEFAULT))
        .isEqualTo(
            new DatabaseLocation.Postgres(
                "db.example", 6543, "app", "us@er", "p/a:s+s", Map.of("sslmode", "require")));
  }

  @Test
  void a_postgres_url_may_leave_out_port_and_password() {
    assertThat(DatabaseLocation.parse("postgres://user@[::1]/app", DEFAULT))
        .isEqualTo(new DatabaseLocation.Postgres("::1", 5432, "app", "user", null, Map.of()));
  }

  @Test
  void its_text_has_no_password() {
    assertThat(DatabaseLocation.parse("postgresql://user:hunter2@db/app", DEFAULT))
        .hasToString("PostgreSQL at db:5432, database \"app\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://user:hunter2@/app | it names no host",
        "postgresql://user:hunter2@db | it names no database",
        "postgresql://user:hunter2@db/ | it names no database",
        "postgresql://db/app | it names no user",
        "postgresql://user:hun ter2@db/app | Illegal character in authority",
        "mysql://user:hunter2@db/app | but starts with \"mysql:\"",
        "hunter2 | but starts with \"…\"",
      })
  void a_malformed_url_is_told_with_the_right_form_and_without_the_password(
      String url, String reason) {
    assertThatThrownBy(() -> DatabaseLocation.parse(url, DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("postgresql://user:password@host:5432/database")
        .hasMessageNotContaining("ter2")
        .hasNoCause();
  }
}
