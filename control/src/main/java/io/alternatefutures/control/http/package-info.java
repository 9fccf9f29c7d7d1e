/**
 * The control listener: HTTP in, use cases called, HTTP out. Handlers run on an event loop and
 * never block; use cases run on virtual threads. Nothing here decides anything but the protocol.
 */
@NullMarked
package io.alternatefutures.control.http;

import org.jspecify.annotations.NullMarked;
