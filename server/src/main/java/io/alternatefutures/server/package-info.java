/**
 * The runtime program: reads its configuration, builds every part, connects them and takes them
 * down again. The only module that sees all others; it holds no logic of its own beyond adapters.
 */
@NullMarked
package io.alternatefutures.server;

import org.jspecify.annotations.NullMarked;
