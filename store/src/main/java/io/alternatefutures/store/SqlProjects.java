package io.alternatefutures.store;

import io.alternatefutures.control.access.Project;
import io.alternatefutures.control.access.ProjectStore;
import io.alternatefutures.control.access.StoredToken;
import io.alternatefutures.control.access.TokenHash;
import io.alternatefutures.model.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Projects and tokens in tables. */
final class SqlProjects implements ProjectStore {
  private static final String SELECT = "SELECT id, name, owner_id, created_at FROM project";

  private final Database database;

  SqlProjects(Database database) {
    this.database = database;
  }

  @Override
  public boolean addProject(Project project) {
    ProjectId owner = project.ownerId();
    return database.write(handle ->
        handle.execute(
                "INSERT INTO project (id, name, owner_id, created_at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (owner_id, name) DO NOTHING",
                project.id().value(),
                project.name(),
                owner == null ? null : owner.value(),
                project.createdAt().toEpochMilli())
            > 0);
  }

  @Override
  public boolean removeProject(ProjectId id) {
    return database.writeCatalog(
        handle -> handle.execute("DELETE FROM project WHERE id = ?", id.value()) > 0);
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
            "INSERT INTO access_token (id, project_id, hash, label, created_at)"
                + " VALUES (?, ?, ?, ?, ?)",
            token.id(),
            token.projectId().value(),
            token.hash().value(),
            token.label(),
            token.createdAt().toEpochMilli()));
  }

  @Override
  public Optional<ProjectId> projectOf(TokenHash hash) {
    return database.read(handle ->
        handle
            .select("SELECT project_id FROM access_token WHERE hash = ?", hash.value())
            .map((row, _) -> new ProjectId(row.getString(1)))
            .findOne());
  }

  @Override
  public boolean removeToken(TokenHash hash) {
    return database.write(
        handle -> handle.execute("DELETE FROM access_token WHERE hash = ?", hash.value()) > 0);
  }

  private static Project project(ResultSet row) throws SQLException {
    String owner = row.getString("owner_id");
    return new Project(
        new ProjectId(row.getString("id")),
        row.getString("name"),
        owner == null ? null : new ProjectId(owner),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }
}
