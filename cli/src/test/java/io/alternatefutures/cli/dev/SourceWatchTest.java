package io.alternatefutures.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceWatchTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;

  @Test
  void a_change_below_the_folder_is_noticed_once() throws IOException {
    Files.createDirectories(folder.resolve("src/deep"));
    try (SourceWatch watch = new SourceWatch(folder)) {
      Files.writeString(folder.resolve("src/deep/a.js"), "1");

      assertThat(watch.changedWithin(LONG)).isTrue();
      assertThat(watch.changedWithin(SHORT)).isFalse();
    }
  }

  @Test
  void files_in_new_folders_are_noticed() throws IOException {
    try (SourceWatch watch = new SourceWatch(folder)) {
      Files.createDirectories(folder.resolve("new"));
      assertThat(watch.changedWithin(LONG)).isTrue();
      Files.writeString(folder.resolve("new/a.js"), "1");
      assertThat(watch.changedWithin(LONG)).isTrue();
    }
  }

  @Test
  void packages_and_hidden_files_are_not_watched_but_the_env_file_is() throws IOException {
    Files.createDirectories(folder.resolve("node_modules/x"));
    Files.createDirectories(folder.resolve(".git"));
    try (SourceWatch watch = new SourceWatch(folder)) {
      Files.writeString(folder.resolve("node_modules/x/a.js"), "1");
      Files.writeString(folder.resolve(".git/index"), "1");
      Files.writeString(folder.resolve(".a.js.swp"), "1");
      assertThat(watch.changedWithin(SHORT)).isFalse();

      Files.writeString(folder.resolve(".env"), "A=1");
      assertThat(watch.changedWithin(LONG)).isTrue();
    }
  }
}
