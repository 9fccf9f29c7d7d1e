package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatusIT {
  private static final String READY =
      "{\"name\":\"a:3000\",\"state\":\"READY\",\"role\":\"all\",\"version\":\"1.2.3\","
          + "\"startedAt\":\"2026-03-01T10:00:00Z\",\"reasons\":[],"
          + "\"layers\":[\"SECCOMP\",\"LANDLOCK\"],\"workers\":2,\"workerMegabytes\":130}";
  private static final String DEGRADED =
      "{\"name\":\"b:3000\",\"state\":\"DEGRADED\",\"reasons\":[\"the database is away\"],"
          + "\"layers\":[],\"workers\":0,\"workerMegabytes\":0}";
  private static final String LOST =
      "{\"name\":\"c:3000\",\"state\":\"UNREACHABLE\",\"reasons\":[],\"layers\":[],"
          + "\"workers\":0,\"workerMegabytes\":0}";
  private static final String FUNCTION =
      "{\"functionId\":\"fn_1\",\"name\":\"shop\",\"requests\":12000,\"errors\":3,"
          + "\"cpuSeconds\":1.5}";

  @TempDir Path folder;
  private final FakeApi api = FakeApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void instances_are_shown_with_what_is_amiss_and_functions_with_what_they_use() {
    answer(READY + "," + DEGRADED);

    Cli.Result result = Cli.of(api, folder).run("status");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("a:3000", "ready", "1.2.3", "130.0 MiB")
        .contains("b:3000: the database is away")
        .contains("a:3000 confines functions by seccomp, landlock")
        .contains("shop", "12000", "1.500 s")
        .doesNotContain("\u001b");
  }

  @Test
  void an_instance_that_does_not_answer_is_a_failure() {
    answer(READY + "," + LOST);

    Cli.Result result = Cli.of(api, folder).run("status");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("c:3000 announces itself, but does not answer");
    assertThat(Cli.of(api, folder).run("status", "--json").out())
        .startsWith("{")
        .contains("\"UNREACHABLE\"");
  }

  private void answer(String instances) {
    api.field("afStatus", "{\"instances\":[" + instances + "],\"functions\":[" + FUNCTION + "]}");
  }
}
