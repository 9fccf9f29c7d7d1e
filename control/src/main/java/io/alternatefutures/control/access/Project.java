package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;
import java.time.Instant;

/** A set of functions under one owner; its functions share a worker process and its tokens. */
public record Project(ProjectId id, String name, Instant createdAt) {}
