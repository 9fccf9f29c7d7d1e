/**
 * The worker process: reads frames from the runtime, runs functions in V8 isolates and writes
 * frames back. It holds no credentials and, once started, can open neither files nor sockets. Knows
 * only the sandbox protocol; it must not depend on any other module.
 */
@NullMarked
package io.alternatefutures.sandbox.worker;

import org.jspecify.annotations.NullMarked;
