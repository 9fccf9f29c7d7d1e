package io.alternatefutures.sandbox.worker;

import io.alternatefutures.sandbox.protocol.IsolateLimits;
import org.jspecify.annotations.Nullable;

/** One isolate of a function, as what chooses among them sees it. Any thread may ask. */
interface GroupMember {
  /** Whether it has been at one piece of work for so long that requests had better go elsewhere. */
  boolean isBusy(long nowNanos);

  /** Whether it has nothing to do. */
  boolean isIdle();

  /** Whether it has WebSocket connections, which further requests of the function are about. */
  boolean hasSockets();

  /** Requests that have come and not been answered. */
  int open();

  /** Those of them that have not been given to the isolate. */
  int queued();

  /** The limits that hold; null until the code is here. */
  @Nullable IsolateLimits limits();

  /** Puts a message into its mailbox. */
  void post(Message message);
}
