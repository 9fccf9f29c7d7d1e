package io.alternatefutures.testkit;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The runtime as a process of its own, with a data directory of its own and on free ports. Not for
 * use by several threads, except for what asks about the process.
 */
public final class RuntimeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern FUNCTIONS = Pattern.compile("functions +http://SLUG\\.[^:]+:(\\d+)");
  private static final Pattern API = Pattern.compile("(?:control API|health) +(http://[^/]+)/");

  /** What the banner says after it has named all ports. */
  private static final String WRITTEN_LAST = "\n  database     ";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, String> environment;
  private final Thread emergency = new Thread(this::killForGood, "runtime-clean-up");
  private Process process;
  private int starts;
  private int edgePort;
  private ControlClient control;
  private boolean leaked;

  private RuntimeProcess(Map<String, String> environment) {
    this.folder = Scratch.folder();
    this.environment = Map.copyOf(environment);
    Runtime.getRuntime().addShutdownHook(emergency);
    this.process = launch();
    this.control = connect();
  }

  /** Starts one on embedded defaults; returns when it is ready. */
  public static RuntimeProcess start() {
    return start(Map.of());
  }

  /**
   * Starts one; returns when it is ready.
   *
   * @param environment variables to configure it with
   */
  public static RuntimeProcess start(Map<String, String> environment) {
    return new RuntimeProcess(environment);
  }

  /**
   * Runs one that is expected to end by itself.
   *
   * @param folder where its data directory, and what it writes, goes
   */
  public static Finished run(Path folder, Map<String, String> environment, String... arguments) {
    ProcessBuilder builder = builder(folder, environment);
    // One that ends early has not loaded the classes worth sharing.
    builder.command().remove("-XX:+AutoCreateSharedArchive");
    builder.command().addAll(List.of(arguments));
    return Finished.of(builder, folder, PATIENCE);
  }

  private static ProcessBuilder builder(Path folder, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(new java.util.ArrayList<>(Programs.runtime()));
    Programs.isolate(builder.environment());
    builder.environment().put("AF_DATA_DIR", folder.resolve("data").toString());
    builder.environment().put("RUNTIME_PORT", "0");
    builder.environment().put("RUNTIME_BIND", "127.0.0.1");
    builder.environment().put("API_PORT", "0");
    builder.environment().put("EVENT_LOOPS", "2");
    builder.environment().putAll(environment);
    return builder;
  }

  private Process launch() {
    starts++;
    try {
      return builder(folder, environment)
          .redirectOutput(outputFile().toFile())
          .redirectError(logFile().toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ControlClient connect() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> output().contains(WRITTEN_LAST) || !process.isAlive());
    String banner = output();
    Matcher api = API.matcher(banner);
    if (!process.isAlive() || !api.find()) {
      process.destroyForcibly();
      throw new IllegalStateException("the runtime did not start:\n" + banner + log());
    }
    Matcher functions = FUNCTIONS.matcher(banner);
    edgePort = functions.find() ? Integer.parseInt(functions.group(1)) : 0;
    // An edge makes no credentials.
    boolean hasToken = Files.exists(dataDirectory().resolve("credentials.json"));
    return new ControlClient(
        URI.create(api.group(1)), hasToken ? credentials().path("token").asText() : "");
  }

  /** What it wrote to {@code credentials.json}. */
  public JsonNode credentials() {
    try {
      return JSON.readTree(dataDirectory().resolve("credentials.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of its control API with its token. */
  public ControlClient control() {
    return control;
  }

  /** A client of its functions. */
  public EdgeClient edge() {
    return new EdgeClient(edgePort);
  }

  /** The command line, set up as on the machine of this runtime. */
  public Cli cli() {
    return new Cli(Map.of("AF_DATA_DIR", dataDirectory().toString()));
  }

  /** The port that serves functions; 0 when it does not. */
  public int edgePort() {
    return edgePort;
  }

  /** Its data directory. */
  public Path dataDirectory() {
    return folder.resolve("data");
  }

  /** What it has written to standard output since its last start: the banner and access lines. */
  public String output() {
    return read(outputFile());
  }

  /** What it has written to standard error since its last start. */
  public String log() {
    return read(logFile());
  }

  /** The runtime's own process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The sandbox workers that it has running. */
  public List<ProcessHandle> workers() {
    try (Stream<ProcessHandle> all = process.toHandle().descendants()) {
      // Others are put around a worker to confine it.
      return all.filter(ProcessHandle::isAlive).filter(RuntimeProcess::isJava).toList();
    }
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("/java")).orElse(true);
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end and waits; gives its exit code. */
  public int terminate() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  /** Starts it again, after it has ended, on the same data; ports may differ. */
  public void startAgain() {
    leaked |= log().contains("LEAK:");
    process = launch();
    control = connect();
  }

  /**
   * Ends it and deletes its data.
   *
   * @throws AssertionError when it has leaked buffers
   */
  @Override
  public void close() {
    if (process.isAlive()) {
      terminate();
    }
    String log = log();
    Runtime.getRuntime().removeShutdownHook(emergency);
    Scratch.delete(folder);
    if (leaked || log.contains("LEAK:")) {
      throw new AssertionError("the runtime leaked buffers:\n" + log);
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the runtime does not end:\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void killForGood() {
    process.destroyForcibly().onExit().join();
    Scratch.delete(folder);
  }

  private Path outputFile() {
    return folder.resolve("output-" + starts);
  }

  private Path logFile() {
    return folder.resolve("log-" + starts);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
