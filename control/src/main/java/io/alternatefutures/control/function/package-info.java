/**
 * Functions: what is kept of them, and the use cases that make, change, list and delete them. Knows
 * nothing of HTTP or GraphQL, nor how a function's code is deployed.
 */
@NullMarked
package io.alternatefutures.control.function;

import org.jspecify.annotations.NullMarked;
