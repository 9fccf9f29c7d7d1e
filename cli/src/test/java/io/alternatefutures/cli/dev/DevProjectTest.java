package io.alternatefutures.cli.dev;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevProjectTest {
  @TempDir Path folder;

  @Test
  void a_file_alone_gives_its_name_to_the_function() throws IOException {
    Path file = write("Hello World.js", "export default () => new Response()");

    DevProject project = DevProject.read(context(), file, "");

    assertThat(project.name()).isEqualTo("hello-world");
    assertThat(project.entry()).isEqualTo(file);
    assertThat(project.routes()).isEmpty();
    assertThat(project.env()).isEmpty();
  }

  @Test
  void a_folder_gives_its_name_when_the_file_is_an_index() throws IOException {
    Path file = write("shop/src/index.ts", "export default () => new Response()");

    DevProject project = DevProject.read(context(), folder.resolve("shop"), "");

    assertThat(project.name()).isEqualTo("shop");
    assertThat(project.entry()).isEqualTo(file);
  }

  @Test
  void the_project_file_names_function_file_routes_and_env() throws IOException {
    write(
        "af.config.json",
        """
        {"functions": [{"name": "gw", "path": "code/gw.js", "env": {"A": "1", "B": "2"},
          "routes": {"/api/*": "https://example.com"}}]}\
        """);
    write(".env", "B=3\nexport C='4'\n");
    Path file = write("code/gw.js", "export default () => new Response()");

    DevProject project = DevProject.read(context(), folder, "");

    assertThat(project.name()).isEqualTo("gw");
    assertThat(project.entry()).isEqualTo(file);
    assertThat(project.folder()).isEqualTo(folder);
    assertThat(project.env()).isEqualTo(Map.of("A", "1", "B", "3", "C", "4"));
    assertThat(project.routes().orElseThrow().path("/api/*").asText())
        .isEqualTo("https://example.com");
  }

  @Test
  void the_file_chooses_among_the_functions_of_the_project_file() throws IOException {
    write(
        "af.config.json",
        """
        {"functions": [{"name": "one", "path": "one.js"}, {"name": "two", "path": "two.js"}]}\
        """);
    Path two = write("two.js", "export default () => new Response()");

    assertThat(DevProject.read(context(), two, "").name()).isEqualTo("two");
    assertThatThrownBy(() -> DevProject.read(context(), folder, ""))
        .hasMessageContaining("one, two");
  }

  @Test
  void a_project_file_may_be_a_program() throws IOException {
    write("names.ts", "export const base: string = 'typed'");
    write(
        "af.config.ts",
        "import { base } from './names'\n"
            + "export default { functions: [{ name: `${base}-gw`, path: 'a.js' }] }");
    write("a.js", "export default () => new Response()");

    assertThat(DevProject.read(context(), folder, "").name()).isEqualTo("typed-gw");
  }

  @Test
  void a_program_that_throws_is_named_with_its_reason() throws IOException {
    write("af.config.js", "throw new TypeError('no such stage')");
    write("a.js", "");

    assertThatThrownBy(() -> DevProject.read(context(), folder, ""))
        .isInstanceOf(CliException.class)
        .hasMessage("af.config.js fails: TypeError: no such stage");
  }

  @Test
  void a_folder_without_a_function_says_where_one_was_looked_for() {
    assertThatThrownBy(() -> DevProject.read(context(), folder, ""))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith("No function found in ")
        .extracting(e -> ((CliException) e).advice())
        .asString()
        .contains("src/index.ts", "af init");
  }

  @Test
  void routes_that_cannot_be_used_are_refused_with_their_file() throws IOException {
    write("af.config.json", "{\"functions\": [{\"name\": \"a\", \"routes\": {\"x\": \"y\"}}]}");
    write("index.js", "export default () => new Response()");

    assertThatThrownBy(() -> DevProject.read(context(), folder, ""))
        .hasMessage(
            "Invalid path pattern \"x\". Path patterns must start with \"/\" (in af.config.json)");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  private CliContext context() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new CliContext(
        System.getenv(),
        folder,
        new Terminal(nowhere, nowhere, Style.PLAIN, Style.PLAIN, Terminal.Progress.HIDDEN));
  }
}
