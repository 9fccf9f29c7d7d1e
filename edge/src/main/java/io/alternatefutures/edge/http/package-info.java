/**
 * HTTP/1.1 rules that both sides of a proxy share: which fields end at this hop, and how heads and
 * bodies are put on the wire. Opens no sockets and takes no decisions.
 */
@NullMarked
package io.alternatefutures.edge.http;

import org.jspecify.annotations.NullMarked;
