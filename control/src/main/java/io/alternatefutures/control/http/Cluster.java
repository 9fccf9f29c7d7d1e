package io.alternatefutures.control.http;

import io.alternatefutures.control.Limits;
import io.alternatefutures.control.instance.Siblings;
import io.alternatefutures.control.observe.ClusterReader;
import io.alternatefutures.control.observe.FunctionLogReader;
import io.alternatefutures.control.observe.InstanceStatus;
import io.alternatefutures.control.observe.LogLine;
import io.alternatefutures.control.observe.LogQuery;
import io.alternatefutures.control.observe.StatusSource;
import io.alternatefutures.model.FunctionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this instance and the others tell together. Safe for use by many threads; blocks. */
final class Cluster implements ClusterReader {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final StatusSource status;
  private final FunctionLogReader logs;
  private final Siblings siblings;
  private final Json json;

  Cluster(ControlPorts ports, Json json) {
    this.status = ports.status();
    this.logs = ports.logs();
    this.siblings = ports.others();
    this.json = json;
  }

  @Override
  public List<InstanceStatus> status() {
    List<InstanceStatus> all = new ArrayList<>();
    all.add(status.status());
    for (Siblings.Answer answer : siblings.ask(SiblingMessages.STATUS)) {
      InstanceStatus told = read(answer, SiblingMessages::status);
      all.add(told == null ? InstanceStatus.unreachable(answer.instance()) : told);
    }
    return all;
  }

  /** Lines of an instance that does not answer in time are missing. */
  @Override
  public List<LogLine> read(FunctionId id, LogQuery query) {
    List<LogLine> lines = new ArrayList<>(logs.read(id, query));
    for (Siblings.Answer answer : siblings.ask(SiblingMessages.logsTarget(id, query))) {
      List<LogLine> told = read(answer, SiblingMessages::lines);
      lines.addAll(told == null ? List.of() : told);
    }
    lines.sort(Comparator.comparing(LogLine::time));
    int surplus = Math.max(0, lines.size() - Math.min(query.limit(), Limits.LOG_LINES));
    return List.copyOf(lines.subList(surplus, lines.size()));
  }

  private <T> @Nullable T read(
      Siblings.Answer answer, Function<Map<String, @Nullable Object>, T> reader) {
    byte[] body = answer.body();
    if (body == null) {
      return null;
    }
    try {
      return reader.apply(json.parseObject(body, "The answer"));
    } catch (RuntimeException e) {
      LOG.warn("{} answers what this version does not understand", answer.instance());
      return null;
    }
  }
}
