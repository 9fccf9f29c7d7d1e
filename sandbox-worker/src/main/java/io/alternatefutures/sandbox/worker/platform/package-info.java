/**
 * The web platform a function sees: its JavaScript sources, and the operations script leaves to
 * Java (cryptography, compression, encodings, domain names). Knows V8 values, but nothing of
 * sockets, isolates or scheduling.
 */
@NullMarked
package io.alternatefutures.sandbox.worker.platform;

import org.jspecify.annotations.NullMarked;
