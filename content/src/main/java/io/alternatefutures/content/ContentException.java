package io.alternatefutures.content;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The base of this module's failures: content that is not here, not what it claims to be, or not
 * within its limits. An {@link IOException}, because content is read through streams.
 */
public class ContentException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ContentCode code;

  public ContentException(ContentCode code, String message) {
    this(code, message, null);
  }

  public ContentException(ContentCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What kind of failure this is; stable across versions. */
  public final ContentCode code() {
    return code;
  }

  static ContentException invalid(String message) {
    return new ContentException(ContentCode.CONTENT_INVALID, message);
  }

  static ContentException tooLarge(String message) {
    return new ContentException(ContentCode.CONTENT_TOO_LARGE, message);
  }

  static ContentException unavailable(String message) {
    return new ContentException(ContentCode.CONTENT_UNAVAILABLE, message);
  }
}
