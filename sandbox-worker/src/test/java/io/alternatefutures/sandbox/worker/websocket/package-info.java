@NullMarked
package io.alternatefutures.sandbox.worker.websocket;

import org.jspecify.annotations.NullMarked;
