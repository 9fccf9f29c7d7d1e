/**
 * What projects and operators say of the targets that may be reached: patterns for hosts, addresses
 * and ports, and caps on use. Pure values; does no I/O and never resolves names.
 */
@NullMarked
package io.alternatefutures.model.egress;

import org.jspecify.annotations.NullMarked;
