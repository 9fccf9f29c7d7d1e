/** Tests of content addressing. */
@NullMarked
package io.alternatefutures.content;

import org.jspecify.annotations.NullMarked;
