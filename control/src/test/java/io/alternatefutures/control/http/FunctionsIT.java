package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.control.access.Credentials;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.Route;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions and their routes over the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FunctionsIT {
  private static final String CREATE =
      "mutation($data: CreateAFFunctionDataInput!){createAFFunction(data:$data){id name slug"
          + " sourceCode invokeUrl projectId currentDeploymentId routes limits status siteId"
          + " currentDeployment{id} deployments{id} createdAt updatedAt}}";
  private static final String UPDATE =
      "mutation($where: AFFunctionWhereInput!, $data: UpdateAFFunctionDataInput!){"
          + "updateAFFunction(where:$where, data:$data){id name slug routes limits status siteId}}";
  private static final String BY_NAME =
      "query($where: AFFunctionByNameWhereInput!){afFunctionByName(where:$where){id name status}}";

  @SuppressWarnings("NullAway.Init") // set before the tests
  private ControlFixture control;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    control = new ControlFixture(directory, ControlOptions.MetricsAccess.TOKEN);
  }

  @AfterAll
  void stop() throws IOException {
    control.close();
  }

  @Test
  void a_function_gets_its_slug_from_its_name() {
    JsonNode function = create(Map.of("name", "My-Gateway"));

    assertThat(function.path("name").asText()).isEqualTo("My-Gateway");
    assertThat(function.path("slug").asText()).isEqualTo("my-gateway");
    assertThat(function.path("invokeUrl").asText()).isEqualTo("http://my-gateway.localhost:3000");
    assertThat(function.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(function.path("projectId").asText())
        .isEqualTo(control.credentials.projectId().value());
    assertThat(function.path("routes").isNull()).isTrue();
    assertThat(function.path("currentDeployment").isNull()).isTrue();
    assertThat(function.path("deployments")).isEmpty();
    assertThat(function.path("createdAt").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3,}Z")
        .isEqualTo(function.path("updatedAt").asText());
  }

  @Test
  void a_slug_that_is_taken_gets_a_suffix_when_it_comes_from_the_name() {
    create(Map.of("name", "suffixed"));
    JsonNode second = create(Map.of("name", "Suffixed"));
    assertThat(second.path("slug").asText()).matches("suffixed-[0-9a-z]{5}");
  }

  @Test
  void a_new_function_is_served_when_the_call_returns() {
    JsonNode function =
        create(Map.of("name", "served", "routes", Map.of("/a/*", "http://127.0.0.1:9/b")));

    CatalogEntry served = Objects.requireNonNull(control.publisher.served().bySlug("served"));
    assertThat(served.id().value()).isEqualTo(function.path("id").asText());
    assertThat(served.routes()).containsExactly(new Route("/a/*", "http://127.0.0.1:9/b"));
  }

  @Test
  void limits_are_served_changed_and_returned_to_the_defaults() {
    JsonNode function = create(Map.of("name", "limited", "limits", Map.of("cpuMs", 200)));
    assertThat(function.path("limits").toString()).isEqualTo("{\"cpuMs\":200}");
    assertThat(served("limited").limits()).isEqualTo(Map.of(FunctionLimit.CPU, 200));

    control.data(UPDATE, updating(function, Map.of("limits", Map.of("timers", 5))));
    assertThat(served("limited").limits()).isEqualTo(Map.of(FunctionLimit.TIMERS, 5));

    control.data(UPDATE, updating(function, Map.of("limits", Map.of())));
    assertThat(served("limited").limits()).isEmpty();
  }

  @Test
  void limits_that_cannot_be_had_are_errors_that_name_limit_value_and_what_is_allowed() {
    expect(
        createError(Map.of("name", "over-cap", "limits", Map.of("cpuMs", 30_001))),
        "BAD_USER_INPUT",
        "The limit cpuMs (CPU time of one request in ms) is 30001; this runtime allows at most"
            + " 30000");
    expect(
        createError(Map.of("name", "over-cap", "limits", Map.of("cpuMs", 0))),
        "BAD_USER_INPUT",
        "The limit cpuMs (CPU time of one request in ms) is 0; it must be a whole number from 1 to"
            + " 3600000");
    JsonNode error = createError(Map.of("name", "over-cap", "limits", Map.of("cpu", 1)));
    assertThat(error.toString()).contains("There is no limit", "cpuMs");
  }

  private CatalogEntry served(String slug) {
    return Objects.requireNonNull(control.publisher.served().bySlug(slug));
  }

  @Test
  void a_given_slug_that_is_taken_is_an_error_that_names_it() {
    create(Map.of("name", "slug-owner", "slug", "owned"));
    expect(
        createError(Map.of("name", "slug-thief", "slug", "owned")),
        "CONFLICT",
        "The slug \"owned\" is already taken by another function. Choose another slug, or give none"
            + " to have one made from the name");
    expect(
        control.error(BY_NAME, where("name", "slug-thief")),
        "NOT_FOUND",
        "No function named \"slug-thief\" in this project. List its functions with afFunctions, or"
            + " make this one with createAFFunction");
  }

  @Test
  void a_name_that_is_taken_is_an_error_that_names_it() {
    create(Map.of("name", "twice"));
    expect(
        createError(Map.of("name", "twice")),
        "CONFLICT",
        "A function named \"twice\" already exists in this project. Choose another name, or update"
            + " that function");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "under_score", "ümlaut", "dot.ted", "line\nbreak"})
  void a_name_with_other_characters_is_an_error_that_says_what_is_allowed(String name) {
    expect(
        createError(Map.of("name", name)),
        "BAD_USER_INPUT",
        "Invalid function name \"" + name + "\". A name has 1 to 63 letters, digits and dashes");
  }

  @Test
  void a_name_of_63_characters_is_allowed_and_one_of_64_is_not() {
    assertThat(create(Map.of("name", "n".repeat(63))).path("slug").asText())
        .isEqualTo("n".repeat(63));
    assertThat(createError(Map.of("name", "m".repeat(64))).path("message").asText())
        .endsWith("A name has 1 to 63 letters, digits and dashes");
  }

  @Test
  void an_endless_name_is_not_repeated_in_full() {
    assertThat(createError(Map.of("name", "n".repeat(50_000))).path("message").asText())
        .startsWith("Invalid function name \"nnn")
        .hasSizeLessThan(300);
  }

  @Test
  void a_missing_name_is_an_error() {
    expect(
        createError(Map.of("siteId", "x")),
        "BAD_USER_INPUT",
        "name is missing. A name has 1 to 63 letters, digits and dashes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper", "-dash", "dash-", "a.b", ""})
  void a_slug_that_is_no_host_label_is_an_error_that_says_what_is_allowed(String slug) {
    expect(
        createError(Map.of("name", "bad-slug", "slug", slug)),
        "BAD_USER_INPUT",
        "Invalid slug \""
            + slug
            + "\". A slug has 1 to 63 lower-case letters, digits and dashes, and neither starts nor"
            + " ends with a dash");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[] | Routes must be an object mapping path patterns to target URLs",
        "\"text\" | Routes must be an object mapping path patterns to target URLs",
        "{} | Routes object cannot be empty",
        "{\"a\":\"http://x\"} | Invalid path pattern \"a\". Path patterns must start with \"/\"",
        "{\"/a\":7} | Invalid target URL for path \"/a\". Target must be a string",
        "{\"/a\":\"nope\"} | Invalid target URL \"nope\" for path \"/a\". Must be a valid URL",
        "{\"/a\":\"ftp://x\"} | Invalid target URL \"ftp://x\" for path \"/a\". Must use http:// or"
            + " https:// protocol",
      })
  void routes_that_are_wrong_are_told_word_for_word(String routes, String message) {
    String body =
        "{\"query\":"
            + control.write(CREATE)
            + ",\"variables\":{\"data\":{\"name\":\"bad-routes\",\"routes\":"
            + routes
            + "}}}";
    JsonNode errors =
        control
            .json(control.post("/graphql", "application/json", BodyPublishers.ofString(body)))
            .path("errors");
    assertThat(errors).hasSize(1);
    expect(errors.get(0), "BAD_USER_INPUT", message);
  }

  @Test
  void routes_that_are_wrong_leave_the_old_ones_in_place() {
    JsonNode before =
        create(Map.of("name", "kept-routes", "routes", Map.of("/a", "http://127.0.0.1:9/a")));
    control.error(
        UPDATE, updating(before, Map.of("routes", Map.of("x", "y"), "name", "other-name")));
    JsonNode after =
        control
            .data(
                "query($where: AFFunctionWhereInput!){afFunction(where:$where){name routes}}",
                where("id", before.path("id").asText()))
            .path("afFunction");
    assertThat(after.path("name").asText()).isEqualTo("kept-routes");
    assertThat(after.path("routes")).isEqualTo(before.path("routes"));
  }

  @Test
  void routes_keep_their_order_and_null_removes_them() {
    JsonNode function = create(Map.of("name", "ordered"));
    String body =
        "{\"query\":"
            + control.write(UPDATE)
            + ",\"variables\":{\"where\":{\"id\":\""
            + function.path("id").asText()
            + "\"},\"data\":{\"routes\":{\"/z\":\"http://h/1\",\"/a\":\"http://h/2\","
            + "\"/m\":\"http://h/3\"}}}}";
    JsonNode updated =
        control.json(control.post("/graphql", "application/json", BodyPublishers.ofString(body)));
    assertThat(updated.at("/data/updateAFFunction/routes").toString())
        .isEqualTo("{\"/z\":\"http://h/1\",\"/a\":\"http://h/2\",\"/m\":\"http://h/3\"}");

    Map<String, Object> cleared = new HashMap<>();
    cleared.put("routes", null);
    JsonNode after = control.data(UPDATE, updating(function, cleared)).path("updateAFFunction");
    assertThat(after.path("routes").isNull()).isTrue();
    assertThat(Objects.requireNonNull(control.publisher.served().bySlug("ordered")).routes())
        .isEmpty();
  }

  @Test
  void routes_may_be_written_into_the_document() {
    JsonNode function =
        control
            .data(
                "mutation($t: JSON){createAFFunction(data:{name:\"literal\",routes:$t}){id}}",
                Map.of("t", Map.of("/x", "http://h/x")))
            .path("createAFFunction");
    assertThat(function.path("id").asText()).startsWith("fn_");
    expect(
        control.error(
            "mutation{createAFFunction(data:{name:\"lit\",routes:{a:[1]}}){id}}", Map.of()),
        "BAD_USER_INPUT",
        "Invalid path pattern \"a\". Path patterns must start with \"/\"");
  }

  @Test
  void an_update_changes_name_slug_status_and_site_and_is_served() {
    JsonNode function = create(Map.of("name", "before-update"));
    JsonNode after =
        control
            .data(
                UPDATE,
                updating(
                    function,
                    Map.of("name", "After", "slug", "after", "status", "INACTIVE", "siteId", "s")))
            .path("updateAFFunction");
    assertThat(after.path("name").asText()).isEqualTo("After");
    assertThat(after.path("slug").asText()).isEqualTo("after");
    assertThat(after.path("status").asText()).isEqualTo("INACTIVE");
    assertThat(after.path("siteId").asText()).isEqualTo("s");
    assertThat(control.publisher.served().bySlug("before-update")).isNull();
    assertThat(Objects.requireNonNull(control.publisher.served().bySlug("after")).status())
        .isEqualTo(FunctionStatus.INACTIVE);
  }

  @Test
  void nulls_in_an_update_other_than_routes_change_nothing() {
    JsonNode function = create(Map.of("name", "nulls"));
    Map<String, Object> nulls = new HashMap<>();
    for (String name : Arrays.asList("name", "slug", "status", "siteId", "sourceCode")) {
      nulls.put(name, null);
    }
    JsonNode after = control.data(UPDATE, updating(function, nulls)).path("updateAFFunction");
    assertThat(after.path("name").asText()).isEqualTo("nulls");
    assertThat(after.path("slug").asText()).isEqualTo("nulls");
    assertThat(after.path("status").asText()).isEqualTo("ACTIVE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEPLOYING", "FAILED"})
  void an_owner_cannot_set_what_the_runtime_sets(String status) {
    expect(
        createError(Map.of("name", "status", "status", status)),
        "BAD_USER_INPUT",
        "status cannot be set to "
            + status
            + ". Set ACTIVE or INACTIVE; the runtime sets the others itself");
  }

  @Test
  void a_status_that_does_not_exist_does_not_fit_the_schema() {
    JsonNode error = createError(Map.of("name", "status", "status", "PAUSED"));
    assertThat(error.at("/extensions/code").asText()).isEqualTo("GRAPHQL_VALIDATION_FAILED");
    assertThat(error.path("message").asText()).contains("PAUSED").contains("FunctionStatus");
  }

  @Test
  void an_unknown_function_is_an_error_that_says_where_to_look() {
    String message =
        "Function \"fn_none\" was not found in this project. List its functions with afFunctions";
    Map<String, Object> none = where("id", "fn_none");
    expect(
        control.error("query($where: AFFunctionWhereInput!){afFunction(where:$where){id}}", none),
        "NOT_FOUND",
        message);
    expect(
        control.error(
            "mutation($where: DeleteAFFunctionWhereInput!){deleteAFFunction(where:$where){id}}",
            none),
        "NOT_FOUND",
        message);
    expect(
        control.error(UPDATE, Map.of("where", Map.of("id", "fn_none"), "data", Map.of())),
        "NOT_FOUND",
        message);
    expect(
        control.error(
            "query($where: AFFunctionDeploymentsWhereInput!){"
                + "afFunctionDeployments(where:$where){data{id}}}",
            where("afFunctionId", "fn_none")),
        "NOT_FOUND",
        message);
  }

  @Test
  void a_deleted_function_is_answered_once_more_and_served_no_more() {
    JsonNode function = create(Map.of("name", "deleted"));
    JsonNode deleted =
        control
            .data(
                "mutation($where: DeleteAFFunctionWhereInput!){deleteAFFunction(where:$where){"
                    + "id name deployments{id} currentDeployment{id}}}",
                where("id", function.path("id").asText()))
            .path("deleteAFFunction");
    assertThat(deleted.path("name").asText()).isEqualTo("deleted");
    assertThat(control.publisher.served().bySlug("deleted")).isNull();
    assertThat(control.error(BY_NAME, where("name", "deleted")).at("/extensions/code").asText())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void another_project_sees_and_changes_nothing_of_it() {
    JsonNode function = create(Map.of("name", "private"));
    Credentials other = control.otherProject();
    String query =
        control.write(
            Map.of(
                "query",
                "{afFunctions{data{id}} afFunction(where:{id:\""
                    + function.path("id").asText()
                    + "\"}){id}}"));
    JsonNode body =
        control.json(
            control.send(
                control
                    .anonymous("/graphql")
                    .header("Authorization", "Bearer " + other.token().value())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(query))));
    assertThat(body.at("/data/afFunctions/data")).isEmpty();
    assertThat(body.at("/data/afFunction").isNull()).isTrue();
    assertThat(body.at("/errors/0/extensions/code").asText()).isEqualTo("NOT_FOUND");
  }

  @Test
  void all_functions_are_listed_and_found_by_name() {
    String id = control.create("listed");
    JsonNode list = control.data("{afFunctions{data{id name deployments{id}}}}", Map.of());
    List<String> ids = list.at("/afFunctions/data").findValuesAsText("id");
    assertThat(ids).contains(id);
    assertThat(control.data(BY_NAME, where("name", "listed")).at("/afFunctionByName/id").asText())
        .isEqualTo(id);
  }

  @Test
  void log_lines_are_given_with_their_exact_time() {
    String id = control.create("logging");
    JsonNode lines =
        control
            .data(
                "query($where: AFFunctionWhereInput!, $since: Date){afFunctionLogs(where:$where,"
                    + " limit: 7, since: $since, level: \"warn\", requestId: \"r1\"){data{time"
                    + " level message requestId}}}",
                Map.of("where", Map.of("id", id), "since", "2026-03-01T11:00:00.5+01:00"))
            .at("/afFunctionLogs/data");
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).path("time").asText()).isEqualTo("2026-03-01T10:00:00.123456Z");
    assertThat(lines.get(0).path("message").asText())
        .isEqualTo(
            id + " LogQuery[limit=7, since=2026-03-01T10:00:00.500Z, level=warn, requestId=r1]");
    expect(
        control.error(
            "query($where: AFFunctionWhereInput!){afFunctionLogs(where:$where, level:\"loud\"){"
                + "data{level}}}",
            where("id", id)),
        "BAD_USER_INPUT",
        "level is \"loud\"; it must be one of debug, info, warn, error");
    expect(
        control.error(
            "query($where: AFFunctionWhereInput!){afFunctionLogs(where:$where, limit:0){"
                + "data{level}}}",
            where("id", id)),
        "BAD_USER_INPUT",
        "limit is 0; give 1 to 1000");
  }

  private JsonNode create(Map<String, ?> data) {
    return control.data(CREATE, Map.of("data", data)).path("createAFFunction");
  }

  private JsonNode createError(Map<String, ?> data) {
    return control.error(CREATE, Map.of("data", data));
  }

  private static Map<String, Object> updating(JsonNode function, Map<String, Object> data) {
    return Map.of("where", Map.of("id", function.path("id").asText()), "data", data);
  }

  private static Map<String, Object> where(String name, String value) {
    return Map.of("where", Collections.singletonMap(name, value));
  }

  private static void expect(JsonNode error, String code, String message) {
    assertThat(error.path("message").asText()).isEqualTo(message);
    assertThat(error.at("/extensions/code").asText()).isEqualTo(code);
  }
}
