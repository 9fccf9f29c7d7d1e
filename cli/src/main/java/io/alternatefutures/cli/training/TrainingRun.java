package io.alternatefutures.cli.training;

import com.sun.net.httpserver.HttpServer;
import io.alternatefutures.cli.Commands;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.terminal.Style;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the common commands against a listener that gives canned answers. The launcher starts it
 * with {@code -XX:AOTCacheOutput}, which makes the cache that later starts map; what the commands
 * print and how they end does not matter.
 */
public final class TrainingRun {
  private static final String FUNCTION =
      """
      {"id":"fn_1","name":"training","slug":"training","invokeUrl":"INVOKE_URL","projectId":"prj_1",
       "siteId":null,"status":"ACTIVE","routes":{"/a/:b":"http://127.0.0.1:1/x","/*":"http://127.0.0.1:1/"},
       "currentDeploymentId":"dep_1","currentDeployment":{"id":"dep_1","cid":"bafkrei"},
       "createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z"}\
      """;
  private static final String DEPLOYMENT = "{\"id\":\"dep_1\",\"cid\":\"bafkrei\"}";

  private TrainingRun() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    Path folder = Files.createTempDirectory("af-training");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      Path module = Files.writeString(folder.resolve("hello.js"), "export const main = () => 1\n");
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      answer(server, "/graphql", 200, graphql(url));
      answer(server, "/duplicity", 409, "");
      answer(server, "/upload", 200, "");
      answer(server, "/", 200, "hello");
      server.start();
      run(folder, url);
      Files.delete(module);
    } finally {
      server.stop(0);
      Files.delete(folder);
    }
  }

  private static void run(Path folder, String url) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(nowhere, nowhere, Style.COLOURED, Style.COLOURED, Terminal.Progress.SHOWN);
    CliContext context =
        new CliContext(Map.of("AF_API_URL", url, "AF_TOKEN", "training"), folder, terminal);
    String routes = "{\"/a/*\": \"http://127.0.0.1:1/a\"}";
    Commands.run(context, "--help");
    Commands.run(context, "functions", "deploy", "--help");
    Commands.run(context, "functions", "list");
    Commands.run(context, "functions", "list", "--json");
    Commands.run(context, "functions", "create", "--name", "training");
    Commands.run(context, "functions", "update", "--functionName", "training", "--routes", routes);
    Commands.run(context, "functions", "deploy", "--name", "training", "--path", "hello.js");
    Commands.run(context, "functions", "deployments", "--name", "training");
    Commands.run(context, "functions", "routes", "test", "/a/1", "--name", "training");
    Commands.run(context, "functions", "invoke", "--name", "training");
    Commands.run(context, "functions", "logs", "--name", "training");
  }

  /** One answer with the result of every operation. */
  private static String graphql(String url) {
    String function = FUNCTION.replace("INVOKE_URL", url);
    return "{\"data\":{\"afFunctions\":{\"data\":["
        + function
        + "]},\"afFunctionByName\":"
        + function
        + ",\"createAFFunction\":"
        + function
        + ",\"updateAFFunction\":"
        + function
        + ",\"afFunctionDeployments\":{\"data\":["
        + DEPLOYMENT
        + "]},\"triggerAFFunctionDeployment\":"
        + DEPLOYMENT
        + ",\"afFunctionLogs\":{\"data\":[]}}}";
  }

  private static void answer(HttpServer server, String path, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
