/** Hand-written fakes of the control API's ports, for tests of this module and of others. */
@NullMarked
package io.alternatefutures.control.testing;

import org.jspecify.annotations.NullMarked;
