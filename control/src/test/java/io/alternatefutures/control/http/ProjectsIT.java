package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.control.access.Credentials;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressRules;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects over the API. */
final class ProjectsIT {
  private static final String CREATE =
      "mutation($data: CreateAFProjectDataInput!){createAFProject(data:$data){"
          + "id name ownerId token createdAt}}";
  private static final String DELETE =
      "mutation($where: DeleteAFProjectWhereInput!){deleteAFProject(where:$where){name}}";
  private static final String EGRESS =
      "mutation($where: UpdateAFProjectWhereInput!, $data: UpdateAFProjectDataInput!){"
          + "updateAFProject(where:$where, data:$data){"
          + "egress{allow deny requestsPerSecond megabytesPerMinute}}}";
  private static final Map<String, ?> EGRESS_RULES =
      Map.of(
          "allow", List.of("*.example.com:443"),
          "deny", List.of("10.0.0.0/8"),
          "requestsPerSecond", 100);
  private static final String LIST = "{afProjects{data{id name ownerId token}}}";
  private static final String FUNCTIONS = "{afFunctions{data{name projectId}}}";

  @SuppressWarnings("NullAway.Init") // set before each test
  private ControlFixture control;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    control = new ControlFixture(directory, ControlOptions.MetricsAccess.TOKEN);
  }

  @AfterEach
  void stop() throws IOException {
    control.close();
  }

  @Test
  void a_project_is_made_with_a_token_that_opens_it_alone() {
    control.create("mine");
    JsonNode shop = create("shop");
    String id = shop.path("id").asText();

    assertThat(shop.path("ownerId").asText()).isEqualTo(control.credentials.projectId().value());
    JsonNode own = as(shop.path("token").asText(), "", FUNCTIONS, Map.of());
    assertThat(own.at("/data/afFunctions/data")).isEmpty();
    JsonNode listed = as(shop.path("token").asText(), "", LIST, Map.of());
    assertThat(listed.at("/data/afProjects/data")).hasSize(1);
    assertThat(listed.at("/data/afProjects/data/0/id").asText()).isEqualTo(id);
    assertThat(listed.at("/data/afProjects/data/0/token").isNull()).isTrue();
  }

  @Test
  void the_owner_s_token_opens_it_when_it_is_named() {
    String id = create("shop").path("id").asText();
    String token = control.credentials.token().value();
    Map<String, ?> data = Map.of("data", Map.of("name", "in-shop"));

    as(
        token,
        id,
        "mutation($data: CreateAFFunctionDataInput!){createAFFunction(data:$data){id}}",
        data);

    assertThat(as(token, id, FUNCTIONS, Map.of()).at("/data/afFunctions/data/0/projectId").asText())
        .isEqualTo(id);
    assertThat(control.data(FUNCTIONS, Map.of()).at("/afFunctions/data")).isEmpty();
    assertThat(control.data(LIST, Map.of()).at("/afProjects/data")).hasSize(2);
  }

  @Test
  void nobody_else_s_token_opens_or_deletes_it() {
    JsonNode shop = create("shop");
    Credentials other = control.otherProject();
    String stranger = other.token().value();
    String owner = control.credentials.projectId().value();

    assertThat(status(stranger, shop.path("id").asText())).isEqualTo(403);
    assertThat(status(shop.path("token").asText(), owner)).isEqualTo(403);
    assertThat(status(stranger, "no such/project")).isEqualTo(403);
    Map<String, ?> where = Map.of("where", Map.of("id", shop.path("id").asText()));
    assertThat(code(as(stranger, "", DELETE, where))).isEqualTo("NOT_FOUND");
    assertThat(as(stranger, "", LIST, Map.of()).at("/data/afProjects/data")).hasSize(1);
    assertThat(control.data(LIST, Map.of()).at("/afProjects/data")).hasSize(2);
  }

  @Test
  void a_deleted_project_takes_its_functions_off_the_air_and_ends_its_tokens() {
    JsonNode shop = create("shop");
    String id = shop.path("id").asText();
    String token = shop.path("token").asText();
    as(token, "", "mutation{createAFFunction(data:{name:\"in-shop\"}){id}}", Map.of());
    assertThat(control.store.catalog().loadAll()).hasSize(1);

    control.data(DELETE, Map.of("where", Map.of("id", id)));

    assertThat(control.store.catalog().loadAll()).isEmpty();
    assertThat(status(token, "")).isEqualTo(401);
    assertThat(control.data(LIST, Map.of()).at("/afProjects/data")).hasSize(1);
  }

  @Test
  void one_s_own_project_and_one_that_owns_others_cannot_be_deleted() {
    JsonNode shop = create("shop");
    String token = shop.path("token").asText();
    as(token, "", CREATE, Map.of("data", Map.of("name", "inner")));
    Map<String, ?> where = Map.of("where", Map.of("id", shop.path("id").asText()));

    assertThat(control.error(DELETE, where).path("message").asText())
        .isEqualTo("Project \"shop\" owns other projects. Delete those first");
    JsonNode own = as(token, "", DELETE, where);
    assertThat(code(own)).isEqualTo("CONFLICT");
    assertThat(own.toString()).contains("cannot be deleted with its own token");
  }

  @Test
  void the_owner_says_what_a_project_may_reach() {
    JsonNode shop = create("shop");
    String id = shop.path("id").asText();
    String token = shop.path("token").asText();
    as(token, "", "mutation{createAFFunction(data:{name:\"in-shop\"}){id}}", Map.of());

    JsonNode rules = control.data(EGRESS, egress(id, EGRESS_RULES)).at("/updateAFProject/egress");

    assertThat(rules.toString())
        .isEqualTo(
            "{\"allow\":[\"*.example.com:443\"],\"deny\":[\"10.0.0.0/8\"],"
                + "\"requestsPerSecond\":100,\"megabytesPerMinute\":null}");
    assertThat(control.store.catalog().loadAll())
        .singleElement()
        .extracting(CatalogEntry::egress)
        .isEqualTo(EgressRules.parse(EGRESS_RULES));
    as(token, "", EGRESS, egress(id, Map.of()));
    assertThat(control.store.projects().findProject(new ProjectId(id)).orElseThrow().egress())
        .isEqualTo(EgressRules.none());
  }

  @Test
  void rules_for_egress_that_are_not_valid_or_ask_for_too_much_are_refused() {
    String id = create("shop").path("id").asText();

    assertThat(refusal(id, Map.of("deny", List.of("300.0.0.1"))))
        .startsWith("Invalid egress entry \"300.0.0.1\": \"300.0.0.1\" is not an IP address.");
    assertThat(refusal(id, Map.of("requestsPerSecond", 101)))
        .isEqualTo("The egress cap requestsPerSecond is 101; this runtime allows at most 100");
    assertThat(refusal(id, Map.of("megabytesPerMinute", -1)))
        .isEqualTo(
            "The egress cap megabytesPerMinute is -1; it must be from 1 to 1000000, or 0 for none");
    Credentials other = control.otherProject();
    assertThat(code(as(other.token().value(), "", EGRESS, egress(id, Map.of()))))
        .isEqualTo("NOT_FOUND");
  }

  private String refusal(String id, Map<String, ?> rules) {
    JsonNode error = control.error(EGRESS, egress(id, rules));
    assertThat(error.at("/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    return error.path("message").asText();
  }

  private static Map<String, ?> egress(String id, Map<String, ?> rules) {
    return Map.of("where", Map.of("id", id), "data", Map.of("egress", rules));
  }

  @Test
  void a_name_is_taken_once() {
    create("shop");
    JsonNode error = control.error(CREATE, Map.of("data", Map.of("name", "shop")));
    assertThat(error.path("message").asText())
        .isEqualTo("A project named \"shop\" already exists. Choose another name");
    assertThat(error.at("/extensions/code").asText()).isEqualTo("CONFLICT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ä", "<script>"})
  void a_name_that_cannot_be_one_is_refused(String name) {
    JsonNode error = control.error(CREATE, Map.of("data", Map.of("name", name)));
    assertThat(error.path("message").asText())
        .isEqualTo("Invalid project name. A name has 1 to 63 letters, digits and dashes");
  }

  private JsonNode create(String name) {
    return control.data(CREATE, Map.of("data", Map.of("name", name))).path("createAFProject");
  }

  private JsonNode as(String token, String project, String query, Map<String, ?> variables) {
    return control.json(send(token, project, query, variables));
  }

  private int status(String token, String project) {
    return send(token, project, FUNCTIONS, Map.of()).statusCode();
  }

  private HttpResponse<String> send(
      String token, String project, String query, Map<String, ?> variables) {
    return control.send(
        control
            .anonymous("/graphql")
            .header("Authorization", "Bearer " + token)
            .header("X-Project-Id", project)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    control.write(Map.of("query", query, "variables", variables)))));
  }

  private static String code(JsonNode answer) {
    return answer.at("/errors/0/extensions/code").asText();
  }
}
