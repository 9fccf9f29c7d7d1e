package io.alternatefutures.store;

import io.alternatefutures.control.access.Project;
import io.alternatefutures.control.access.ProjectStore;
import io.alternatefutures.control.access.StoredToken;
import io.alternatefutures.control.access.TokenHash;
import io.alternatefutures.control.access.TokenScope;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Projects and tokens in tables. */
final class SqlProjects implements ProjectStore {
  private static final String SELECT_TOKEN =
      "SELECT id, project_id, hash, label, scope, created_at, expires_at, last_used_at"
          + " FROM access_token";
  private static final String SELECT = "SELECT id, name, owner_id, created_at, egress FROM project";

  private final Database database;
  private final Rows rows;

  SqlProjects(Database database, Rows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public boolean addProject(Project project) {
    ProjectId owner = project.ownerId();
    return database.write(handle ->
        handle.execute(
                "INSERT INTO project (id, name, owner_id, created_at, egress)"
                    + " VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT (owner_id, name) DO NOTHING",
                project.id().value(),
                project.name(),
                owner == null ? null : owner.value(),
                project.createdAt().toEpochMilli(),
                rows.egressText(project.egress()))
            > 0);
  }

  @Override
  public boolean setEgress(ProjectId id, EgressRules rules) {
    return database.writeCatalog(
        null,
        handle ->
            handle.execute(
                    "UPDATE project SET egress = ? WHERE id = ?",
                    rows.egressText(rules),
                    id.value())
                > 0);
  }

  @Override
  public boolean removeProject(ProjectId id) {
    return database.writeCatalog(
        null, handle -> handle.execute("DELETE FROM project WHERE id = ?", id.value()) > 0);
  }

  @Override
  public Optional<Project> findProject(ProjectId id) {
    return database.read(handle ->
        handle
            .select(SELECT + " WHERE id = ?", id.value())
            .map((row, _) -> project(row))
            .findOne());
  }

  @Override
  public List<Project> listProjects() {
    return database.read(handle ->
        handle.select(SELECT + " ORDER BY created_at, id").map((row, _) -> project(row)).list());
  }

  @Override
  public List<Project> listOpenTo(ProjectId holder) {
    return database.read(handle ->
        handle
            .select(
                SELECT + " WHERE id = ? OR owner_id = ? ORDER BY created_at, id",
                holder.value(),
                holder.value())
            .map((row, _) -> project(row))
            .list());
  }

  @Override
  public void addToken(StoredToken token) {
    database.write(handle ->
        handle.execute(
            "INSERT INTO access_token (id, project_id, hash, label, scope, created_at, expires_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
            token.id(),
            token.projectId().value(),
            token.hash().value(),
            token.label(),
            token.scope().name(),
            token.createdAt().toEpochMilli(),
            token.expiresAt() == null ? null : token.expiresAt().toEpochMilli()));
  }

  @Override
  public Optional<StoredToken> findToken(TokenHash hash) {
    return database.read(handle ->
        handle
            .select(SELECT_TOKEN + " WHERE hash = ?", hash.value())
            .map((row, _) -> token(row))
            .findOne());
  }

  @Override
  public List<StoredToken> listTokens(ProjectId projectId) {
    return database.read(handle ->
        handle
            .select(
                SELECT_TOKEN + " WHERE project_id = ? ORDER BY created_at, id", projectId.value())
            .map((row, _) -> token(row))
            .list());
  }

  @Override
  public void touchToken(String id, Instant usedAt) {
    database.write(handle ->
        handle.execute(
            "UPDATE access_token SET last_used_at = ? WHERE id = ?", usedAt.toEpochMilli(), id));
  }

  @Override
  public boolean removeToken(ProjectId projectId, String id) {
    return database.write(handle ->
        handle.execute(
                "DELETE FROM access_token WHERE id = ? AND project_id = ?", id, projectId.value())
            > 0);
  }

  private static StoredToken token(ResultSet row) throws SQLException {
    return new StoredToken(
        row.getString("id"),
        new ProjectId(row.getString("project_id")),
        new TokenHash(row.getString("hash")),
        row.getString("label"),
        TokenScope.valueOf(row.getString("scope")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        instant(row, "expires_at"),
        instant(row, "last_used_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private Project project(ResultSet row) throws SQLException {
    String owner = row.getString("owner_id");
    return new Project(
        new ProjectId(row.getString("id")),
        row.getString("name"),
        owner == null ? null : new ProjectId(owner),
        Instant.ofEpochMilli(row.getLong("created_at")),
        rows.egress(row.getString("egress")));
  }
}
