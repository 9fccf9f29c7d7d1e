/**
 * Every bound of the data plane in one place, as values, so that tests can use small ones. Depends
 * on nothing but the JDK.
 */
@NullMarked
package io.alternatefutures.edge.limits;

import org.jspecify.annotations.NullMarked;
