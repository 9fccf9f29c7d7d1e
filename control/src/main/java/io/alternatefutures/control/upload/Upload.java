package io.alternatefutures.control.upload;

import io.alternatefutures.model.Cid;
import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a project uploaded content.
 *
 * @param basename the file's name at its owner's; null when not told
 * @param totalSize bytes of the file, as its owner says; null when not told
 */
public record Upload(
    ProjectId projectId,
    Cid cid,
    @Nullable String basename,
    @Nullable Long totalSize,
    Instant createdAt) {}
