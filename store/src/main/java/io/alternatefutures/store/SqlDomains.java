package io.alternatefutures.store;

import io.alternatefutures.control.domain.DomainStore;
import io.alternatefutures.control.domain.StoredDomain;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Domains of functions in a table. */
final class SqlDomains implements DomainStore {
  private final Database database;

  SqlDomains(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(StoredDomain domain) {
    return database.write(handle ->
        handle.execute(
                "INSERT INTO function_domain (function_id, domain, token, created_at)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT (function_id, domain) DO NOTHING",
                domain.functionId().value(),
                domain.name().value(),
                domain.token(),
                domain.createdAt().toEpochMilli())
            > 0);
  }

  @Override
  public List<StoredDomain> list(ProjectId projectId) {
    return database.read(handle ->
        handle
            .select(
                "SELECT m.function_id, m.domain, m.token, m.verified_at, m.created_at"
                    + " FROM function_domain m JOIN edge_function f ON f.id = m.function_id"
                    + " WHERE f.project_id = ? ORDER BY m.domain, m.function_id",
                projectId.value())
            .map((row, _) -> domain(row))
            .list());
  }

  @Override
  public Set<FunctionId> prove(FunctionId functionId, DomainName name, Instant now) {
    return database.writeCatalog(null, handle -> prove(handle, functionId, name, now));
  }

  /** Who had it goes first, so that nobody else has it when the new one gets it. */
  private static Set<FunctionId> prove(
      Handle handle, FunctionId functionId, DomainName name, Instant now) {
    String waiting = "SELECT 1 FROM function_domain WHERE function_id = ? AND domain = ?";
    if (handle
        .select(waiting, functionId.value(), name.value())
        .mapTo(Integer.class)
        .findOne()
        .isEmpty()) {
      return Set.of();
    }
    Set<FunctionId> changed =
        new HashSet<>(
            handle
                .select(
                    "DELETE FROM function_domain WHERE domain = ? AND function_id <> ?"
                        + " AND verified_at IS NOT NULL RETURNING function_id",
                    name.value(),
                    functionId.value())
                .map((row, _) -> new FunctionId(row.getString(1)))
                .list());
    handle.execute(
        "UPDATE function_domain SET verified_at = ? WHERE function_id = ? AND domain = ?",
        now.toEpochMilli(),
        functionId.value(),
        name.value());
    changed.add(functionId);
    return changed;
  }

  @Override
  public boolean remove(FunctionId functionId, DomainName name) {
    return database.writeCatalog(
        functionId,
        handle ->
            handle.execute(
                    "DELETE FROM function_domain WHERE function_id = ? AND domain = ?",
                    functionId.value(),
                    name.value())
                > 0);
  }

  private static StoredDomain domain(ResultSet row) throws SQLException {
    long verified = row.getLong("verified_at");
    boolean waiting = row.wasNull();
    return new StoredDomain(
        new FunctionId(row.getString("function_id")),
        new DomainName(row.getString("domain")),
        row.getString("token"),
        waiting ? null : Instant.ofEpochMilli(verified),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }
}
