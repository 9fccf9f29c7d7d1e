/**
 * Which addresses targets and functions may reach: a pure decision over a resolved address. Does no
 * I/O and never resolves names.
 */
@NullMarked
package io.alternatefutures.edge.egress;

import org.jspecify.annotations.NullMarked;
