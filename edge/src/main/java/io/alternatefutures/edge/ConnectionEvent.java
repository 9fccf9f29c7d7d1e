package io.alternatefutures.edge;

/** What the server tells its connections, through their pipelines. */
enum ConnectionEvent {
  /** The server closes: end now, or after the requests being served. */
  DRAIN
}
