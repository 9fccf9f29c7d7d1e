package io.alternatefutures.cli.bundle;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BundlerIT {
  @TempDir Path folder;

  private Bundler bundler(Path workingDirectory) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(nowhere, nowhere, Style.PLAIN, Style.PLAIN, Terminal.Progress.HIDDEN);
    return new Bundler(
        new CliContext(
            Map.of("XDG_CACHE_HOME", System.getProperty("java.io.tmpdir")),
            workingDirectory,
            terminal));
  }

  private Module bundle(String name) {
    return bundler(folder).bundle(folder.resolve(name), Bundler.Choice.WHERE_NEEDED);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(parent(file));
    Files.writeString(file, text);
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static String text(Module module) {
    return new String(module.code(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export const main = () => 'no imports'\n",
        "// talks about import and require\nexport const main = () => 'import x from y'\n",
        "export const main = () => import.meta.url\n",
      })
  void javascript_that_imports_nothing_stays_as_it_is(String source) throws IOException {
    write("a.js", source);

    Module module = bundle("a.js");

    assertThat(module.origin()).isEqualTo(Module.Origin.FILE);
    assertThat(text(module)).isEqualTo(source);
  }

  @Test
  void javascript_with_imports_is_bundled_with_npm_packages_for_workers() throws IOException {
    write(
        "node_modules/greet/package.json",
        """
        {"name":"greet","exports":{"worker":"./worker.js","default":"./node.js"}}\
        """);
    write("node_modules/greet/worker.js", "export default 'for workers'");
    write("node_modules/greet/node.js", "export default 'for node'");
    write("a.js", "import greet from 'greet'\nexport const main = () => greet\n");

    Module module = bundle("a.js");

    assertThat(module.origin()).isEqualTo(Module.Origin.BUNDLE);
    assertThat(text(module)).contains("for workers").doesNotContain("for node", "import ");
  }

  @Test
  void imports_of_modules_built_into_the_runtime_stay() throws IOException {
    write("a.ts", "import { Buffer } from 'buffer'\nexport const main = () => Buffer.name\n");

    assertThat(text(bundle("a.ts"))).contains("from \"buffer\"").doesNotContain("createRequire");
  }

  @Test
  void javascript_that_imports_only_what_is_built_in_stays_as_it_is() throws IOException {
    String source = "import path from 'node:path'\nexport const main = () => path.sep\n";
    write("a.js", source);

    assertThat(text(bundle("a.js"))).isEqualTo(source);
  }

  @Test
  void packages_may_require_what_is_built_in_and_try_what_is_not() throws IOException {
    write("node_modules/old/package.json", "{\"name\":\"old\",\"main\":\"i.js\"}");
    write(
        "node_modules/old/i.js",
        """
        var events = require('events'), fs; try { fs = require('fs') } catch (e) {}
        module.exports = () => [events, fs, import('node:path')]
        """);
    write("a.js", "import old from 'old'\nexport const main = () => old()\n");

    assertThat(text(bundle("a.js")))
        .startsWith("import { createRequire } from \"node:module\";")
        .contains("__require(\"events\")", "__require(\"node:path\")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node:fs", "fs", "node:net"})
  void a_module_of_node_that_is_not_built_in_is_told_with_place_and_those_there_are(String name)
      throws IOException {
    write("src/lib.ts", "\nimport it from '" + name + "'\nexport default it\n");
    write("a.ts", "import it from './src/lib'\nexport const main = () => it\n");

    assertThatThrownBy(() -> bundle("a.ts"))
        .isInstanceOfSatisfying(
            CliException.class,
            e -> {
              String scheme = name.startsWith("node:") ? "" : "node:";
              assertThat(e.text())
                  .startsWith("src/lib.ts:2:16: There is no module \"" + scheme + name)
                  .contains("There are: node:assert, ", "node:zlib");
              assertThat(e.advice()).isEmpty();
            });
  }

  @Test
  void a_name_that_a_built_in_module_does_not_export_is_told_with_those_it_has()
      throws IOException {
    write(
        "a.js",
        """
        import { createHash, createSign } from 'node:crypto'
        export const main = () => [createHash, createSign]
        """);

    assertThatThrownBy(() -> bundle("a.js"))
        .hasMessageStartingWith("a.js:1:22: node:crypto has no export \"createSign\" in functions.")
        .hasMessageContaining("It has: Cipheriv, ");
  }

  @Test
  void the_same_sources_give_the_same_bytes_wherever_they_are() throws IOException {
    for (String place : new String[] {"one", "two/deeper"}) {
      write(place + "/lib/b.ts", "export const b: number = 1\n");
      write(place + "/a.ts", "import { b } from './lib/b'\nexport const main = () => b\n");
    }

    assertThat(text(bundle("one/a.ts")))
        .isEqualTo(text(bundle("two/deeper/a.ts")))
        .doesNotContain(folder.toString());
  }

  @Test
  void a_syntax_error_is_shown_with_file_line_and_column() throws IOException {
    write("src/a.ts", "export const x: number = 1\nlet y y\n");

    assertThatThrownBy(() -> bundle("src/a.ts"))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith("src/a.ts:2:7: Expected \";\" but found \"y\"")
        .hasMessageContaining("2 │ let y y");
  }

  @Test
  void a_package_that_is_not_installed_is_told_with_how_to_install_it() throws IOException {
    write("a.js", "import x from '@scope/left-pad/lib/x'\nexport default x\n");

    assertThatThrownBy(() -> bundle("a.js"))
        .isInstanceOfSatisfying(
            CliException.class,
            e -> {
              assertThat(e.text()).startsWith("a.js:1:15: Could not resolve");
              assertThat(e.advice())
                  .isEqualTo("Install the package with: npm install @scope/left-pad");
            });
  }

  @Test
  void every_error_is_shown() throws IOException {
    write("a.js", "import './b'\nimport './c'\nexport default 1\n");

    assertThatThrownBy(() -> bundle("a.js"))
        .hasMessageContaining("a.js:1:8: Could not resolve \"./b\"")
        .hasMessageContaining("a.js:2:8: Could not resolve \"./c\"");
  }

  @Test
  void commonjs_becomes_a_module() throws IOException {
    write("b.js", "module.exports = 'from commonjs'\n");
    write("a.js", "const b = require('./b')\nexports.main = () => b\n");

    assertThat(bundle("a.js").origin()).isEqualTo(Module.Origin.BUNDLE);
    assertThat(text(bundle("a.js"))).contains("from commonjs");
  }
}
