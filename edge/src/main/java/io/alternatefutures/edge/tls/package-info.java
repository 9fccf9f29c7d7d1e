/**
 * The certificates that the edge shows: found in files, chosen by the name a client asks for,
 * loaded anew when the files change. Knows no HTTP.
 */
@NullMarked
package io.alternatefutures.edge.tls;

import org.jspecify.annotations.NullMarked;
