/**
 * Compiles and matches a function's routes: pure functions over immutable values. Must not depend
 * on sockets, threads, configuration, a JSON library or any module but the model.
 */
@NullMarked
package io.alternatefutures.routing;

import org.jspecify.annotations.NullMarked;
