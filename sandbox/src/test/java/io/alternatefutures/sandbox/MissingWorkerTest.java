package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MissingWorkerTest {
  @Test
  void a_worker_that_does_not_start_is_told_of_without_what_it_printed(@TempDir Path directory)
      throws IOException {
    Path home = directory.resolve("home");
    Files.createDirectories(home.resolve("lib"));
    Files.createDirectories(home.resolve("native"));
    Files.createFile(home.resolve("native").resolve("library.so"));
    Files.createFile(home.resolve("jvm.options"));
    SandboxOptions options =
        new SandboxOptions(
            home,
            directory.resolve("run"),
            LimitRules.usual(),
            new WorkerBounds(512, 4_096, 1, WorkerBounds.USUAL_IDLE),
            LayerPolicy.REQUIRE,
            null);
    SandboxPorts ports =
        new SandboxPorts(
            _ -> new byte[0],
            (_, _, _, _) -> {
              throw new IllegalStateException("nothing fetches");
            },
            (_, _, _, _, _) -> {},
            SandboxEvents.NONE,
            () -> false,
            _ -> true);
    try (MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        WorkerSandbox sandbox = WorkerSandbox.start(options, ports, loops)) {
      assertThat(
              sandbox
                  .check(new ProjectId("p1"), new byte[0], Map.of())
                  .toCompletableFuture()
                  .join())
          .isEqualTo(
              new ModuleCheck.Unavailable(FailureCode.OVERLOADED, "no worker could be started"));
    }
  }
}
