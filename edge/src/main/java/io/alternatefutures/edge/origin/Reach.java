package io.alternatefutures.edge.origin;

import io.alternatefutures.edge.egress.ProjectEgress;
import io.alternatefutures.routing.TargetOrigin;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The address at the other end of a kept connection, and who was last found to be allowed to use
 * it. Connections are shared by projects that may not all reach the same. Owned by one event loop.
 */
final class Reach {
  private final TargetOrigin origin;
  private final InetAddress address;
  private @Nullable ProjectEgress allowed;

  /**
   * @param allowed for whom the connection was opened
   */
  Reach(TargetOrigin origin, InetAddress address, ProjectEgress allowed) {
    this.origin = origin;
    this.address = address;
    this.allowed = allowed;
  }

  /** Whether {@code egress} lets its project use the connection. */
  @SuppressWarnings("ReferenceEquality") // other rules are another object
  boolean isOpenTo(ProjectEgress egress) {
    if (egress == allowed) {
      return true;
    }
    if (!egress.allows(origin.host(), address, origin.port())) {
      return false;
    }
    allowed = egress;
    return true;
  }
}
