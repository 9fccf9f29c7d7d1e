package io.alternatefutures.edge.origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Port: finds the addresses of a name; may block for seconds. */
@FunctionalInterface
public interface NameLookup {
  /**
   * All addresses of {@code host}, the preferred one first.
   *
   * @throws UnknownHostException when it has none
   */
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /** The operating system's resolver, with its hosts file. */
  static NameLookup system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
