/**
 * What a route's options ask for, one small immutable value for each, and how they are read from
 * JSON: every mistake is reported with its JSON path, all at once. Depends on the JDK and RE2/J.
 */
@NullMarked
package io.alternatefutures.routing.policy;

import org.jspecify.annotations.NullMarked;
