package io.alternatefutures.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.model.egress.EgressRules;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af projects egress}. */
@Command(
    name = "egress",
    description = {
      "Show or change what a project's functions and routes may reach.",
      "",
      "Entries are hosts, *.domain, IP addresses, CIDRs or *, each with :PORT or :FIRST-LAST when"
          + " it is about these ports. What the operator denies stays denied. Options that are left"
          + " out change nothing; an empty list or 0 takes a rule away."
    },
    footer = {
      "",
      "Examples:",
      "  af projects egress --name shop",
      "  af projects egress --name shop --allow 'api.example.com:443,*.internal'",
      "  af projects egress --name shop --deny '203.0.113.0/24,*:25' --requests 50",
      "  af projects egress --name shop --allow '' --megabytes 0"
    })
public final class ProjectsEgressCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CliContext context;
  @Mixin private final Output output = new Output();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "<name>",
      description = "Name of the project.")
  private String name = "";

  @Option(
      names = "--allow",
      split = ",",
      paramLabel = "<entry>",
      description = "Reach these and nothing else; comma-separated.")
  private @Nullable List<String> allow;

  @Option(
      names = "--deny",
      split = ",",
      paramLabel = "<entry>",
      description = "Never reach these; comma-separated.")
  private @Nullable List<String> deny;

  @Option(
      names = "--requests",
      paramLabel = "<n>",
      description = "Send out at most so many requests in a second.")
  private @Nullable Integer requests;

  @Option(
      names = "--megabytes",
      paramLabel = "<n>",
      description = "Carry at most so many MiB of bodies in a minute, both ways.")
  private @Nullable Integer megabytes;

  public ProjectsEgressCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlApi api = ControlApi.ofToken(context)) {
      JsonNode project = api.project(name);
      if (allow != null || deny != null || requests != null || megabytes != null) {
        project = api.setEgress(project.path("id").asText(), changed(project.path("egress")));
      }
      JsonNode shown = project.path("egress");
      output.print(context.terminal(), shown, () -> print(shown));
    }
    return 0;
  }

  private ObjectNode changed(JsonNode before) {
    ObjectNode rules = before.isObject() ? before.deepCopy() : JSON.createObjectNode();
    put(rules, "allow", allow);
    put(rules, "deny", deny);
    put(rules, "requestsPerSecond", requests);
    put(rules, "megabytesPerMinute", megabytes);
    try {
      EgressRules.parse(JSON.convertValue(rules, Map.class));
    } catch (IllegalArgumentException e) {
      throw new CliException(String.valueOf(e.getMessage()));
    }
    return rules;
  }

  private static void put(ObjectNode rules, String key, @Nullable List<String> entries) {
    if (entries != null) {
      ArrayNode list = rules.putArray(key);
      entries.stream().map(String::strip).filter(entry -> !entry.isEmpty()).forEach(list::add);
    }
  }

  private static void put(ObjectNode rules, String key, @Nullable Integer cap) {
    if (cap != null) {
      rules.put(key, cap);
    }
  }

  private void print(JsonNode rules) {
    print("allow", entries(rules.path("allow"), "all that the operator allows"));
    print("deny", entries(rules.path("deny"), "nothing more than the operator denies"));
    print("requests", cap(rules.path("requestsPerSecond"), " a second"));
    print("megabytes", cap(rules.path("megabytesPerMinute"), " MiB a minute"));
  }

  private void print(String rule, String value) {
    context.terminal().print(String.format("%-10s %s", rule, value));
  }

  private static String entries(JsonNode list, String none) {
    return list.isEmpty() ? none : String.join(", ", JSON.convertValue(list, String[].class));
  }

  private static String cap(JsonNode cap, String unit) {
    return cap.asInt() == 0 ? "no cap of the project's own" : "at most " + cap.asInt() + unit;
  }
}
