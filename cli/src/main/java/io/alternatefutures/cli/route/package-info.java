/** Reading routes and explaining them. Matching itself is the routing module's business. */
@NullMarked
package io.alternatefutures.cli.route;

import org.jspecify.annotations.NullMarked;
