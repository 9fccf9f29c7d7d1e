package io.alternatefutures.cli.route;

import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.routing.policy.RequestFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The request that a path is tested with. */
final class DescribedRequest {
  @Option(
      names = {"-X", "--method"},
      paramLabel = "<method>",
      description = "Method of the request (default: GET).")
  private String method = "GET";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "<name: value>",
      description = "A header field of the request; may be given several times.")
  private List<String> headers = new ArrayList<>();

  /**
   * What routes look at.
   *
   * @throws CliException when a header is not of the form {@code name: value}
   */
  RequestFacts facts(String query) {
    for (String header : headers) {
      if (header.indexOf(':') < 1) {
        throw new CliException(
            "--header: expected \"name: value\", not \"" + header + "\"",
            "For example: --header 'X-Beta: 1'");
      }
    }
    return new Facts(method.toUpperCase(Locale.ROOT), List.copyOf(headers), query);
  }

  private record Facts(String method, List<String> fields, String query) implements RequestFacts {
    @Override
    public @Nullable String header(String name) {
      for (String field : fields) {
        int colon = field.indexOf(':');
        if (field.substring(0, colon).strip().equalsIgnoreCase(name)) {
          return field.substring(colon + 1).strip();
        }
      }
      return null;
    }
  }
}
