/**
 * The commands that deploy code: compute its CID, upload it, activate it. Bundling is not its
 * business.
 */
@NullMarked
package io.alternatefutures.cli.deployment;

import org.jspecify.annotations.NullMarked;
