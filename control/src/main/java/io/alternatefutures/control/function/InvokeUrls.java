package io.alternatefutures.control.function;

import io.alternatefutures.model.Slug;
import java.net.URI;

/** Where people reach a function. */
@FunctionalInterface
public interface InvokeUrls {
  /** Absolute URL of the function with this slug, without a trailing slash. */
  String of(Slug slug);

  /**
   * URLs under {@code base}, e.g. {@code http://localhost:3000} for {@code
   * http://SLUG.localhost:3000}.
   */
  static InvokeUrls under(URI base) {
    if (base.getScheme() == null || base.getHost() == null) {
      throw new IllegalArgumentException(
          "The base of invoke URLs must be absolute, like http://localhost:3000, but is \""
              + base
              + "\"");
    }
    String port = base.getPort() == -1 ? "" : ":" + base.getPort();
    return slug -> base.getScheme() + "://" + slug.value() + "." + base.getHost() + port;
  }
}
