package io.alternatefutures.cli;

import io.alternatefutures.cli.context.CliContext;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code af completion}. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(af completion)",
      "  af completion > ~/.local/share/bash-completion/completions/af"
    })
final class CompletionCommand implements Callable<Integer> {
  private final CliContext context;

  CompletionCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.terminal().print(AutoComplete.bash("af", Commands.tree(context)));
    return 0;
  }
}
