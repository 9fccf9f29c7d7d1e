package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorIT {
  @TempDir Path folder;

  @Test
  void a_runtime_that_answers_and_a_token_that_it_takes_are_fine() {
    try (FakeApi api = FakeApi.start()) {
      api.path("GET /readyz", 200, "{\"status\":\"ready\"}").field("afFunctions", "{\"data\":[]}");

      Cli.Result result = Cli.of(api, folder).run("doctor");

      assertThat(result.out())
          .contains("says {\"status\":\"ready\"}", "the token is accepted; 0 functions", "0.25");
    }
  }

  @Test
  void a_runtime_that_is_not_there_is_an_error_with_what_to_do() {
    Cli.Result result = new Cli(folder).with("AF_API_URL", "http://127.0.0.1:9").run("doctor");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("none answers at http://127.0.0.1:9", "af runtime");
  }

  @Test
  void a_degraded_runtime_is_a_warning() {
    try (FakeApi api = FakeApi.start()) {
      api.path("GET /readyz", 200, "{\"status\":\"degraded\"}")
          .field("afFunctions", "{\"data\":[]}");

      assertThat(Cli.of(api, folder).run("doctor", "--json").out())
          .containsPattern("\"name\" : \"Runtime\",\\s+\"state\" : \"warning\"");
    }
  }

  @Test
  void a_data_directory_that_others_may_read_is_an_error() throws IOException {
    Path data = Files.createDirectory(folder.resolve(".af"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

    Cli.Result result = new Cli(folder).run("doctor");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("can be read by others", "chmod 700 " + data);
  }
}
