/**
 * Deployments: content is fetched, checked in a sandbox, recorded and put on the air. Knows nothing
 * of HTTP or GraphQL, and of the sandbox only the port it declares.
 */
@NullMarked
package io.alternatefutures.control.deployment;

import org.jspecify.annotations.NullMarked;
