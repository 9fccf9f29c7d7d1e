/** Tests of the web platform, in real isolates with a small host. */
@NullMarked
package io.alternatefutures.sandbox.worker.platform;

import org.jspecify.annotations.NullMarked;
