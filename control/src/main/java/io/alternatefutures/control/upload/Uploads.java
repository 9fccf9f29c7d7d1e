package io.alternatefutures.control.upload;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.content.ContentLibrary;
import io.alternatefutures.control.content.ContentPins;
import io.alternatefutures.control.deployment.DeploymentStore;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes in, records and deletes content. Safe for use by many threads; methods block. */
public final class Uploads {
  private final ContentLibrary content;
  private final ContentPins pins;
  private final UploadStore uploads;
  private final DeploymentStore deployments;
  private final Clock clock;

  public Uploads(
      ContentLibrary content,
      ContentPins pins,
      UploadStore uploads,
      DeploymentStore deployments,
      Clock clock) {
    this.content = content;
    this.pins = pins;
    this.uploads = uploads;
    this.deployments = deployments;
    this.clock = clock;
  }

  /** Whether uploading this content would be in vain, since it is here. */
  public boolean isHere(Cid cid) {
    return content.has(cid);
  }

  /**
   * Takes in a CAR while it streams.
   *
   * @return its root
   * @throws ControlException {@link ErrorCode#CONTENT_INVALID}, naming the CID
   * @throws IOException when {@code car} ends early or breaks
   */
  public Cid store(ProjectId projectId, InputStream car) throws IOException {
    Cid root = content.importCar(car);
    uploads.addUpload(new Upload(projectId, root, null, null, clock.instant()));
    return root;
  }

  /**
   * Notes what a client says of content that it has uploaded.
   *
   * @throws ControlException {@link ErrorCode#CONTENT_NOT_FOUND} when it is not here
   */
  public void record(
      ProjectId projectId, Cid root, @Nullable String basename, @Nullable Long totalSize) {
    if (!content.has(root)) {
      throw notHere(root, "Send it with POST /store first");
    }
    uploads.addUpload(new Upload(projectId, root, basename, totalSize, clock.instant()));
  }

  /**
   * Deletes content that no deployment uses. While other projects have uploaded it too, only this
   * project's upload is forgotten.
   *
   * @throws ControlException {@link ErrorCode#CONTENT_NOT_FOUND}, {@link ErrorCode#CONFLICT} while
   *     a deployment uses it, {@link ErrorCode#FORBIDDEN} when only others uploaded it
   */
  public void delete(ProjectId projectId, Cid cid) {
    boolean free = pins.unlessPinned(cid, () -> deleteUnused(projectId, cid));
    if (!free) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "Content " + cid + " is being deployed and was not deleted. Try again afterwards");
    }
  }

  private void deleteUnused(ProjectId projectId, Cid cid) {
    if (deployments.uses(cid)) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "Content "
              + cid
              + " is used by a deployment and was not deleted. Delete the functions that were"
              + " deployed from it first");
    }
    Set<ProjectId> uploaders = uploads.uploadersOf(cid);
    if (!uploaders.isEmpty() && !uploaders.contains(projectId)) {
      throw new ControlException(
          ErrorCode.FORBIDDEN, "Content " + cid + " was uploaded by another project");
    }
    boolean lastUploader = uploaders.size() <= 1;
    if (lastUploader && !content.delete(cid) && uploaders.isEmpty()) {
      throw notHere(cid, "Nothing was deleted");
    }
    uploads.removeUpload(projectId, cid);
  }

  private static ControlException notHere(Cid cid, String advice) {
    return new ControlException(
        ErrorCode.CONTENT_NOT_FOUND, "Content " + cid + " is not here. " + advice);
  }
}
