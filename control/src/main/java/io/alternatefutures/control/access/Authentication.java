package io.alternatefutures.control.access;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.model.ProjectId;
import java.time.Instant;

/** What the check of a request's credentials found. */
public sealed interface Authentication {
  /** The caller acts for {@code projectId}, within {@code scope}. */
  record Granted(ProjectId projectId, TokenScope scope) implements Authentication {
    /** The error for a call that asks for {@code needed}, which the token does not have. */
    public ControlException refusal(TokenScope needed) {
      return new ControlException(
          ErrorCode.FORBIDDEN,
          "The token has the scope " + scope + "; this needs " + needed + ". Use another token");
    }
  }

  /** No {@code Authorization: Bearer …} header. */
  record Missing() implements Authentication {}

  /** The token is not one of this runtime's. */
  record Unknown() implements Authentication {}

  /** The token was good until {@code expiredAt}. */
  record Expired(Instant expiredAt) implements Authentication {}

  /** The token is good, but for another project than the one named. */
  record OtherProject(String requested) implements Authentication {}
}
