package io.alternatefutures.server;

import io.alternatefutures.control.http.ControlStartException;
import io.alternatefutures.edge.EdgeStartException;
import io.alternatefutures.store.StoreOpenException;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The runtime program. Exit status: 0 done, 1 failed, 2 wrong usage. */
public final class Main {
  static final int FAILED = 1;
  static final int USAGE = 2;

  private Main() {}

  /** Runs {@code af runtime} with these arguments. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new RuntimeCommand(System.out));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler((wrong, _) -> {
      System.err.println("error: " + wrong.getMessage());
      System.err.println("See: af runtime --help");
      return USAGE;
    });
    commandLine.setExecutionExceptionHandler((failure, _, _) -> explain(failure));
    System.exit(commandLine.execute(arguments));
  }

  /** The version in the jar's manifest; there is none when the classes are run from a folder. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Failures that a person can mend get a sentence; others are bugs and get their stack. */
  private static int explain(Exception failure) {
    switch (failure) {
      case EdgeStartException _ -> {
        System.err.println("error: " + failure.getMessage());
        System.err.println("Set RUNTIME_PORT or --runtime-port to a port that is free.");
      }
      case ControlStartException _ -> {
        System.err.println("error: " + failure.getMessage());
        System.err.println("Set API_PORT or --api-port to a port that is free.");
      }
      case StoreOpenException _, IllegalArgumentException _ ->
          System.err.println("error: " + failure.getMessage());
      case IOException _ ->
          System.err.println(
              "error: "
                  + failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                  + ": "
                  + failure.getMessage());
      default -> LoggerFactory.getLogger(Main.class).error("the runtime could not start", failure);
    }
    return FAILED;
  }
}
