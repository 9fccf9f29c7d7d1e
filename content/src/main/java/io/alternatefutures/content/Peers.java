package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Other stores that are asked for single blocks before the gateways are. What they give is verified
 * as everything else. Safe for use by several threads.
 */
public interface Peers {
  /** Base URLs of those that can be asked now. */
  List<URI> addresses();

  /** The value of {@code Authorization} for a request to {@code address}; empty for none. */
  Optional<String> authorization(URI address, Cid cid);

  /** Nobody. */
  static Peers none() {
    return new Peers() {
      @Override
      public List<URI> addresses() {
        return List.of();
      }

      @Override
      public Optional<String> authorization(URI address, Cid cid) {
        return Optional.empty();
      }
    };
  }
}
