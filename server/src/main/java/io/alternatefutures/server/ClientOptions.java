package io.alternatefutures.server;

import io.alternatefutures.edge.limits.ClientLimits;
import io.alternatefutures.edge.limits.MinimumRate;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What the operator has clients of the edge keep to. */
final class ClientOptions {
  @Option(
      names = "--client-connections",
      paramLabel = "N",
      defaultValue = "${env:CLIENT_CONNECTIONS:-16384}",
      description =
          "The most client connections at once; others are told to come back (CLIENT_CONNECTIONS,"
              + " ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--client-header-timeout",
      paramLabel = "MS",
      defaultValue = "${env:CLIENT_HEADER_TIMEOUT:-10000}",
      description =
          "The longest time for the head of a request (CLIENT_HEADER_TIMEOUT, ${DEFAULT-VALUE}).")
  private long headerTimeout;

  @Option(
      names = "--client-body-timeout",
      paramLabel = "MS",
      defaultValue = "${env:CLIENT_BODY_TIMEOUT:-30000}",
      description =
          "The longest pause in the body of a request (CLIENT_BODY_TIMEOUT, ${DEFAULT-VALUE}).")
  private long bodyTimeout;

  @Option(
      names = "--client-keep-alive-timeout",
      paramLabel = "MS",
      defaultValue = "${env:CLIENT_KEEP_ALIVE_TIMEOUT:-60000}",
      description =
          "How long a connection may wait for its next request (CLIENT_KEEP_ALIVE_TIMEOUT,"
              + " ${DEFAULT-VALUE}).")
  private long keepAliveTimeout;

  @Option(
      names = "--client-write-timeout",
      paramLabel = "MS",
      defaultValue = "${env:CLIENT_WRITE_TIMEOUT:-60000}",
      description =
          "The longest time in which a client takes nothing of an answer, and what"
              + " --client-read-rate is the average over (CLIENT_WRITE_TIMEOUT, ${DEFAULT-VALUE}).")
  private long writeTimeout;

  @Option(
      names = "--client-send-rate",
      paramLabel = "BYTES",
      defaultValue = "${env:CLIENT_SEND_RATE:-240}",
      description =
          "Bytes a second that a request has to come at, on average over 5 s; 0 for none"
              + " (CLIENT_SEND_RATE, ${DEFAULT-VALUE}).")
  private int sendRate;

  @Option(
      names = "--client-read-rate",
      paramLabel = "BYTES",
      defaultValue = "${env:CLIENT_READ_RATE:-1024}",
      description =
          "Bytes a second that a client has to take of what waits for it; 0 for none"
              + " (CLIENT_READ_RATE, ${DEFAULT-VALUE}).")
  private int readRate;

  /**
   * What was chosen.
   *
   * @throws IllegalArgumentException naming what cannot be used, and why
   */
  ClientLimits limits() {
    ClientLimits usual = ClientLimits.defaults();
    Duration longestPause = millis("--client-body-timeout (CLIENT_BODY_TIMEOUT)", bodyTimeout);
    int send = rate("--client-send-rate (CLIENT_SEND_RATE)", sendRate);
    return new ClientLimits(
        usual.requestLineBytes(),
        usual.headerBytes(),
        usual.headerFields(),
        (int) atLeast(1, "--client-connections (CLIENT_CONNECTIONS)", connections),
        usual.pipelinedBytes(),
        usual.drainBytes(),
        usual.viaHops(),
        millis("--client-header-timeout (CLIENT_HEADER_TIMEOUT)", headerTimeout),
        millis("--client-keep-alive-timeout (CLIENT_KEEP_ALIVE_TIMEOUT)", keepAliveTimeout),
        longestPause,
        new MinimumRate(send, send == 0 ? longestPause : usual.requestRate().window()),
        new MinimumRate(
            rate("--client-read-rate (CLIENT_READ_RATE)", readRate),
            millis("--client-write-timeout (CLIENT_WRITE_TIMEOUT)", writeTimeout)),
        usual.tunnelTimeout(),
        usual.halfOpenTimeout(),
        usual.lingerTimeout(),
        usual.http2());
  }

  private static Duration millis(String option, long value) {
    return Duration.ofMillis(atLeast(1, option, value));
  }

  private static int rate(String option, int value) {
    return (int) atLeast(0, option, value);
  }

  private static long atLeast(long least, String option, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          option + " must be at least " + least + ", but is " + value);
    }
    return value;
  }
}
