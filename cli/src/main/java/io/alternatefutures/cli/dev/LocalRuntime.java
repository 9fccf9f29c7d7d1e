package io.alternatefutures.cli.dev;

import io.alternatefutures.cli.api.ApiAddress;
import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The runtime on this machine: one that runs already, or one that is started and ended with {@code
 * af dev}.
 */
final class LocalRuntime implements AutoCloseable {
  private static final int OK = 200;
  private static final String LOG = "dev-runtime.log";
  private static final long STEP_MILLIS = 50;

  private final Optional<Process> started;
  private final Thread atExit = new Thread(this::end, "end-runtime");
  private volatile boolean ending;

  private LocalRuntime(Optional<Process> started) {
    this.started = started;
    if (started.isPresent()) {
      Runtime.getRuntime().addShutdownHook(atExit);
    }
  }

  /**
   * Finds the runtime that the environment names, or starts one with its data in {@code
   * AF_DATA_DIR}.
   *
   * @throws CliException when there is none and none can be started
   */
  static LocalRuntime find(CliContext context) {
    ApiAddress address = ApiAddress.of(context);
    if (isReady(address.base())) {
      return new LocalRuntime(Optional.empty());
    }
    if (context.variable("AF_API_URL").isPresent() || context.variable("AF_TOKEN").isPresent()) {
      throw new CliException(
          "The control API at " + address.base() + " does not answer",
          "Start it, or unset AF_API_URL and AF_TOKEN to have a runtime started on this machine.");
    }
    return start(context);
  }

  /** Whether it was started by this program. */
  boolean isOwn() {
    return started.isPresent();
  }

  private static LocalRuntime start(CliContext context) {
    String launcher = System.getProperty("af.launcher", "");
    if (launcher.isEmpty()) {
      throw new CliException(
          "No runtime answers, and this program does not know how to start one",
          "Start it with: af runtime   (in another terminal)");
    }
    Path data = context.resolve(context.variable("AF_DATA_DIR").orElse(".af"));
    Path log = data.resolve(LOG);
    try {
      if (!Files.isDirectory(data)) {
        Files.createDirectories(
            data,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      ProcessBuilder builder =
          new ProcessBuilder(List.of(launcher, "runtime"))
              .directory(context.workingDirectory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      environment(builder.environment(), context, data);
      context.terminal().note("Starting a runtime; its log is " + context.shown(log));
      Process process = builder.start();
      process.getOutputStream().close();
      LocalRuntime runtime = new LocalRuntime(Optional.of(process));
      runtime.awaitReady(context, log);
      return runtime;
    } catch (IOException e) {
      throw new CliException("Cannot start a runtime: " + e.getMessage());
    }
  }

  /**
   * The usual ports, or free ones where these are taken; targets on this machine may be reached.
   */
  private static void environment(Map<String, String> target, CliContext context, Path data) {
    target.putAll(context.environment());
    target.put("AF_DATA_DIR", data.toString());
    target.putIfAbsent("EGRESS_ALLOW", "127.0.0.0/8,::1/128");
    target.putIfAbsent("RUNTIME_BIND", "127.0.0.1");
    target.computeIfAbsent("RUNTIME_PORT", _ -> isFree(3000) ? "3000" : "0");
    target.computeIfAbsent("API_PORT", _ -> isFree(4000) ? "4000" : "0");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void awaitReady(CliContext context, Path log) {
    Process process = started.orElseThrow();
    long deadline = System.nanoTime() + Limits.RUNTIME_START.toNanos();
    while (System.nanoTime() < deadline) {
      if (endsWithin(process, STEP_MILLIS)) {
        throw new CliException("The runtime ended at once:\n" + tail(log));
      }
      if (isReady(ApiAddress.of(context).base())) {
        return;
      }
    }
    close();
    throw new CliException(
        "The runtime was not ready within "
            + Limits.RUNTIME_START.toSeconds()
            + " s:\n"
            + tail(log));
  }

  private static boolean endsWithin(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    }
  }

  private static boolean isReady(URI api) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Limits.HEALTH).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(api + "/readyz")).timeout(Limits.HEALTH).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    }
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - Limits.SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is being ended along with this program. */
  boolean isEnding() {
    return ending;
  }

  private void end() {
    ending = true;
    started.ifPresent(process -> {
      process.destroy();
      if (!endsWithin(process, Limits.RUNTIME_END.toMillis())) {
        process.destroyForcibly();
      }
    });
  }

  /** Ends the runtime when it was started here. */
  @Override
  public void close() {
    if (started.isPresent()) {
      Runtime.getRuntime().removeShutdownHook(atExit);
      end();
    }
  }
}
