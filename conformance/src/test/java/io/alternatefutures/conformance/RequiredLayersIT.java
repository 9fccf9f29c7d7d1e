package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.Cli;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.EdgeClient;
import io.alternatefutures.testkit.Finished;
import io.alternatefutures.testkit.Origin;
import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a runtime does on a machine where workers cannot confine themselves. */
class RequiredLayersIT {
  private static final String HELLO = "export default () => new Response('hello')";

  @TempDir private Path folder;

  /** A program in the place of bubblewrap that only sets a filter of system calls. */
  private String hindrance() throws IOException {
    Path filter = Files.write(folder.resolve("filter"), KernelWithoutLayers.filter());
    String text =
        """
        #!/bin/sh
        while [ "$1" != "--" ]; do shift; done
        shift
        exec bwrap --dev-bind / / --seccomp 9 -- "$@" 9<'%s'
        """
            .formatted(filter);
    Path script = Files.writeString(folder.resolve("hindrance"), text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }

  @Test
  void required_layers_that_are_missing_stop_functions_and_nothing_else() throws IOException {
    try (Origin origin = Origin.start();
        RuntimeProcess runtime =
            RuntimeProcess.start(
                Map.of(
                    "AF_SANDBOX",
                    "require",
                    "AF_BUBBLEWRAP",
                    hindrance(),
                    "EGRESS_ALLOW",
                    "127.0.0.0/8"));
        EdgeClient edge = runtime.edge()) {
      runtime.control().create(Map.of("name", "gateway", "routes", Map.of("/*", origin.url())));
      assertThat(edge.get("gateway", "/").statusCode()).isEqualTo(200);

      Path code = Files.writeString(folder.resolve("hello.js"), HELLO);
      runtime.control().create(Map.of("name", "hello"));
      try (Cli cli = runtime.cli()) {
        Finished deployed =
            cli.run("functions", "deploy", "--name", "hello", "--path", code.toString());
        assertThat(deployed.code()).isEqualTo(1);
        assertThat(deployed.err()).contains("SANDBOX_UNAVAILABLE", "LANDLOCK", "SECCOMP");
      }
      assertThat(runtime.control().get("/readyz").body())
          .contains("\"degraded\"", "functions are not run", "\"layers\":[]");
    }
  }

  @Test
  void a_second_project_ends_the_running_of_functions_without_required_layers() throws IOException {
    try (RuntimeProcess runtime = RuntimeProcess.start(Map.of("AF_BUBBLEWRAP", hindrance()));
        EdgeClient edge = runtime.edge()) {
      runtime.control().create("hello", HELLO);
      assertThat(edge.get("hello", "/").body()).isEqualTo("hello");
      assertThat(runtime.log()).contains("functions run all the same");

      JsonNode project =
          runtime
              .control()
              .field("mutation { createAFProject(data: {name: \"other\"}) { token } }", Map.of());
      ControlClient other =
          new ControlClient(runtime.control().base(), project.path("token").asText());
      other.create(Map.of("name", "elsewhere", "routes", Map.of("/*", "https://example.com")));

      EdgeAnswers.refused(edge.get("hello", "/"), 503, "SANDBOX_UNAVAILABLE");
    }
  }

  @Test
  void a_mode_that_does_not_exist_is_refused() {
    Finished ended = RuntimeProcess.run(folder, Map.of("AF_SANDBOX", "maybe"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("AF_SANDBOX", "auto or require", "maybe");
  }
}
