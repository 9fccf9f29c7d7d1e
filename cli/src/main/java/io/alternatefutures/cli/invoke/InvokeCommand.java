package io.alternatefutures.cli.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.cli.api.ControlApi;
import io.alternatefutures.cli.config.FunctionChoice;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.context.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code af functions invoke}. */
@Command(
    name = "invoke",
    description = {
      "Send a request to a function and print the answer's body.",
      "",
      "Names under .localhost lead to this machine, whatever its resolver says. Redirects are not"
          + " followed."
    },
    footer = {
      "",
      "Examples:",
      "  af functions invoke --name my-gateway",
      "  af functions invoke --name my-gateway --path '/api/posts/1?x=1' -i",
      "  af functions invoke --name my-gateway --method PUT --header 'Content-Type: text/plain'"
          + " --data hello",
      "  af functions invoke --name my-gateway --data @order.json"
    })
public final class InvokeCommand implements Callable<Integer> {
  private static final int ERROR_STATUS = 400;

  private final CliContext context;
  @Mixin private final FunctionChoice choice = new FunctionChoice();

  @Option(
      names = "--path",
      paramLabel = "<path>",
      description = "Path and query to ask for. Default: /.")
  private String path = "/";

  @Option(
      names = {"-X", "--method"},
      paramLabel = "<method>",
      description = "Default: GET, or POST with --data.")
  private @Nullable String method;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "<data|@file>",
      description = "Body of the request; after @ the name of a file that holds it.")
  private @Nullable String data;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "<name: value>",
      description = "Header of the request; may be repeated.")
  private List<String> headers = List.of();

  @Option(
      names = {"-i", "--include"},
      description = "Print status and headers before the body.")
  private boolean include;

  @Option(names = "--fail", description = "End with exit code 1 when the status is 400 or above.")
  private boolean fail;

  public InvokeCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!path.startsWith("/")) {
      throw new UsageException(
          "Invalid value for option '--path': \"" + path + "\" does not start with \"/\"");
    }
    String name = choice.choose(context);
    byte[] body = body();
    String url;
    try (ControlApi api = ControlApi.of(context)) {
      JsonNode function = api.function(name);
      url = function.path("invokeUrl").asText("");
    }
    if (url.isEmpty()) {
      throw new CliException("The server gives no URL for \"" + name + "\"");
    }
    try (FunctionClient client = new FunctionClient(url)) {
      HttpResponse<InputStream> response = client.send(verb(body), path, parsedHeaders(), body);
      return print(response);
    }
  }

  private String verb(byte @Nullable [] body) {
    if (method != null) {
      return method.toUpperCase(Locale.ROOT);
    }
    return body == null ? "GET" : "POST";
  }

  private byte @Nullable [] body() {
    if (data == null || !data.startsWith("@")) {
      return data == null ? null : data.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    Path file = context.resolve(data.substring(1));
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new CliException(
          "File not found: " + context.shown(file), "Check the value of --data.");
    } catch (IOException e) {
      throw new CliException("Cannot read " + context.shown(file) + ": " + e.getMessage());
    }
  }

  private List<Header> parsedHeaders() {
    List<Header> parsed = new ArrayList<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw new UsageException(
            "Invalid value for option '--header': \""
                + header
                + "\" is not in the form \"Name: value\"");
      }
      parsed.add(
          new Header(header.substring(0, colon).strip(), header.substring(colon + 1).strip()));
    }
    return parsed;
  }

  private int print(HttpResponse<InputStream> response) {
    if (include) {
      context.terminal().print("HTTP/1.1 " + response.statusCode());
      response
          .headers()
          .map()
          .forEach((name, values) ->
              values.forEach(value -> context.terminal().print(name + ": " + value)));
      context.terminal().print("");
    }
    try (InputStream body = response.body()) {
      OutputStream out = context.terminal().bytes();
      body.transferTo(out);
      out.flush();
    } catch (IOException e) {
      throw new CliException("The answer broke off: " + e.getMessage());
    }
    return fail && response.statusCode() >= ERROR_STATUS ? 1 : 0;
  }
}
