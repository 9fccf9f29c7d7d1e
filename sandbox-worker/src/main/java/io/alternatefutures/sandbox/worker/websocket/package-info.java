/**
 * WebSocket (RFC 6455) over a stream of bytes that somebody else carries: framing, the closing
 * handshake and its limits. Knows neither sockets nor script.
 */
@NullMarked
package io.alternatefutures.sandbox.worker.websocket;

import org.jspecify.annotations.NullMarked;
