package io.alternatefutures.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.bundle.Bundler;
import io.alternatefutures.cli.bundle.Module;
import io.alternatefutures.cli.config.ConfigFile;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.config.FunctionConfig;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.UsageException;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Sizes;
import io.alternatefutures.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af functions deploy}. */
@Command(
    name = "deploy",
    description = {
      "Deploy a file as the function's code. It answers every request that no route matches.",
      "",
      "A JavaScript file that imports nothing, or only what is built in, is deployed byte for byte,"
          + " so that its CID is the one that any IPFS tool computes for the file. TypeScript, JSX"
          + " and files with imports are bundled into one module with esbuild; npm packages come"
          + " from the nearest node_modules.",
      "",
      "The content is uploaded when the server does not have it yet, compiled there in a sandbox,"
          + " and served when the command ends. When it does not compile, or exports no handler,"
          + " what ran before keeps running.",
      "",
      "The file exports its handler as one of:",
      "  export default { async fetch(request, env, ctx) { return new Response('hello') } }",
      "  export default async function (request, env, ctx) { return new Response('hello') }",
      "  export const main = (params) => ({ status: 200, body: 'hello' })"
    },
    footer = {
      "",
      "Examples:",
      "  af functions deploy --name my-gateway --path hello.js",
      "  af functions deploy --name my-gateway --path src/index.ts --env API_KEY=abc --env"
          + " MODE=live",
      "  af functions deploy --name my-gateway --path src/index.ts --envFile .env",
      "  af functions deploy --name my-site --path site.js --assets public",
      "  af functions deploy --name my-gateway --path dist/bundle.js --bundle false"
    })
public final class DeployCommand implements Callable<Integer> {
  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();
  @Mixin private final Output output = new Output();

  @Option(
      names = "--path",
      paramLabel = "<file>",
      description = {
        "File with the code: JavaScript, TypeScript, JSX or WebAssembly.",
        "May be left out where the project file names it."
      })
  private @Nullable String path;

  @Option(
      names = "--bundle",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      paramLabel = "<true|false>",
      description = "false deploys the file as it is, whatever it imports. Default: true.")
  private boolean bundle = true;

  @Option(
      names = "--env",
      paramLabel = "<name=value>",
      description = {
        "A value that the code finds in its env; may be repeated.",
        "Values given with --env and --envFile replace all earlier ones, and go before those of the"
            + " project file; without any, the earlier ones stay. They are kept by the server,"
            + " never in the content."
      })
  private List<String> env = List.of();

  @Option(
      names = "--envFile",
      paramLabel = "<file>",
      description = "File with one NAME=VALUE a line; --env wins over it.")
  private @Nullable String envFile;

  @Option(
      names = "--assets",
      paramLabel = "<folder>",
      description = "Folder of static files to upload with the code.")
  private @Nullable String assets;

  @Option(
      names = "--sgx",
      description = "Ask for execution in an SGX enclave; the server says whether it can.")
  private boolean sgx;

  public DeployCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    String name = choice.choose(context);
    Optional<FunctionConfig> configured = ConfigFile.find(context).function(name);
    Path file =
        Optional.ofNullable(path)
            .map(context::resolve)
            .or(() -> configured.flatMap(FunctionConfig::path))
            .orElseThrow(() -> new UsageException("Missing required option: '--path=<file>'"));
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    addEnv(settings, configured.map(FunctionConfig::env).orElse(Map.of()));
    if (sgx) {
      settings.put("sgx", true);
    }
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode function = api.function(name);
      Module module =
          new Bundler(context)
              .bundle(file, bundle ? Bundler.Choice.WHERE_NEEDED : Bundler.Choice.NEVER);
      Deployed deployed =
          new Deployer(context, api)
              .deploy(
                  function,
                  file,
                  module,
                  Optional.ofNullable(assets).map(context::resolve),
                  settings)
              .tookSince(start);
      output.print(context.terminal(), deployed.json(), () -> print(deployed));
    }
    return 0;
  }

  private void addEnv(ObjectNode data, Map<String, String> configured) {
    if (env.isEmpty() && envFile == null && configured.isEmpty()) {
      return;
    }
    Map<String, String> values = new TreeMap<>(configured);
    if (envFile != null) {
      values.putAll(EnvValues.ofFile(context.resolve(envFile), context));
    }
    values.putAll(EnvValues.ofOptions(env));
    ObjectNode json = data.putObject("env");
    values.forEach(json::put);
  }

  private void print(Deployed deployed) {
    Terminal terminal = context.terminal();
    terminal.print(terminal.outStyle().green("Deployed") + " " + deployed.name());
    terminal.print("  URL    " + deployed.url());
    terminal.print("  CID    " + deployed.cid());
    if (!deployed.assetsCid().isEmpty()) {
      terminal.print("  assets " + deployed.assetsCid());
    }
    terminal.print(
        "  size   "
            + Sizes.readable(deployed.bytes())
            + (deployed.isBundled() ? ", bundled" : "")
            + (deployed.wasThere() ? ", was uploaded before" : ""));
    if (!deployed.spread().isEmpty()) {
      terminal.print("  served by " + deployed.spread());
    }
    terminal.print("  took   " + Sizes.readable(deployed.took()));
  }
}
