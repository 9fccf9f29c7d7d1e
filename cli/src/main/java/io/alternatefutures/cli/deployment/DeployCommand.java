package io.alternatefutures.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alternatefutures.cli.api.ApiException;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.bundle.Bundler;
import io.alternatefutures.cli.bundle.Module;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.terminal.Output;
import io.alternatefutures.cli.terminal.Sizes;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
      "A JavaScript file that imports nothing is deployed byte for byte, so that its CID is the one"
          + " that any IPFS tool computes for the file. TypeScript, JSX and files with imports are"
          + " bundled into one module with esbuild; npm packages come from the nearest"
          + " node_modules.",
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
      required = true,
      paramLabel = "<file>",
      description = "File with the code: JavaScript, TypeScript, JSX or WebAssembly.")
  private String path = "";

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
        "Values given with --env and --envFile replace all earlier ones; without both, the earlier"
            + " ones stay. They are kept by the server, never in the content."
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
    Path file = context.resolve(path);
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    addEnv(data);
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode function = api.function(name);
      Module module =
          new Bundler(context)
              .bundle(file, bundle ? Bundler.Choice.WHERE_NEEDED : Bundler.Choice.NEVER);
      Packer packer = new Packer(context);
      Uploader uploader = new Uploader(api.uploads(), context.terminal());
      String basename = String.valueOf(file.getFileName());
      Uploader.Result uploaded;
      try (Content content = packer.module(module.code(), basename)) {
        uploaded = uploader.upload(content);
        data.put("cid", content.cid());
      }
      if (assets != null) {
        try (Content content = packer.folder(context.resolve(assets))) {
          uploader.upload(content);
          data.put("assetsCid", content.cid());
        }
      }
      if (sgx) {
        data.put("sgx", true);
      }
      JsonNode deployment = deploy(api, function, data, source(file, module));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      Deployed deployed = new Deployed(function, deployment, module, uploaded, took);
      output.print(context.terminal(), deployed.json(), () -> print(deployed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private void addEnv(ObjectNode data) {
    if (env.isEmpty() && envFile == null) {
      return;
    }
    Map<String, String> values = new TreeMap<>();
    if (envFile != null) {
      values.putAll(EnvValues.ofFile(context.resolve(envFile), context));
    }
    values.putAll(EnvValues.ofOptions(env));
    ObjectNode json = data.putObject("env");
    values.forEach(json::put);
  }

  /** How the code is named in a message about a position in it. */
  private String source(Path file, Module module) {
    String shown = context.shown(file);
    return module.origin() == Module.Origin.BUNDLE ? "bundle of " + shown : shown;
  }

  private static JsonNode deploy(
      ControlApi api, JsonNode function, ObjectNode data, String source) {
    try {
      return api.deploy(function.path("id").asText(), data);
    } catch (ApiException e) {
      if (!e.code().equals("DEPLOYMENT_FAILED")) {
        throw e;
      }
      throw new CliException(source + e.position() + ": " + e.text());
    }
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
    terminal.print("  took   " + Sizes.readable(deployed.took()));
  }
}
