package io.alternatefutures.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.alternatefutures.cli.api.ApiAddress;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.logs.LogTail;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A log that several instances write is read on without losing or repeating lines. */
final class LogTailIT {
  private final FakeApi api = FakeApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_line_of_another_instance_that_comes_late_is_shown_once() {
    LogTail tail = tail();

    lines(line("10:00:01", "a"), line("10:00:09", "b"), line("10:00:09", "b"));
    assertThat(read(tail)).containsExactly("a", "b", "b");
    lines(line("10:00:08", "late"), line("10:00:09", "b"), line("10:00:09", "b"));
    assertThat(read(tail)).containsExactly("late");
    assertThat(since()).isEqualTo("2026-03-01T10:00:06Z");
    lines(line("10:00:08", "late"), line("10:00:09", "b"), line("10:00:09", "b"));
    assertThat(read(tail)).isEmpty();
    lines(line("10:00:09", "b"), line("10:00:09", "b"), line("10:00:09", "b"));
    assertThat(read(tail)).containsExactly("b");
  }

  @Test
  void lines_before_the_first_that_was_shown_are_not_asked_for() {
    LogTail tail = tail();

    lines(line("10:00:08", "a"), line("10:00:09", "b"));
    read(tail);
    lines();
    read(tail);

    assertThat(since()).isEqualTo("2026-03-01T10:00:08Z");
  }

  private LogTail tail() {
    ApiAddress address = new ApiAddress(URI.create(api.url()), "secret", "test", "");
    return new LogTail(new ControlApi(address), "fn_1", JsonNodeFactory.instance.objectNode());
  }

  private String since() {
    return api.requests().getLast().variables().path("since").asText();
  }

  private static List<String> read(LogTail tail) {
    List<String> messages = new ArrayList<>();
    tail.read(line -> messages.add(line.path("message").asText()));
    return messages;
  }

  private void lines(String... lines) {
    api.field("afFunctionLogs", "{\"data\":[" + String.join(",", lines) + "]}");
  }

  private static String line(String time, String message) {
    return "{\"time\":\"2026-03-01T" + time + "Z\",\"message\":\"" + message + "\"}";
  }
}
