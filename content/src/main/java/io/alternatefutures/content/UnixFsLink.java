package io.alternatefutures.content;

import io.alternatefutures.model.Cid;

/**
 * What was written: the CID and the sizes that a directory entry needs.
 *
 * @param dagSize bytes of all blocks under the CID, counted once per link
 */
public record UnixFsLink(Cid cid, long dagSize) {}
