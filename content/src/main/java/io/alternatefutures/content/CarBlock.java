package io.alternatefutures.content;

import io.alternatefutures.model.Cid;

/**
 * A block out of an archive, verified.
 *
 * @param bytes handed over uncopied; the reader keeps no reference
 */
public record CarBlock(Cid cid, byte[] bytes) {}
