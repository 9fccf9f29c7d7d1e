package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;
import java.time.Instant;

/**
 * What is kept of a token.
 *
 * @param label what its owner calls it, e.g. {@code local}
 */
public record StoredToken(
    String id, ProjectId projectId, TokenHash hash, String label, Instant createdAt) {}
