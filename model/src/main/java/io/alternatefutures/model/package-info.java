/**
 * Identifiers and immutable values that every module shares. Depends on nothing but the JDK; holds
 * no I/O, no configuration and no behaviour beyond validation.
 */
@NullMarked
package io.alternatefutures.model;

import org.jspecify.annotations.NullMarked;
