package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.testkit.RuntimeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runtime between real proxies and back ends that may read a message in another way: what the
 * last server sees are the requests that the client gets answers to, in this order, and whoever
 * comes next gets the answer to their own request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Witness witness = new Witness();
  private final RuntimeProcess runtime =
      RuntimeProcess.start(Map.of("EGRESS_ALLOW", "127.0.0.1", "ACCESS_LOG", "off"));
  private final List<Process> proxies = new ArrayList<>();
  private Path folder = Path.of("");
  private int nginxFront;
  private int haproxyFront;

  @BeforeAll
  void start(@TempDir Path scratch) throws Exception {
    folder = scratch;
    nginxFront = freePort();
    int nginxBack = freePort();
    haproxyFront = freePort();
    int haproxyBack = freePort();
    start(
        List.of("nginx", "-p", folder.toString(), "-c", "nginx.conf"),
        "nginx.conf",
        """
        daemon off; master_process off; pid nginx.pid; error_log nginx.log;
        events { worker_connections 1024; }
        http {
          access_log off; proxy_next_upstream off; proxy_http_version 1.1;
          proxy_request_buffering off; underscores_in_headers on;
          client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;
          upstream runtime { server 127.0.0.1:%d; keepalive 4; }
          upstream witness { server 127.0.0.1:%d; keepalive 4; }
          server {
            listen 127.0.0.1:%d;
            location / { proxy_pass http://runtime; proxy_set_header Host $http_host; proxy_set_header Connection ""; }
          }
          server {
            listen 127.0.0.1:%d;
            location / { proxy_pass http://witness; proxy_set_header Connection ""; }
          }
        }
        """
            .formatted(runtime.edgePort(), witness.port(), nginxFront, nginxBack));
    start(
        List.of("haproxy", "-f", folder.resolve("haproxy.cfg").toString()),
        "haproxy.cfg",
        """
        defaults
          mode http
          timeout connect 5s
          timeout client 10s
          timeout server 10s
          http-reuse always
          retries 0
        frontend front
          bind 127.0.0.1:%d
          default_backend runtime
        frontend back
          bind 127.0.0.1:%d
          default_backend witness
        backend runtime
          server runtime 127.0.0.1:%d
        backend witness
          server witness 127.0.0.1:%d
        """
            .formatted(haproxyFront, haproxyBack, runtime.edgePort(), witness.port()));
    route("direct", witness.port());
    route("over-nginx", nginxBack);
    route("over-haproxy", haproxyBack);
    for (int port : List.of(nginxFront, nginxBack, haproxyFront, haproxyBack)) {
      Awaitility.await().atMost(PATIENCE).until(() -> listens(port));
    }
  }

  @AfterAll
  void close() throws InterruptedException {
    for (Process proxy : proxies) {
      proxy.destroy();
      if (!proxy.waitFor(10, TimeUnit.SECONDS)) {
        proxy.destroyForcibly();
      }
    }
    runtime.close();
    witness.close();
  }

  private void start(List<String> command, String file, String configuration) throws IOException {
    Files.writeString(folder.resolve(file), configuration);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(file + ".out").toFile());
    List<String> found = new ArrayList<>(command);
    Path installed = Path.of("/usr/sbin", command.getFirst());
    if (Files.isExecutable(installed)) {
      found.set(0, installed.toString());
    }
    proxies.add(builder.command(found).start());
  }

  private void route(String slug, int port) {
    runtime
        .control()
        .create(Map.of("name", slug, "routes", Map.of("/*", "http://127.0.0.1:" + port + "/")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private record Chain(int number, String name, String slug, int port) {}

  private List<Chain> chains() {
    return List.of(
        new Chain(1, "alone", "direct", runtime.edgePort()),
        new Chain(2, "nginx in front", "direct", nginxFront),
        new Chain(3, "HAProxy in front", "direct", haproxyFront),
        new Chain(4, "nginx behind", "over-nginx", runtime.edgePort()),
        new Chain(5, "HAProxy behind", "over-haproxy", runtime.edgePort()),
        new Chain(6, "HAProxy in front and nginx behind", "over-nginx", haproxyFront));
  }

  @TestFactory
  List<DynamicTest> what_the_last_server_sees_is_what_the_client_gets_answers_to() {
    Map<String, String> messages = AmbiguousMessages.all();
    assertThat(messages).hasSizeGreaterThanOrEqualTo(40);
    List<DynamicTest> tests = new ArrayList<>();
    for (Chain chain : chains()) {
      FutureTask<List<AssertionError>> examination =
          new FutureTask<>(() -> examine(chain, messages));
      Thread.ofVirtual().start(examination);
      tests.add(DynamicTest.dynamicTest(chain.name, () -> assertThat(examination.get()).isEmpty()));
    }
    return tests;
  }

  private List<AssertionError> examine(Chain chain, Map<String, String> messages) throws Exception {
    List<AssertionError> failures = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, String> message : messages.entrySet()) {
      String mark = "chain-" + chain.number + "-message-" + number++ + "-";
      try {
        examine(chain, message.getValue(), mark);
      } catch (AssertionError | ConditionTimeoutException e) {
        failures.add(new AssertionError(message.getKey() + ": " + e.getMessage(), e));
      }
    }
    return failures;
  }

  private void examine(Chain chain, String message, String mark) throws Exception {
    String host = chain.slug + ".localhost";
    String bytes = message.replace("HOST", host).replace("MARK", mark);
    try (Answers answers = Answers.to(chain.port, bytes)) {
      answers.readWhatIsThere();
      for (int i = 0; i < 3; i++) {
        String path = "/honest-" + mark + i;
        assertThat(honest(chain.port, host, path)).as("the answer to %s", path).contains(path);
      }
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> {
            answers.readWhatIsThere();
            assertThat(answers.seen())
                .as("requests that were answered, against those that were seen")
                .isEqualTo(
                    witness.seen(mark).stream()
                        .filter(target -> !target.startsWith("/honest"))
                        .toList());
          });
    }
  }

  /** Asks like any other client; once more when a kept connection was closed meanwhile. */
  private static String honest(int port, String host, String path) throws IOException {
    String answer = "";
    for (int i = 0; i < 3; i++) {
      answer = ask(port, host, path);
      if (!answer.startsWith("HTTP/1.1 502") && !answer.startsWith("HTTP/1.1 503")) {
        return answer;
      }
    }
    return answer;
  }

  private static String ask(int port, String host, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
