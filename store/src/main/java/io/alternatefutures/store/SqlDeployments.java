package io.alternatefutures.store;

import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.deployment.DeploymentStore;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Deployments in a table. */
final class SqlDeployments implements DeploymentStore {
  private static final String SELECT =
      "SELECT "
          + Rows.DEPLOYMENT_COLUMNS
          + " FROM deployment d JOIN edge_function f ON f.id = d.function_id"
          + " WHERE f.project_id = ?";
  private static final String NEWEST_FIRST = " ORDER BY d.seq DESC";

  private final Database database;
  private final Rows rows;

  SqlDeployments(Database database, Rows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public void begin(FunctionId functionId, Instant until) {
    database.write(handle ->
        handle.execute(
            "UPDATE edge_function SET deploying_until = ? WHERE id = ?",
            until.toEpochMilli(),
            functionId.value()));
  }

  @Override
  public boolean activate(Deployment deployment) {
    return database.writeCatalog(
        deployment.functionId(),
        handle -> {
          int functions =
              handle.execute(
                  "UPDATE edge_function SET current_deployment_id = ?, deploying_until = NULL,"
                      + " status = CASE WHEN status = 'INACTIVE' THEN status ELSE 'ACTIVE' END,"
                      + " updated_at = ? WHERE id = ?",
                  deployment.id().value(),
                  deployment.createdAt().toEpochMilli(),
                  deployment.functionId().value());
          if (functions > 0) {
            insert(handle, deployment);
          }
          return functions > 0;
        });
  }

  private void insert(Handle handle, Deployment deployment) {
    handle.execute(
        "INSERT INTO deployment (id, function_id, cid, assets_cid, blake3_hash, sgx, env,"
            + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        deployment.id().value(),
        deployment.functionId().value(),
        deployment.cid().toString(),
        text(deployment.assetsCid()),
        deployment.blake3Hash(),
        deployment.sgx(),
        rows.envBytes(deployment.env(), deployment.id().value()),
        deployment.createdAt().toEpochMilli(),
        deployment.updatedAt().toEpochMilli());
  }

  @Override
  public void fail(FunctionId functionId) {
    database.writeCatalog(
        functionId,
        handle ->
            handle.execute(
                "UPDATE edge_function SET deploying_until = NULL,"
                    + " status = CASE WHEN status = 'ACTIVE' AND current_deployment_id IS NULL"
                    + " THEN 'FAILED' ELSE status END WHERE id = ?",
                functionId.value()));
  }

  @Override
  public Optional<Deployment> find(ProjectId projectId, DeploymentId id) {
    return database.read(handle ->
        handle
            .select(SELECT + " AND d.id = ?", projectId.value(), id.value())
            .map((row, _) -> rows.deployment(row))
            .findOne());
  }

  @Override
  public Optional<Deployment> findByCid(ProjectId projectId, FunctionId functionId, Cid cid) {
    return database.read(handle ->
        handle
            .select(
                SELECT + " AND d.function_id = ? AND d.cid = ?" + NEWEST_FIRST + " LIMIT 1",
                projectId.value(),
                functionId.value(),
                cid.toString())
            .map((row, _) -> rows.deployment(row))
            .findOne());
  }

  @Override
  public List<Deployment> list(ProjectId projectId, FunctionId functionId) {
    return database.read(handle ->
        handle
            .select(
                SELECT + " AND d.function_id = ?" + NEWEST_FIRST,
                projectId.value(),
                functionId.value())
            .map((row, _) -> rows.deployment(row))
            .list());
  }

  @Override
  public List<Deployment> listAll(ProjectId projectId) {
    return database.read(handle ->
        handle
            .select(SELECT + NEWEST_FIRST, projectId.value())
            .map((row, _) -> rows.deployment(row))
            .list());
  }

  @Override
  public boolean uses(Cid cid) {
    return database.read(handle ->
        handle
            .select(
                "SELECT 1 FROM deployment WHERE cid = ? OR assets_cid = ? LIMIT 1",
                cid.toString(),
                cid.toString())
            .map((row, _) -> row.getInt(1))
            .findOne()
            .isPresent());
  }

  private static @Nullable String text(@Nullable Cid cid) {
    return cid == null ? null : cid.toString();
  }
}
