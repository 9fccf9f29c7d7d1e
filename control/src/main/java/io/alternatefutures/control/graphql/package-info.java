/**
 * The GraphQL schema over the use cases: arguments in, views out, errors with codes. Knows nothing
 * of HTTP.
 */
@NullMarked
package io.alternatefutures.control.graphql;

import org.jspecify.annotations.NullMarked;
