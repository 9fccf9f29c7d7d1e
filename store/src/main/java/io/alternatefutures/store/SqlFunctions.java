package io.alternatefutures.store;

import io.alternatefutures.control.function.FunctionEdit;
import io.alternatefutures.control.function.FunctionStore;
import io.alternatefutures.control.function.FunctionWrite;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Functions in a table. */
final class SqlFunctions implements FunctionStore {
  private static final String TABLE = "edge_function";
  private static final String SELECT =
      "SELECT " + Rows.FUNCTION_COLUMNS + " FROM edge_function f WHERE f.project_id = ?";

  private final Database database;
  private final Rows rows;

  SqlFunctions(Database database, Rows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public FunctionWrite create(StoredFunction function) {
    return unlessTaken(() ->
        database.writeCatalog(
            function.id(),
            handle -> {
              handle.execute(
                  "INSERT INTO edge_function (id, project_id, name, slug, status, routes,"
                      + " limits, site_id, created_at, updated_at)"
                      + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  function.id().value(),
                  function.projectId().value(),
                  function.name().value(),
                  function.slug().value(),
                  function.status().name(),
                  rows.routesText(function.routes()),
                  rows.limitsText(function.limits()),
                  function.siteId(),
                  function.createdAt().toEpochMilli(),
                  function.updatedAt().toEpochMilli());
              return written(handle, function.projectId(), function.id());
            }));
  }

  @Override
  public FunctionWrite update(ProjectId projectId, FunctionId id, FunctionEdit edit, Instant now) {
    return unlessTaken(() ->
        database.writeCatalog(
            id,
            handle -> {
              int changed = edit(handle, projectId, id, edit, now);
              return changed == 0
                  ? new FunctionWrite.NoSuchFunction()
                  : written(handle, projectId, id);
            }));
  }

  private int edit(
      Handle handle, ProjectId projectId, FunctionId id, FunctionEdit edit, Instant now) {
    StringBuilder sql = new StringBuilder("UPDATE edge_function SET updated_at = :now");
    if (edit.name() != null) {
      sql.append(", name = :name");
    }
    if (edit.slug() != null) {
      sql.append(", slug = :slug");
    }
    if (edit.status() != null) {
      sql.append(", status = :status");
    }
    if (edit.siteId() != null) {
      sql.append(", site_id = :site");
    }
    if (edit.routes() != null) {
      sql.append(", routes = :routes");
    }
    if (edit.limits() != null) {
      sql.append(", limits = :limits");
    }
    sql.append(" WHERE id = :id AND project_id = :project");
    try (Update update = handle.createUpdate(sql.toString())) {
      update.bind("now", now.toEpochMilli());
      update.bind("id", id.value());
      update.bind("project", projectId.value());
      if (edit.name() != null) {
        update.bind("name", edit.name().value());
      }
      if (edit.slug() != null) {
        update.bind("slug", edit.slug().value());
      }
      if (edit.status() != null) {
        update.bind("status", edit.status().name());
      }
      if (edit.siteId() != null) {
        update.bind("site", edit.siteId());
      }
      if (edit.routes() != null) {
        update.bind("routes", rows.routesText(edit.routes()));
      }
      if (edit.limits() != null) {
        update.bind("limits", rows.limitsText(edit.limits()));
      }
      return update.execute();
    }
  }

  @Override
  public Optional<StoredFunction> find(ProjectId projectId, FunctionId id) {
    return database.read(handle -> find(handle, projectId, id));
  }

  @Override
  public Optional<StoredFunction> findByName(ProjectId projectId, FunctionName name) {
    return database.read(handle ->
        handle
            .select(SELECT + " AND f.name = ?", projectId.value(), name.value())
            .map((row, _) -> rows.function(row))
            .findOne());
  }

  @Override
  public List<StoredFunction> list(ProjectId projectId) {
    return database.read(handle ->
        handle
            .select(SELECT + " ORDER BY f.created_at, f.id", projectId.value())
            .map((row, _) -> rows.function(row))
            .list());
  }

  @Override
  public boolean delete(ProjectId projectId, FunctionId id) {
    return database.writeCatalog(
        id,
        handle ->
            handle.execute(
                    "DELETE FROM edge_function WHERE id = ? AND project_id = ?",
                    id.value(),
                    projectId.value())
                > 0);
  }

  private FunctionWrite written(Handle handle, ProjectId projectId, FunctionId id) {
    return new FunctionWrite.Written(
        find(handle, projectId, id)
            .orElseThrow(() -> new IllegalStateException("Function " + id + " vanished")));
  }

  private Optional<StoredFunction> find(Handle handle, ProjectId projectId, FunctionId id) {
    return handle
        .select(SELECT + " AND f.id = ?", projectId.value(), id.value())
        .map((row, _) -> rows.function(row))
        .findOne();
  }

  private static FunctionWrite unlessTaken(Supplier<FunctionWrite> write) {
    try {
      return write.get();
    } catch (RuntimeException e) {
      if (DatabaseFaults.isTaken(e, TABLE, "slug")) {
        return new FunctionWrite.SlugTaken();
      }
      if (DatabaseFaults.isTaken(e, TABLE, "name")) {
        return new FunctionWrite.NameTaken();
      }
      throw e;
    }
  }
}
