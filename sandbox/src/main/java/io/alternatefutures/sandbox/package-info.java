/**
 * The parent side of the sandbox: starts worker processes, hands them code and requests, bounds
 * what they may use and replaces the ones that die. Knows nothing of HTTP sockets, routes or
 * storage; what it needs of those it declares as ports ({@link
 * io.alternatefutures.sandbox.CodeSource}, {@link io.alternatefutures.sandbox.FetchClient}, {@link
 * io.alternatefutures.sandbox.FunctionLog}).
 */
@NullMarked
package io.alternatefutures.sandbox;

import org.jspecify.annotations.NullMarked;
