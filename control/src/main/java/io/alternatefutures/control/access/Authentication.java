package io.alternatefutures.control.access;

import io.alternatefutures.model.ProjectId;

/** What the check of a request's credentials found. */
public sealed interface Authentication {
  /** The caller acts for {@code projectId}. */
  record Granted(ProjectId projectId) implements Authentication {}

  /** No {@code Authorization: Bearer …} header. */
  record Missing() implements Authentication {}

  /** The token is not one of this runtime's. */
  record Unknown() implements Authentication {}

  /** The token is good, but for another project than the one named. */
  record OtherProject(String requested) implements Authentication {}
}
