package io.alternatefutures.cli.domain;

import picocli.CommandLine.Command;

/** {@code af domains}: the parent of the commands about domains. */
@Command(
    name = "domains",
    description = {
      "Give functions host names of their own.",
      "",
      "A domain is served once a TXT record in the DNS has proven that its owner wants it. It stays"
          + " so, also without the record, until it is removed or another function proves it."
    },
    footer = {
      "",
      "Examples:",
      "  af domains add my-gateway www.example.org",
      "  af domains verify my-gateway www.example.org",
      "  af domains list"
    })
public final class DomainsCommand {}
