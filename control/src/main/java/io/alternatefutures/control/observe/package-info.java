/**
 * What the control listener tells about the runtime: the ports behind metrics, readiness and
 * function logs. Depends on the model only.
 */
@NullMarked
package io.alternatefutures.control.observe;

import org.jspecify.annotations.NullMarked;
