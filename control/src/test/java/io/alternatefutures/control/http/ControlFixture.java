package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.content.ContentSettings;
import io.alternatefutures.content.ContentStore;
import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.access.Credentials;
import io.alternatefutures.control.access.Project;
import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.control.content.StoredContent;
import io.alternatefutures.control.function.InvokeUrls;
import io.alternatefutures.control.instance.Siblings;
import io.alternatefutures.control.observe.FunctionLoad;
import io.alternatefutures.control.observe.InstanceStatus;
import io.alternatefutures.control.observe.LogLine;
import io.alternatefutures.control.observe.Readiness;
import io.alternatefutures.control.testing.MemoryStore;
import io.alternatefutures.control.testing.RecordingPublisher;
import io.alternatefutures.control.testing.TextModuleChecker;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressCaps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A control server on a port of its own, with a real block store, and a client of it. */
final class ControlFixture implements AutoCloseable {
  /** Small, so that a test can exceed it. */
  static final long CAR_BYTES = 3L << 20;

  static final Instant LOGGED = Instant.parse("2026-03-01T10:00:00.123456Z");

  static final SiblingSecret SIBLINGS = new SiblingSecret(new byte[32]);

  static final InstanceStatus STATUS =
      new InstanceStatus(
          "here:3000",
          "1.2.3",
          "all",
          LOGGED,
          InstanceStatus.State.READY,
          List.of(),
          List.of("SECCOMP"),
          2,
          3 << 20,
          Map.of("shop", new FunctionLoad(7, 1, 0.5)));

  volatile InstanceStatus status = STATUS;
  volatile Siblings siblings = Siblings.none();

  /** Stands for records that nobody can be asked for. */
  static final List<String> NO_ANSWER = List.of("no answer");

  final MemoryStore store = new MemoryStore(Clock.systemUTC());
  final RecordingPublisher publisher = new RecordingPublisher(store.catalog());
  final TextModuleChecker checker = new TextModuleChecker();
  volatile Readiness readiness = Readiness.ready();
  final Map<String, List<String>> txtRecords = new ConcurrentHashMap<>();
  final ContentStore content;
  final ControlServer server;
  final Credentials credentials;

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  ControlFixture(Path directory, ControlOptions.MetricsAccess metricsAccess) throws IOException {
    content = ContentStore.open(ContentSettings.of(directory, List.of()));
    server =
        ControlServer.start(
            new ControlOptions(
                ControlOptions.LOOPBACK,
                0,
                CAR_BYTES,
                metricsAccess,
                ControlOptions.Offer.EVERYTHING),
            ports());
    credentials = server.access().localCredentials(null);
  }

  /** What the server is started with. */
  ControlPorts ports() {
    return new ControlPorts(
        store,
        new StoredContent(content, CAR_BYTES),
        publisher,
        () -> Optional.of(SIBLINGS),
        checker,
        InvokeUrls.under(URI.create("http://localhost:3000")),
        () -> "requests_total 1\n",
        () -> readiness,
        (id, query) -> List.of(new LogLine(LOGGED, "info", id + " " + query, "req-1", "trace-1")),
        () -> status,
        target -> siblings.ask(target),
        (function, prefix) -> prefix.length(),
        LimitRules.usual(),
        this::txtRecords,
        List.of("localhost"),
        new EgressCaps(100, 0),
        Randomness.secure(),
        Clock.systemUTC());
  }

  private List<String> txtRecords(String name) throws IOException {
    List<String> found = txtRecords.getOrDefault(name, List.of());
    if (found.equals(NO_ANSWER)) {
      throw new IOException("no answer");
    }
    return found;
  }

  /** A second project, and a token of it. */
  Credentials otherProject() {
    Project project = Project.root(new ProjectId("prj_other"), "other", Instant.now());
    store.projects().addProject(project);
    return new Credentials(project.id(), server.access().issueToken(project.id(), "test"));
  }

  /** A request with the token. */
  HttpRequest.Builder request(String path) {
    return anonymous(path).header("Authorization", "Bearer " + credentials.token().value());
  }

  /** A request without one. */
  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String contentType, BodyPublisher body) {
    return send(request(path).header("Content-Type", contentType).POST(body));
  }

  HttpResponse<String> postGraphQl(String query, Map<String, ?> variables) {
    return post(
        "/graphql",
        "application/json",
        BodyPublishers.ofString(write(Map.of("query", query, "variables", variables))));
  }

  /** The data of an operation without errors. */
  JsonNode data(String query, Map<String, ?> variables) {
    HttpResponse<String> response = postGraphQl(query, variables);
    JsonNode body = json(response);
    assertThat(body.path("errors").isMissingNode()).as(response.body()).isTrue();
    assertThat(response.statusCode()).isEqualTo(200);
    return body.path("data");
  }

  /** The only error of an operation. */
  JsonNode error(String query, Map<String, ?> variables) {
    HttpResponse<String> response = postGraphQl(query, variables);
    JsonNode errors = json(response).path("errors");
    assertThat(errors).as(response.body()).hasSize(1);
    return errors.get(0);
  }

  /** Makes a function; its id. */
  String create(String name) {
    return data(
            "mutation($data: CreateAFFunctionDataInput!){createAFFunction(data:$data){id}}",
            Map.of("data", Map.of("name", name)))
        .at("/createAFFunction/id")
        .asText();
  }

  JsonNode json(HttpResponse<String> response) {
    try {
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(response.body(), e);
    }
  }

  String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    content.close();
  }
}
