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
  private final Database database;

  SqlProjects(Database database) {
    this.database = database;
  }

  @Override
  public void addProject(Project project) {
    database.write(handle ->
        handle.execute(
            "INSERT INTO project (id, name, created_at) VALUES (?, ?, ?)",
            project.id().value(),
            project.name(),
            project.createdAt().toEpochMilli()));
  }

  @Override
  public Optional<Project> findProject(ProjectId id) {
    return database.read(handle ->
        handle
            .select("SELECT id, name, created_at FROM project WHERE id = ?", id.value())
            .map((row, _) -> project(row))
            .findOne());
  }

  @Override
  public List<Project> listProjects() {
    return database.read(handle ->
        handle
            .select("SELECT id, name, created_at FROM project ORDER BY created_at, id")
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
    return new Project(
        new ProjectId(row.getString("id")),
        row.getString("name"),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }
}
