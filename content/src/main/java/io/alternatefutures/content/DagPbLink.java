package io.alternatefutures.content;

import io.alternatefutures.model.Cid;

/**
 * A link of a dag-pb node.
 *
 * @param name empty for the parts of a file
 * @param dagSize total size of all blocks under the link as its writer counted it, in bytes; a
 *     hint, never trusted
 */
record DagPbLink(Cid cid, String name, long dagSize) {}
