package io.alternatefutures.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.control.observe.LogLine;
import io.alternatefutures.control.observe.LogQuery;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.sandbox.FunctionLog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FunctionLogsTest {
  private static final FunctionId ID = new FunctionId("fn_1");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FunctionLogs logs = new FunctionLogs(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void the_newest_lines_are_given_the_oldest_of_them_first() {
    for (int i = 0; i < 5; i++) {
      logs.append(ID, "", "", FunctionLog.Level.INFO, "line " + i);
    }

    assertThat(messages(LogQuery.newest(2))).containsExactly("line 3", "line 4");
    assertThat(logs.read(new FunctionId("fn_2"), LogQuery.newest(2))).isEmpty();
  }

  @Test
  void lines_are_narrowed_by_level_request_and_time() {
    logs.append(ID, "r1", "tr1", FunctionLog.Level.DEBUG, "quiet");
    logs.append(ID, "r1", "tr1", FunctionLog.Level.WARN, "loud");
    logs.append(ID, "r2", "tr2", FunctionLog.Level.ERROR, "loudest");

    assertThat(messages(new LogQuery(10, null, "warn", null))).containsExactly("loud", "loudest");
    assertThat(messages(new LogQuery(10, null, null, "r1"))).containsExactly("quiet", "loud");
    assertThat(messages(new LogQuery(1, null, null, "r1"))).containsExactly("loud");
    assertThat(messages(new LogQuery(10, NOW, null, null))).isEmpty();
    assertThat(messages(new LogQuery(10, NOW.minusMillis(1), null, null))).hasSize(3);
  }

  @Test
  void a_function_keeps_its_last_thousand_lines() {
    for (int i = 0; i < 1_200; i++) {
      logs.append(ID, "", "", FunctionLog.Level.INFO, "line " + i);
    }

    List<String> kept = messages(LogQuery.newest(10_000));
    assertThat(kept).hasSize(1_000).startsWith("line 200").endsWith("line 1199");
  }

  @Test
  void long_messages_take_the_place_of_many_lines() {
    logs.append(ID, "", "", FunctionLog.Level.INFO, "short");
    logs.append(ID, "", "", FunctionLog.Level.INFO, "x".repeat(256 * 1024));

    assertThat(messages(LogQuery.newest(10))).hasSize(1).noneMatch("short"::equals);
  }

  private List<String> messages(LogQuery query) {
    return logs.read(ID, query).stream().map(LogLine::message).toList();
  }
}
