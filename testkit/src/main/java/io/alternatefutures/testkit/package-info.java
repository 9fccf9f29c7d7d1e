/**
 * Fixtures for black-box tests: the runtime and the command line as processes of their own, an
 * origin server and HTTP clients. Must not depend on any module of the runtime.
 */
@NullMarked
package io.alternatefutures.testkit;

import org.jspecify.annotations.NullMarked;
