/** {@code af init}: starts a project from a template. Must not depend on HTTP. */
@NullMarked
package io.alternatefutures.cli.init;

import org.jspecify.annotations.NullMarked;
