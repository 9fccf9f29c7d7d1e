package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.control.content.ContentLibrary;
import io.alternatefutures.model.Cid;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives single blocks to the other instances on the same database, as a trustless gateway does. A
 * block that is not on this instance's disk is not looked for elsewhere.
 */
final class BlockEndpoint {
  private static final String RAW = "application/vnd.ipld.raw";

  private final ContentLibrary content;
  private final Supplier<Optional<SiblingSecret>> secret;
  private final BlockingCalls calls;
  private final Replies replies;

  BlockEndpoint(
      ContentLibrary content,
      Supplier<Optional<SiblingSecret>> secret,
      BlockingCalls calls,
      Replies replies) {
    this.content = content;
    this.secret = secret;
    this.calls = calls;
    this.replies = replies;
  }

  /** {@code GET /ipfs/:cid?format=raw}. */
  void block(RoutingContext context) {
    String text = String.valueOf(context.pathParam("cid"));
    String authorization = context.request().getHeader("Authorization");
    String format = context.request().getParam("format", "");
    calls
        .run(() -> {
          Cid cid = opened(text, authorization);
          if (!format.equals("raw")) {
            throw new ControlException(
                ErrorCode.NOT_ACCEPTABLE, "Only format=raw is given, one block at a time");
          }
          return content.block(cid);
        })
        .onSuccess(bytes -> replies.bytes(context, 200, RAW, bytes))
        .onFailure(failure -> replies.failure(context, failure));
  }

  private Cid opened(String text, String authorization) {
    try {
      Cid cid = Cid.parse(text);
      if (secret.get().filter(known -> known.opens(authorization, cid)).isPresent()) {
        return cid;
      }
    } catch (IllegalArgumentException e) {
      // Who cannot name a block is no sibling.
    }
    throw new ControlException(
        ErrorCode.UNAUTHENTICATED, "Blocks are given to instances on the same database only");
  }
}
