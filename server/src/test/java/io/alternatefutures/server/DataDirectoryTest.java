package io.alternatefutures.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  @TempDir private Path folder;

  @Test
  void a_second_runtime_is_refused_and_told_what_to_do() throws IOException {
    Path data = folder.resolve("data");
    try (DataDirectory first = DataDirectory.hold(data, PATIENCE)) {
      assertThat(first.path()).isDirectory();
      assertThatThrownBy(() -> DataDirectory.hold(data, PATIENCE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "The data directory "
                  + data
                  + " is in use by another runtime. Stop that one, or give this one a directory of"
                  + " its own with AF_DATA_DIR");
    }
  }

  @Test
  void one_that_is_let_go_of_is_taken_over_by_who_waits() throws Exception {
    DataDirectory first = DataDirectory.hold(folder, PATIENCE);
    CompletableFuture<DataDirectory> second =
        CompletableFuture.supplyAsync(() -> {
          try {
            return DataDirectory.hold(folder, Duration.ofSeconds(30));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    first.close();
    second.get(30, TimeUnit.SECONDS).close();
  }
}
