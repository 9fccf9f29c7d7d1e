/**
 * Content addressing: UnixFS files and directories, CAR archives, the block store on disk and the
 * client of trustless gateways. Every block is checked against its CID whenever it enters and
 * whenever it is read.
 *
 * <p>{@link io.alternatefutures.content.ContentStore} is the way in for a server; {@link
 * io.alternatefutures.content.UnixFsWriter} and {@link io.alternatefutures.content.CarWriter} serve
 * a client that has no store. Depends on the model and a logging facade only, and must not depend
 * on the edge, the control API, the database or any sandbox. Everything blocks: call it on virtual
 * threads.
 */
@NullMarked
package io.alternatefutures.content;

import org.jspecify.annotations.NullMarked;
