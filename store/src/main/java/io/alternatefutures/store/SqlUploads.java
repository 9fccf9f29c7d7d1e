package io.alternatefutures.store;

import io.alternatefutures.control.upload.Upload;
import io.alternatefutures.control.upload.UploadStore;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.ProjectId;
import java.util.Set;

/** Uploads in a table. */
final class SqlUploads implements UploadStore {
  private final Database database;

  SqlUploads(Database database) {
    this.database = database;
  }

  @Override
  public void addUpload(Upload upload) {
    database.write(handle ->
        handle.execute(
            "INSERT INTO upload (project_id, cid, basename, total_size, created_at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (cid, project_id) DO UPDATE SET"
                + " basename = COALESCE(excluded.basename, upload.basename),"
                + " total_size = COALESCE(excluded.total_size, upload.total_size)",
            upload.projectId().value(),
            upload.cid().toString(),
            upload.basename(),
            upload.totalSize(),
            upload.createdAt().toEpochMilli()));
  }

  @Override
  public boolean removeUpload(ProjectId projectId, Cid cid) {
    return database.write(handle ->
        handle.execute(
                "DELETE FROM upload WHERE cid = ? AND project_id = ?",
                cid.toString(),
                projectId.value())
            > 0);
  }

  @Override
  public Set<ProjectId> uploadersOf(Cid cid) {
    return database.read(handle ->
        handle
            .select("SELECT project_id FROM upload WHERE cid = ?", cid.toString())
            .map((row, _) -> new ProjectId(row.getString(1)))
            .set());
  }
}
