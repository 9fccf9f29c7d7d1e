package io.alternatefutures.control.http;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.upload.Uploads;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.ProjectId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Uploads as existing clients do them. */
final class UploadEndpoints {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String CAR = "application/vnd.ipld.car";

  private final Uploads uploads;
  private final BlockingCalls calls;
  private final Replies replies;
  private final Json json;
  private final Vertx vertx;
  private final long carBytes;

  UploadEndpoints(
      Uploads uploads,
      BlockingCalls calls,
      Replies replies,
      Json json,
      Vertx vertx,
      long carBytes) {
    this.uploads = uploads;
    this.calls = calls;
    this.replies = replies;
    this.json = json;
    this.vertx = vertx;
    this.carBytes = carBytes;
  }

  /** {@code GET /duplicity/:cid}: 409 when the content is here already, else 200. */
  void duplicity(RoutingContext context) {
    String text = String.valueOf(context.pathParam("cid"));
    calls
        .run(() -> {
          Cid cid = cid("The path", text);
          return Map.of("cid", cid.toString(), "present", uploads.isHere(cid));
        })
        .onSuccess(body ->
            replies.json(context, Boolean.TRUE.equals(body.get("present")) ? 409 : 200, body))
        .onFailure(failure -> replies.failure(context, failure));
  }

  /** {@code POST /store}: takes in a CAR, answers its root as text. */
  void store(RoutingContext context) {
    HttpServerRequest request = context.request();
    MediaType type = MediaType.parse(request.getHeader("Content-Type"));
    if (type == null || !(type.type().equals(CAR) || type.type().equals("application/car"))) {
      replies.failure(
          context,
          new ControlException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "The Content-Type is "
                  + (type == null ? "missing" : type.type())
                  + ". Send a CAR as "
                  + CAR));
      return;
    }
    long declared = Bodies.declaredLength(request);
    if (declared > carBytes) {
      replies.failure(context, Bodies.tooLarge("The upload", declared, carBytes));
      return;
    }
    Bodies.permitBody(request);
    ProjectId project = Authenticator.project(context);
    Context loop = vertx.getOrCreateContext();
    BodyInputStream body = new BodyInputStream(request, loop, carBytes);
    calls
        .run(() -> store(project, body))
        .onSuccess(root -> replies.text(context, 200, TEXT, root.toString()))
        .onFailure(failure -> replies.failure(context, failure));
  }

  private Cid store(ProjectId project, BodyInputStream body) {
    try {
      return uploads.store(project, body);
    } catch (IOException | UncheckedIOException e) {
      throw new ControlException(
          ErrorCode.CONTENT_INVALID, "The upload did not arrive whole: " + e.getMessage(), e);
    }
  }

  /** {@code POST /upload}: notes what a client says of content it has stored. */
  void record(RoutingContext context) {
    ProjectId project = Authenticator.project(context);
    Bodies.read(context.request(), Limits.JSON_BODY_BYTES)
        .compose(bytes ->
            calls.run(() -> {
              Map<String, @Nullable Object> body = json.parseObject(bytes, "The body");
              Cid root = root(body);
              requireShards(body.get("shardCids"));
              uploads.record(project, root, basename(body), totalSize(body));
              return root;
            }))
        .onSuccess(root -> replies.json(context, 200, Map.of("cid", root.toString())))
        .onFailure(failure -> replies.failure(context, failure));
  }

  /** {@code DELETE /delete/:cid}: deletes content that no deployment uses. */
  void delete(RoutingContext context) {
    ProjectId project = Authenticator.project(context);
    String text = String.valueOf(context.pathParam("cid"));
    calls
        .run(() -> {
          Cid cid = cid("The path", text);
          uploads.delete(project, cid);
          return cid;
        })
        .onSuccess(cid -> replies.json(context, 200, Map.of("deleted", cid.toString())))
        .onFailure(failure -> replies.failure(context, failure));
  }

  private static Cid root(Map<String, @Nullable Object> body) {
    if (body.get("rootCid") instanceof String text) {
      return cid("rootCid", text);
    }
    throw bad("rootCid must be a CID, but is " + Json.kind(body.get("rootCid")));
  }

  private static @Nullable String basename(Map<String, @Nullable Object> body) {
    Object value = body.get("basename");
    if (value == null || (value instanceof String text && text.length() <= 255)) {
      return (String) value;
    }
    throw bad("basename must be a string of at most 255 characters");
  }

  private static @Nullable Long totalSize(Map<String, @Nullable Object> body) {
    Object value = body.get("totalSize");
    if (value == null) {
      return null;
    }
    if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
      return ((Number) value).longValue();
    }
    throw bad("totalSize must be a number of bytes, but is " + value);
  }

  private static void requireShards(@Nullable Object value) {
    if (value == null) {
      return;
    }
    if (!(value instanceof List<?> shards) || shards.size() > Limits.SHARDS) {
      throw bad("shardCids must be an array of at most " + Limits.SHARDS + " CIDs");
    }
    for (Object shard : shards) {
      if (!(shard instanceof String)) {
        throw bad("shardCids must hold CIDs, but holds " + Json.kind(shard));
      }
    }
  }

  private static Cid cid(String what, String text) {
    try {
      return Cid.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ControlException(
          ErrorCode.BAD_REQUEST, what + " has no valid CID: " + e.getMessage(), e);
    }
  }

  private static ControlException bad(String message) {
    return new ControlException(ErrorCode.BAD_REQUEST, message);
  }
}
