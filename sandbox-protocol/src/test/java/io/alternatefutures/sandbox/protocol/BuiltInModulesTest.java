package io.alternatefutures.sandbox.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuiltInModulesTest {
  private final BuiltInModules table = BuiltInModules.load();

  @Test
  void aModuleIsFoundWithAndWithoutItsScheme() {
    assertThat(table.find("node:timers/promises")).isEqualTo(table.find("timers/promises"));
    assertThat(table.find("node:buffer").orElseThrow().exports()).contains("Buffer");
    assertThat(table.find("node:fs")).isEmpty();
    assertThat(table.find("node:node:buffer")).isEmpty();
  }

  @Test
  void aMissingModuleIsToldAlongWithThoseThereAre() {
    assertThat(table.missing("node:fs"))
        .startsWith("There is no module \"node:fs\" in functions. There are: node:assert, ");
    assertThat(table.missing("left-pad")).startsWith("Cannot find module \"left-pad\". ");
  }

  @Test
  void theDocumentListsTheSameModulesAndExports() throws IOException {
    List<String> listed =
        Files.readAllLines(Path.of("../docs/web-platform.md")).stream()
            .filter(line -> line.startsWith("| `node:"))
            .toList();
    List<String> expected =
        table.all().stream()
            .map(module ->
                "| `node:" + module.name() + "` | " + String.join(" ", module.exports()) + " |")
            .toList();
    assertThat(listed).isEqualTo(expected);
  }
}
