/**
 * Uploads of content: what is kept of them, and the use cases behind the upload endpoints. Knows
 * nothing of HTTP.
 */
@NullMarked
package io.alternatefutures.control.upload;

import org.jspecify.annotations.NullMarked;
