package io.alternatefutures.control.upload;

import io.alternatefutures.model.Cid;
import io.alternatefutures.model.ProjectId;
import java.util.Set;

/** Where is kept who uploaded what. Methods block. */
public interface UploadStore {
  /**
   * Adds an upload; one of the same project and content is overwritten where this one tells more.
   */
  void addUpload(Upload upload);

  /** Removes a project's upload of this content; false when there was none. */
  boolean removeUpload(ProjectId projectId, Cid cid);

  /** The projects that uploaded this content. */
  Set<ProjectId> uploadersOf(Cid cid);
}
