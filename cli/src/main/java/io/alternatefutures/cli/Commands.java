package io.alternatefutures.cli;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.deployment.DeployCommand;
import io.alternatefutures.cli.deployment.DeploymentsCommand;
import io.alternatefutures.cli.deployment.RollbackCommand;
import io.alternatefutures.cli.dev.DevCommand;
import io.alternatefutures.cli.doctor.DoctorCommand;
import io.alternatefutures.cli.domain.DomainsAddCommand;
import io.alternatefutures.cli.domain.DomainsCommand;
import io.alternatefutures.cli.domain.DomainsListCommand;
import io.alternatefutures.cli.domain.DomainsRemoveCommand;
import io.alternatefutures.cli.domain.DomainsVerifyCommand;
import io.alternatefutures.cli.env.EnvCommand;
import io.alternatefutures.cli.env.EnvListCommand;
import io.alternatefutures.cli.env.EnvSetCommand;
import io.alternatefutures.cli.env.EnvUnsetCommand;
import io.alternatefutures.cli.function.CreateCommand;
import io.alternatefutures.cli.function.DeleteCommand;
import io.alternatefutures.cli.function.FunctionsCommand;
import io.alternatefutures.cli.function.GetCommand;
import io.alternatefutures.cli.function.ListCommand;
import io.alternatefutures.cli.function.PurgeCommand;
import io.alternatefutures.cli.function.UpdateCommand;
import io.alternatefutures.cli.init.InitCommand;
import io.alternatefutures.cli.invoke.InvokeCommand;
import io.alternatefutures.cli.logs.LogsCommand;
import io.alternatefutures.cli.project.ProjectsCommand;
import io.alternatefutures.cli.project.ProjectsCreateCommand;
import io.alternatefutures.cli.project.ProjectsDeleteCommand;
import io.alternatefutures.cli.project.ProjectsEgressCommand;
import io.alternatefutures.cli.project.ProjectsListCommand;
import io.alternatefutures.cli.project.ProjectsUseCommand;
import io.alternatefutures.cli.route.RoutesCommand;
import io.alternatefutures.cli.route.RoutesHashCommand;
import io.alternatefutures.cli.route.RoutesListCommand;
import io.alternatefutures.cli.route.RoutesTestCommand;
import io.alternatefutures.cli.status.StatusCommand;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.token.TokensCommand;
import io.alternatefutures.cli.token.TokensCreateCommand;
import io.alternatefutures.cli.token.TokensListCommand;
import io.alternatefutures.cli.token.TokensRevokeCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** The tree of commands. */
public final class Commands {
  private static final int HELP_WIDTH = 100;

  private Commands() {}

  /**
   * Runs one command line.
   *
   * @return 0 done, 1 failed, 2 wrong usage
   */
  public static int run(CliContext context, String... arguments) {
    CommandLine root = tree(context);
    return root.execute(arguments);
  }

  static CommandLine tree(CliContext context) {
    CommandLine routes =
        new CommandLine(new RoutesCommand())
            .addSubcommand(new RoutesListCommand(context))
            .addSubcommand(new RoutesTestCommand(context))
            .addSubcommand(new RoutesHashCommand(context));
    CommandLine functions =
        new CommandLine(new FunctionsCommand())
            .addSubcommand(new CreateCommand(context))
            .addSubcommand(new UpdateCommand(context))
            .addSubcommand(new ListCommand(context))
            .addSubcommand(new GetCommand(context))
            .addSubcommand(new PurgeCommand(context))
            .addSubcommand(new DeployCommand(context))
            .addSubcommand(new DeploymentsCommand(context))
            .addSubcommand(new RollbackCommand(context))
            .addSubcommand(new InvokeCommand(context))
            .addSubcommand(new LogsCommand(context))
            .addSubcommand(routes)
            .addSubcommand(new DeleteCommand(context));
    CommandLine projects =
        new CommandLine(new ProjectsCommand())
            .addSubcommand(new ProjectsCreateCommand(context))
            .addSubcommand(new ProjectsListCommand(context))
            .addSubcommand(new ProjectsUseCommand(context))
            .addSubcommand(new ProjectsEgressCommand(context))
            .addSubcommand(new ProjectsDeleteCommand(context));
    CommandLine env =
        new CommandLine(new EnvCommand())
            .addSubcommand(new EnvSetCommand(context))
            .addSubcommand(new EnvListCommand(context))
            .addSubcommand(new EnvUnsetCommand(context));
    CommandLine tokens =
        new CommandLine(new TokensCommand())
            .addSubcommand(new TokensCreateCommand(context))
            .addSubcommand(new TokensListCommand(context))
            .addSubcommand(new TokensRevokeCommand(context));
    CommandLine domains =
        new CommandLine(new DomainsCommand())
            .addSubcommand(new DomainsAddCommand(context))
            .addSubcommand(new DomainsListCommand(context))
            .addSubcommand(new DomainsVerifyCommand(context))
            .addSubcommand(new DomainsRemoveCommand(context));
    CommandLine root =
        new CommandLine(new RootCommand())
            .addSubcommand(new InitCommand(context))
            .addSubcommand(new DevCommand(context))
            .addSubcommand(functions)
            .addSubcommand(projects)
            .addSubcommand(new LauncherCommands.RuntimeCommand())
            .addSubcommand(new LauncherCommands.TestCommand())
            .addSubcommand(env)
            .addSubcommand(tokens)
            .addSubcommand(domains)
            .addSubcommand(new StatusCommand(context))
            .addSubcommand(new DoctorCommand(context))
            .addSubcommand(new CompletionCommand(context))
            .addSubcommand(new VersionCommand(context));
    configure(root, context);
    return root;
  }

  private static void configure(CommandLine root, CliContext context) {
    ErrorReport errors =
        new ErrorReport(context.terminal(), context.variable("AF_DEBUG").isPresent());
    root.setOut(new PrintWriter(context.terminal().out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(context.terminal().err(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_WIDTH)
        .setExpandAtFiles(false)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                context.terminal().outStyle() == Style.COLOURED ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler(errors::wrongUsage)
        .setExecutionExceptionHandler(errors::failed);
    root.getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
    addHelp(root);
  }

  private static void addHelp(CommandLine command) {
    if (command.getCommandSpec().findOption("--help") == null) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this help.")
                  .build());
    }
    command.getSubcommands().values().forEach(Commands::addHelp);
  }
}
