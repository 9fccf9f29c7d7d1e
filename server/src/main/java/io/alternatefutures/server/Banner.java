package io.alternatefutures.server;

import java.io.PrintStream;

/** What a person sees when the runtime is ready: where it is and what to do next. */
final class Banner {
  private Banner() {}

  static void print(PrintStream out, RuntimeOptions options, RuntimeServer server) {
    String domain = options.baseDomains().getFirst();
    out.println();
    out.println("Alternate Futures Function Runtime is ready");
    server
        .edgePort()
        .ifPresent(port -> out.println("  functions    http://SLUG." + domain + ":" + port + "/"));
    server
        .tlsPort()
        .ifPresent(port -> out.println("               https://SLUG." + domain + ":" + port + "/"));
    out.println(
        options.role().changes()
            ? "  control API  " + server.apiUrl() + "/graphql"
            : "  health       " + server.apiUrl() + "/readyz");
    out.println("  data         " + options.dataDirectory().toAbsolutePath().normalize());
    out.println("  database     " + server.database());
    out.println();
    if (options.role() == Role.ALL) {
      printNext(out, domain, server.edgePort().orElseThrow());
    }
    out.flush();
  }

  private static void printNext(PrintStream out, String domain, int port) {
    out.println("Next, in another terminal:");
    out.println("  ./af functions create --name hello");
    out.println("  echo 'export default { fetch: () => new Response(\"hello\\n\") }' > hello.js");
    out.println("  ./af functions deploy --name hello --path hello.js");
    out.println("  curl http://hello." + domain + ":" + port + "/");
    out.println();
  }
}
