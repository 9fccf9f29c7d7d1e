package io.alternatefutures.cli.token;

import picocli.CommandLine.Command;

/** {@code af tokens}: the parent of the commands about access tokens. */
@Command(
    name = "tokens",
    description = {
      "Create, list and revoke access tokens of the project.",
      "",
      "A token may be bound to a scope: read looks, deploy also uploads, deploys and rolls back,"
          + " admin does everything."
    },
    footer = {
      "",
      "Examples:",
      "  af tokens create --label ci --scope deploy --expires 90d",
      "  af tokens list",
      "  af tokens revoke tok_0123"
    })
public final class TokensCommand {}
