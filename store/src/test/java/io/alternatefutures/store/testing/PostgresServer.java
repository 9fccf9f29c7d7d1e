package io.alternatefutures.store.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of its own on loopback, with a password, without durability. Works for root
 * too: the server's processes then run as an unprivileged user. Not for use by several threads.
 */
public final class PostgresServer implements AutoCloseable {
  /** The superuser's name. */
  public static final String USER = "af";

  /** Its password, which needs percent-encoding in a URL. */
  public static final String PASSWORD = "p@ss/w+rd %1";

  /** {@link #PASSWORD} as it stands in a URL. */
  public static final String ENCODED_PASSWORD = "p%40ss%2Fw+rd%20%251";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path binaries;
  private final Path directory;
  private final UnprivilegedCommand command;
  private final int port;
  private final Thread cleanUp = new Thread(this::stopAndDelete, "postgres-clean-up");
  private int databases;
  private Process process;

  private PostgresServer(Path binaries, Path directory, UnprivilegedCommand command, int port)
      throws IOException {
    this.binaries = binaries;
    this.directory = directory;
    this.command = command;
    this.port = port;
    initialise();
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(cleanUp);
  }

  /** Makes a cluster and starts a server on it; returns when it answers. */
  public static PostgresServer start() {
    try {
      Path directory = Files.createTempDirectory("af-postgres-data-");
      UnprivilegedCommand command = UnprivilegedCommand.detect(directory);
      command.own(directory);
      return new PostgresServer(PostgresBinaries.unpack(), directory, command, freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes an empty database; its URL, as {@code DATABASE_URL} has it. */
  public String createDatabase() {
    return createDatabaseLike("template0");
  }

  /**
   * Makes a database with what {@code template} holds, to which nobody may be connected.
   *
   * @return its URL
   */
  public String createDatabaseLike(String template) {
    String name = "test_" + ++databases;
    execute("/postgres", List.of("CREATE DATABASE " + name + " TEMPLATE " + template));
    return url(name);
  }

  /** The URL of the database {@code name}, whether it exists or not. */
  public String url(String name) {
    return "postgresql://" + USER + ":" + ENCODED_PASSWORD + "@127.0.0.1:" + port + "/" + name;
  }

  /** Executes statements as the superuser in the database at {@code url}. */
  public void execute(String url, List<String> statements) {
    String name = url.substring(url.lastIndexOf('/') + 1);
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("refused in " + name, e);
    }
  }

  /** The port it listens on, also while it is stopped. */
  public int port() {
    return port;
  }

  /** Stops it as a crash would; connections break. */
  public void stop() {
    run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
  }

  /** Starts it again after {@link #stop}. */
  public void startAgain() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it and deletes its files. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleanUp);
    stopAndDelete();
  }

  private void initialise() throws IOException {
    Path password = directory.resolve("password");
    Files.writeString(password, PASSWORD + "\n", StandardCharsets.UTF_8);
    command.own(password);
    run(
        "initdb",
        "-D",
        data(),
        "-U",
        USER,
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
  }

  private Process launch() throws IOException {
    Process started =
        command
            .builder(
                directory,
                List.of(
                    program("postgres"),
                    "-D",
                    data(),
                    "-p",
                    String.valueOf(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off",
                    "-c",
                    "full_page_writes=off",
                    "-c",
                    "shared_buffers=16MB"))
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("server.log").toFile()))
            .start();
    awaitAnswer(started);
    return started;
  }

  private void awaitAnswer(Process started) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try (Connection connection = connect("postgres")) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (hasEnded(started) || Instant.now().isAfter(end)) {
          started.destroyForcibly();
          throw new IOException(
              "PostgreSQL did not start: " + Files.readString(directory.resolve("server.log")), e);
        }
      }
    }
  }

  private static boolean hasEnded(Process started) throws IOException {
    try {
      return started.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
  }

  private void run(String program, String... arguments) {
    try {
      Path output = Files.createTempFile("af-postgres-", ".log");
      Process running =
          command
              .builder(
                  directory,
                  Stream.concat(Stream.of(program(program)), Stream.of(arguments)).toList())
              .redirectOutput(output.toFile())
              .start();
      boolean ended = running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended || running.exitValue() != 0) {
        running.destroyForcibly();
        throw new IOException(program + " failed: " + Files.readString(output));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void stopAndDelete() {
    if (process.isAlive()) {
      stop();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String program(String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
