package io.alternatefutures.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Printable;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code af doctor}. */
@Command(
    name = "doctor",
    description = {
      "Check this machine, the data directory and the runtime, and say how to mend what is wrong.",
      "",
      "Nothing is changed. Ends with 1 when something does not work; warnings do not count."
    },
    footer = {
      "",
      "Examples:",
      "  af doctor",
      "  af doctor --json | jq '.[] | select(.state!=\"ok\")'"
    })
public final class DoctorCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final Output output = new Output();

  public DoctorCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(new Machine(Path.of("/")).check());
    findings.addAll(new Installation(context).check());
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : findings) {
      json.addObject()
          .put("name", finding.name())
          .put("state", finding.state().name().toLowerCase(Locale.ROOT))
          .put("detail", finding.detail())
          .put("advice", finding.advice());
    }
    output.print(context.terminal(), json, () -> findings.forEach(this::print));
    return findings.stream().anyMatch(finding -> finding.state() == Finding.State.ERROR) ? 1 : 0;
  }

  private void print(Finding finding) {
    Terminal terminal = context.terminal();
    Style style = terminal.outStyle();
    String mark =
        switch (finding.state()) {
          case OK -> style.green("ok     ");
          case WARNING -> style.yellow("warning");
          case ERROR -> style.red("error  ");
        };
    terminal.print(
        mark + "  " + String.format("%-15s", finding.name()) + Printable.line(finding.detail()));
    if (!finding.advice().isEmpty()) {
      terminal.print(" ".repeat(24) + style.faint(Printable.line(finding.advice())));
    }
  }
}
