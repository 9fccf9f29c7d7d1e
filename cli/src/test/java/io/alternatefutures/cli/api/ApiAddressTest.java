package io.alternatefutures.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiAddressTest {
  @TempDir Path folder;

  @BeforeEach
  void saveCredentials() throws IOException {
    Path data = Files.createDirectories(folder.resolve(".af"));
    Files.writeString(
        data.resolve("credentials.json"),
        "{\"apiUrl\":\"http://127.0.0.1:4999\",\"token\":\"saved\",\"projectId\":\"prj_1\"}");
  }

  private ApiAddress address(Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(nowhere, nowhere, Style.PLAIN, Style.PLAIN, Terminal.Progress.HIDDEN);
    return ApiAddress.of(new CliContext(environment, folder, terminal));
  }

  @Test
  void comes_from_the_credentials_file_when_nothing_is_set() {
    ApiAddress address = address(Map.of());

    assertThat(address.base()).hasToString("http://127.0.0.1:4999");
    assertThat(address.token()).isEqualTo("saved");
    assertThat(address.projectId()).isEqualTo("prj_1");
  }

  @Test
  void variables_win_over_the_file() {
    ApiAddress address =
        address(
            Map.of(
                "AF_TOKEN", "given",
                "AF_API_URL", "https://api.example.com/",
                "AF_PROJECT_ID", "prj_2"));

    assertThat(address.base()).hasToString("https://api.example.com");
    assertThat(address.token()).isEqualTo("given");
    assertThat(address.projectId()).isEqualTo("prj_2");
  }

  @Test
  void is_the_default_port_of_this_machine_when_there_is_nothing() {
    ApiAddress address = address(Map.of("AF_DATA_DIR", "elsewhere"));

    assertThat(address.base()).hasToString("http://127.0.0.1:4000");
    assertThat(address.token()).isEmpty();
    assertThat(address.tokenSource())
        .contains(folder.resolve("elsewhere/credentials.json").toString());
  }

  @Test
  void a_saved_token_is_kept_from_other_servers() {
    ApiAddress address = address(Map.of("AF_API_URL", "https://api.example.com"));

    assertThat(address.token()).isEmpty();
    assertThat(address.projectId()).isEmpty();
    assertThat(address.tokenSource()).contains("is for another server");
  }

  @Test
  void a_saved_token_is_used_on_another_port_of_this_machine() {
    assertThat(address(Map.of("AF_API_URL", "http://localhost:5000")).token()).isEqualTo("saved");
  }

  @Test
  void a_damaged_credentials_file_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve(".af/credentials.json"), "{\"token\":");

    assertThatThrownBy(() -> address(Map.of()))
        .isInstanceOf(CliException.class)
        .hasMessage("The credentials file " + file + " is not valid JSON");
  }
}
