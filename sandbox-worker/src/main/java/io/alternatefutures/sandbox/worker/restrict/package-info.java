/**
 * Gives up the rights a worker does not need, before any user code is seen: Landlock, seccomp,
 * resource limits and {@code no_new_privs}, by system calls alone. Depends on nothing but the JDK.
 */
@NullMarked
package io.alternatefutures.sandbox.worker.restrict;

import org.jspecify.annotations.NullMarked;
