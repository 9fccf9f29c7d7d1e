package io.alternatefutures.store;

import io.alternatefutures.control.Limits;
import io.alternatefutures.control.instance.Instance;
import io.alternatefutures.control.instance.InstanceStore;
import io.alternatefutures.model.FunctionId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Instances in a table. Only the database's clock counts, so that one whose own clock is wrong is
 * neither taken for gone nor kept for ever.
 */
final class SqlInstances implements InstanceStore {
  /** Rows of instances that were killed are removed after this long. */
  private static final Duration FORGET = Duration.ofHours(1);

  private final Database database;

  SqlInstances(Database database) {
    this.database = database;
  }

  @Override
  public void announce(Instance instance) {
    String now = database.nowMillis();
    database.write(handle -> {
      handle.execute("DELETE FROM instance WHERE seen_at < " + now + " - ?", FORGET.toMillis());
      return handle.execute(
          "INSERT INTO instance (id, name, control_url, serves, revision, lacking, seen_at)"
              + " VALUES (?, ?, ?, ?, ?, ?, "
              + now
              + ") ON CONFLICT (id) DO UPDATE SET revision = excluded.revision,"
              + " lacking = excluded.lacking, seen_at = excluded.seen_at",
          instance.id(),
          instance.name(),
          instance.controlUrl().toString(),
          instance.serves(),
          instance.revision(),
          instance.lacking().stream().map(FunctionId::value).collect(Collectors.joining(",")));
    });
  }

  @Override
  public void withdraw(String id) {
    database.write(handle -> handle.execute("DELETE FROM instance WHERE id = ?", id));
  }

  @Override
  public List<Instance> live() {
    return database.read(handle ->
        handle
            .select(
                "SELECT id, name, control_url, serves, revision, lacking FROM instance"
                    + " WHERE seen_at > "
                    + database.nowMillis()
                    + " - ? ORDER BY id",
                Limits.INSTANCE_LIFE.toMillis())
            .map((row, _) -> instance(row))
            .list());
  }

  private static Instance instance(ResultSet row) throws SQLException {
    Set<FunctionId> lacking =
        Stream.of(row.getString("lacking").split(","))
            .filter(id -> !id.isEmpty())
            .map(FunctionId::new)
            .collect(Collectors.toSet());
    return new Instance(
        row.getString("id"),
        row.getString("name"),
        URI.create(row.getString("control_url")),
        row.getBoolean("serves"),
        row.getLong("revision"),
        lacking);
  }
}
