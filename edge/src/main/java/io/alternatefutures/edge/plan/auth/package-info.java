/**
 * Who may use a route: signed tokens, passwords, keys, or another server's word. Credentials and
 * what they are compared with are never logged.
 */
@NullMarked
package io.alternatefutures.edge.plan.auth;

import org.jspecify.annotations.NullMarked;
