/**
 * The frames between the runtime and its worker processes: the trust boundary. Both sides see this
 * package; it holds layout and limits only, and depends on nothing but the JDK.
 *
 * <p>A frame is a 9-byte header (payload length, type, stream; big-endian) and a payload. A worker
 * has one connection for each of the runtime's event loops; stream and fetch numbers are scoped to
 * a connection, function keys to the worker.
 */
@NullMarked
package io.alternatefutures.sandbox.protocol;

import org.jspecify.annotations.NullMarked;
