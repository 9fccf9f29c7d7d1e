/**
 * Black-box tests: the runtime and the command line as users start them, over their documented
 * interfaces; and the rules of the architecture. Must not use the runtime's internals.
 */
@NullMarked
package io.alternatefutures.conformance;

import org.jspecify.annotations.NullMarked;
