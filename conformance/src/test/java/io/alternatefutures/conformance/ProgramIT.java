package io.alternatefutures.conformance;

import static io.alternatefutures.conformance.EdgeAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Finished;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebAssembly deployed as it is: commands of WASI preview 1, assembled by hand. */
class ProgramIT {
  /** Writes a header and {@code echoed: }, then standard input. */
  private static final String ECHO =
      "AGFzbQEAAAABFANgBH9/f38Bf2AEf39/fwF/YAAAAkQCFndhc2lfc25hcHNob3RfcHJldmlldzEIZmRfd3JpdGUAABZ3"
          + "YXNpX3NuYXBzaG90X3ByZXZpZXcxB2ZkX3JlYWQAAQMCAQIFAwEAAQcTAgZtZW1vcnkCAAZfc3RhcnQAAgpRAU8A"
          + "QQBBwAA2AgBBBEEiNgIAQQFBAEEBQQgQABoDQEEAQYAgNgIAQQRBgCA2AgBBAEEAQQFBBBABGkEEKAIABEBBAUEA"
          + "QQFBCBAAGgwBCwsLCykBAEHAAAsiQ29udGVudC1UeXBlOiB0ZXh0L3BsYWluCgplY2hvZWQ6IA==";

  /** Does nothing, for ever. */
  private static final String LOOP =
      "AGFzbQEAAAABBAFgAAACAQADAgEABQMBAAEHEwIGbWVtb3J5AgAGX3N0YXJ0AAAKCQEHAANADAALCwsBAA==";

  /** Exports {@code main} instead of {@code _start}. */
  private static final String LIBRARY =
      "AGFzbQEAAAABBAFgAAACAQADAgEABQMBAAEHEQIGbWVtb3J5AgAEbWFpbgAACgQBAgALCwEA";

  @TempDir private Path folder;

  private String file(String name, String base64) throws IOException {
    return Files.write(folder.resolve(name), Base64.getDecoder().decode(base64)).toString();
  }

  @Test
  void a_program_answers_requests_under_the_limits_of_functions() throws IOException {
    try (RuntimeProcess runtime = RuntimeProcess.start(Map.of("FUNCTION_CPU_LIMIT", "1000"));
        Cli af = runtime.cli();
        EdgeClient curl = runtime.edge()) {
      af.ok("functions", "create", "--name", "program");
      af.ok("functions", "deploy", "--name", "program", "--path", file("echo.wasm", ECHO));
      ok(curl.post("program", "/", "hello"), "echoed: hello");
      ok(curl.post("program", "/", "again"), "echoed: again");

      Finished refused =
          af.run(
              "functions", "deploy", "--name", "program", "--path", file("library.wasm", LIBRARY));
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("library.wasm", "has no function \"_start\"");
      ok(curl.post("program", "/", "still"), "echoed: still");

      af.ok("functions", "deploy", "--name", "program", "--path", file("loop.wasm", LOOP));
      HttpResponse<String> answer = curl.get("program", "/");
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("\"CPU_LIMIT\"");
    }
  }
}
