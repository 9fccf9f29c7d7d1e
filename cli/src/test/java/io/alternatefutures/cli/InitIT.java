package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitIT {
  @TempDir Path folder;

  @Test
  void the_javascript_template_passes_its_own_tests() throws Exception {
    assertThat(new Cli(folder).run("init", "shop").code()).isZero();

    run(folder.resolve("shop"), "npm", "test");
  }

  @Test
  void the_typescript_template_passes_its_own_tests() throws Exception {
    assertThat(new Cli(folder).run("init", "shop", "--template", "typescript").code()).isZero();

    run(folder.resolve("shop"), "npm", "install", "--no-audit", "--no-fund");
    run(folder.resolve("shop"), "npm", "test");
  }

  @Test
  void the_function_is_named_after_the_folder() throws Exception {
    Cli.Result result = new Cli(folder).run("init", "My Shop_2", "--json");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("\"name\" : \"my-shop-2\"", "src/index.js");
    assertThat(Files.readString(folder.resolve("My Shop_2/af.config.json")))
        .contains("\"name\": \"my-shop-2\"", "\"path\": \"src/index.js\"");
    assertThat(folder.resolve("My Shop_2/.gitignore")).isRegularFile();
  }

  @Test
  void no_file_is_replaced() throws Exception {
    Files.writeString(folder.resolve("package.json"), "mine");

    Cli.Result result = new Cli(folder).run("init", "--name", "shop");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("has package.json already", "Nothing was written");
    assertThat(Files.readString(folder.resolve("package.json"))).isEqualTo("mine");
    assertThat(folder.resolve("src")).doesNotExist();
  }

  @Test
  void a_name_that_no_function_can_have_is_wrong_usage() {
    Cli.Result result = new Cli(folder).run("init", "--name", "Shop!");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Invalid value for option '--name': \"Shop!\"");
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "run", ".log");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(() -> read(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
