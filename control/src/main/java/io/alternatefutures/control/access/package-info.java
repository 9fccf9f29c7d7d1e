/**
 * Who may call: projects, tokens and the check of a request's credentials. Knows nothing of HTTP
 * beyond the two header values it is given, and never keeps a token, only its hash.
 */
@NullMarked
package io.alternatefutures.control.access;

import org.jspecify.annotations.NullMarked;
