package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;

/** A project and a token that opens it. */
public record Credentials(ProjectId projectId, AccessToken token) {}
