/**
 * Domains of functions: given, proven by a TXT record, taken away. Depends on functions and the
 * model only.
 */
@NullMarked
package io.alternatefutures.control.domain;

import org.jspecify.annotations.NullMarked;
