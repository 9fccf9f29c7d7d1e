/**
 * Who made a request: what the PROXY protocol and the fields of trusted proxies say, and how that
 * is told on. Knows nothing of requests or connections.
 */
@NullMarked
package io.alternatefutures.edge.caller;

import org.jspecify.annotations.NullMarked;
