package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deploying content and source over the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeploymentsIT {
  private static final String TRIGGER =
      "mutation($where: TriggerAFFunctionDeploymentWhereInput!,"
          + " $data: TriggerAFFunctionDeploymentDataInput){"
          + "triggerAFFunctionDeployment(where:$where, data:$data){"
          + "id afFunctionId cid blake3Hash assetsCid sgx envNames createdAt updatedAt}}";
  private static final String FUNCTION =
      "query($where: AFFunctionWhereInput!){afFunction(where:$where){status sourceCode"
          + " currentDeploymentId currentDeployment{id cid envNames} deployments{id cid}}}";
  private static final String CREATE =
      "mutation($data: CreateAFFunctionDataInput!){createAFFunction(data:$data){"
          + "id status sourceCode currentDeployment{cid}}}";
  private static final String UPDATE =
      "mutation($where: AFFunctionWhereInput!, $data: UpdateAFFunctionDataInput!){"
          + "updateAFFunction(where:$where, data:$data){name status sourceCode}}";
  private static final String UPDATE_ENV =
      "mutation($where: AFFunctionWhereInput!, $data: UpdateAFFunctionEnvDataInput!){"
          + "updateAFFunctionEnv(where:$where,data:$data){id cid envNames}}";
  private static final String ROLLBACK =
      "mutation($where: RollbackAFFunctionWhereInput!){rollbackAFFunction(where:$where){"
          + "id cid envNames}}";

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
  void a_triggered_deployment_is_served_when_the_call_returns() throws IOException {
    String id = control.create("deployed");
    Cid cid = add("export default 1");
    Cid assets = add("asset");

    JsonNode deployment =
        trigger(
            id,
            Map.of(
                "cid",
                cid.toString(),
                "assetsCid",
                assets.toString(),
                "blake3Hash",
                "b3",
                "sgx",
                true,
                "env",
                Map.of("KEY", "value", "A", "1")));

    assertThat(deployment.path("afFunctionId").asText()).isEqualTo(id);
    assertThat(deployment.path("cid").asText()).isEqualTo(cid.toString());
    assertThat(deployment.path("assetsCid").asText()).isEqualTo(assets.toString());
    assertThat(deployment.path("blake3Hash").asText()).isEqualTo("b3");
    assertThat(deployment.path("sgx").asBoolean()).isTrue();
    assertThat(deployment.path("envNames").toString()).isEqualTo("[\"A\",\"KEY\"]");
    var served = Objects.requireNonNull(served(id).deployment());
    assertThat(served.cid()).isEqualTo(cid);
    assertThat(served.env()).isEqualTo(Map.of("KEY", "value", "A", "1"));
    assertThat(function(id).path("currentDeploymentId").asText())
        .isEqualTo(deployment.path("id").asText());
    assertThat(function(id).path("sourceCode").asText()).isEqualTo("export default 1");
  }

  @Test
  void the_cid_may_be_given_in_where_and_data_left_out() throws IOException {
    String id = control.create("cid-in-where");
    Cid cid = add("export default 'where'");
    JsonNode deployment =
        control
            .data(TRIGGER, Map.of("where", Map.of("functionId", id, "cid", cid.toString())))
            .path("triggerAFFunctionDeployment");
    assertThat(deployment.path("cid").asText()).isEqualTo(cid.toString());
    assertThat(deployment.path("sgx").asBoolean()).isFalse();
  }

  @Test
  void a_deployment_without_env_keeps_that_of_the_current_one_and_an_empty_env_removes_it()
      throws IOException {
    String id = control.create("env-kept");
    Cid cid = add("export default 'env'");
    trigger(id, Map.of("cid", cid.toString(), "env", Map.of("KEY", "value")));
    trigger(id, Map.of("cid", cid.toString()));
    assertThat(Objects.requireNonNull(served(id).deployment()).env())
        .isEqualTo(Map.of("KEY", "value"));
    trigger(id, Map.of("cid", cid.toString(), "env", Map.of()));
    assertThat(Objects.requireNonNull(served(id).deployment()).env()).isEmpty();
  }

  @Test
  void a_syntax_error_fails_the_deployment_with_its_position_and_leaves_the_version_before()
      throws IOException {
    String id = control.create("syntax");
    Cid good = add("export default 'good'");
    trigger(id, Map.of("cid", good.toString()));

    JsonNode error = triggerError(id, Map.of("cid", add("let SYNTAX x").toString()));

    assertThat(error.path("message").asText())
        .isEqualTo(
            "Deployment failed: SyntaxError: Unexpected identifier 'x' (line 2, column 7). The"
                + " version deployed before keeps running");
    assertThat(error.at("/extensions/code").asText()).isEqualTo("DEPLOYMENT_FAILED");
    assertThat(error.at("/extensions/line").asInt()).isEqualTo(2);
    assertThat(error.at("/extensions/column").asInt()).isEqualTo(7);
    assertThat(Objects.requireNonNull(served(id).deployment()).cid()).isEqualTo(good);
    assertThat(function(id).path("status").asText()).isEqualTo("ACTIVE");
    assertThat(function(id).path("deployments")).hasSize(1);
  }

  @Test
  void a_first_deployment_that_fails_leaves_the_function_failed_until_one_succeeds()
      throws IOException {
    String id = control.create("first-fails");
    JsonNode error = triggerError(id, Map.of("cid", add("no handler").toString()));
    assertThat(error.path("message").asText())
        .isEqualTo(
            "Deployment failed: The module exports no handler. Export default { fetch }, a default"
                + " function or main. Nothing was deployed");
    assertThat(error.path("extensions").has("line")).isFalse();
    assertThat(function(id).path("status").asText()).isEqualTo("FAILED");
    assertThat(served(id).status()).isEqualTo(FunctionStatus.FAILED);

    trigger(id, Map.of("cid", add("export default 'second'").toString()));
    assertThat(function(id).path("status").asText()).isEqualTo("ACTIVE");
  }

  @Test
  void a_function_is_deploying_while_its_module_is_checked() throws Exception {
    String id = control.create("slow");
    Cid cid = add("export default 'slow'");
    control.checker.hold();
    CompletableFuture<JsonNode> running;
    try {
      running = CompletableFuture.supplyAsync(() -> trigger(id, Map.of("cid", cid.toString())));
      Awaitility.await().until(() -> function(id).path("status").asText().equals("DEPLOYING"));
    } finally {
      control.checker.release();
    }
    running.get(10, TimeUnit.SECONDS);
    assertThat(function(id).path("status").asText()).isEqualTo("ACTIVE");
  }

  @Test
  void an_inactive_function_stays_inactive_when_it_is_deployed() throws IOException {
    String id = control.create("stays-inactive");
    control.data(UPDATE, updating(id, Map.of("status", "INACTIVE")));
    trigger(id, Map.of("cid", add("export default 'inactive'").toString()));
    assertThat(served(id).status()).isEqualTo(FunctionStatus.INACTIVE);
    assertThat(function(id).path("status").asText()).isEqualTo("INACTIVE");
  }

  @Test
  void content_that_is_nowhere_is_an_error_that_names_it() {
    String id = control.create("nowhere");
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, "nowhere".getBytes(StandardCharsets.UTF_8));
    JsonNode error = triggerError(id, Map.of("cid", cid.toString()));
    assertThat(error.at("/extensions/code").asText()).isEqualTo("CONTENT_NOT_FOUND");
    assertThat(error.path("message").asText()).contains(cid.toString());
  }

  @Test
  void a_module_is_checked_with_the_env_it_will_have() throws IOException {
    String id = control.create("greeting");
    String cid = add("export GREETING").toString();
    assertThat(triggerError(id, Map.of("cid", cid)).path("message").asText())
        .contains("GREETING is undefined");
    trigger(id, Map.of("cid", cid, "env", Map.of("GREETING", "hello")));
    String again = add("export GREETING again").toString();
    assertThat(trigger(id, Map.of("cid", again)).path("cid").asText()).isEqualTo(again);
    assertThat(triggerError(id, Map.of("cid", again, "env", Map.of())).path("message").asText())
        .contains("GREETING is undefined");
  }

  @Test
  void no_sandbox_is_an_error_that_says_nothing_was_deployed() throws IOException {
    String id = control.create("no-sandbox");
    JsonNode error = triggerError(id, Map.of("cid", add("UNAVAILABLE").toString()));
    assertThat(error.at("/extensions/code").asText()).isEqualTo("SANDBOX_UNAVAILABLE");
    assertThat(error.path("message").asText())
        .isEqualTo(
            "The module could not be checked: every worker is busy. Nothing was deployed; try"
                + " again");
  }

  @Test
  void a_bug_is_told_without_its_details() throws IOException {
    String id = control.create("bug");
    JsonNode error = triggerError(id, Map.of("cid", add("BUG").toString()));
    assertThat(error.at("/extensions/code").asText()).isEqualTo("INTERNAL_SERVER_ERROR");
    assertThat(error.path("message").asText())
        .isEqualTo("Internal error. The runtime's log has the details");
    assertThat(error.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{} | cid is missing: give the CID of the content to deploy in data",
        "{'cid':'x','env':[]} | env must be an object of names and string values",
        "{'cid':'x','env':{'A':1}} | env value \"A\" must be a string",
        "{'cid':'x','env':{'1A':''}} | Invalid env name \"1A\". A name has letters, digits and"
            + " underscores, and does not start with a digit",
      })
  void a_deployment_that_makes_no_sense_is_told(String data, String message) throws IOException {
    String id = control.create("senseless-" + Integer.toHexString(message.hashCode()));
    Cid cid = add("export default 'senseless'");
    String json = data.replace('\'', '"').replace("\"x\"", "\"" + cid + "\"");
    JsonNode error =
        control.error(TRIGGER, Map.of("where", Map.of("functionId", id), "data", parse(json)));
    assertThat(error.path("message").asText()).isEqualTo(message);
    assertThat(error.at("/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
  }

  @Test
  void a_cid_that_is_none_is_told() {
    String id = control.create("bad-cid");
    JsonNode error = triggerError(id, Map.of("cid", "bafybogus!"));
    assertThat(error.at("/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(error.path("message").asText()).contains("bafybogus!");
  }

  @Test
  void two_different_cids_are_told() throws IOException {
    String id = control.create("two-cids");
    Cid one = add("export default 'one'");
    Cid two = add("export default 'two'");
    JsonNode error =
        control.error(
            TRIGGER,
            Map.of(
                "where",
                Map.of("functionId", id, "cid", one.toString()),
                "data",
                Map.of("cid", two.toString())));
    assertThat(error.path("message").asText())
        .isEqualTo("where has the cid " + one + ", data has " + two + ": give one of them");
  }

  @Test
  void source_code_given_to_create_is_deployed_and_kept_as_content() {
    JsonNode created =
        control
            .data(
                CREATE,
                Map.of("data", Map.of("name", "sourced", "sourceCode", "export default 'é'")))
            .path("createAFFunction");
    Cid cid = Cid.ofBlock(Cid.CODEC_RAW, "export default 'é'".getBytes(StandardCharsets.UTF_8));
    assertThat(created.at("/currentDeployment/cid").asText()).isEqualTo(cid.toString());
    assertThat(created.path("sourceCode").asText()).isEqualTo("export default 'é'");
    assertThat(control.get("/duplicity/" + cid).statusCode()).isEqualTo(409);
    assertThat(served(created.path("id").asText()).deployment()).isNotNull();
  }

  @Test
  void source_code_with_a_syntax_error_makes_no_function() {
    JsonNode error =
        control.error(CREATE, Map.of("data", Map.of("name", "unmade", "sourceCode", "SYNTAX")));
    assertThat(error.path("message").asText())
        .contains("(line 2, column 7)")
        .endsWith("Nothing was deployed");
    assertThat(control.data("{afFunctions{data{name}}}", Map.of()).toString())
        .doesNotContain("unmade");
  }

  @Test
  void source_code_given_to_update_replaces_the_code_and_keeps_env() throws IOException {
    String id = control.create("resourced");
    trigger(id, Map.of("cid", add("export default 'a'").toString(), "env", Map.of("KEY", "value")));
    JsonNode after =
        control
            .data(UPDATE, updating(id, Map.of("sourceCode", "export default 'b'")))
            .path("updateAFFunction");
    assertThat(after.path("sourceCode").asText()).isEqualTo("export default 'b'");
    assertThat(Objects.requireNonNull(served(id).deployment()).env())
        .isEqualTo(Map.of("KEY", "value"));
  }

  @Test
  void source_code_with_a_syntax_error_changes_nothing_else_of_the_update() {
    String id = control.create("unchanged");
    control.error(UPDATE, updating(id, Map.of("sourceCode", "SYNTAX", "name", "changed")));
    assertThat(served(id).name().value()).isEqualTo("unchanged");
    assertThat(
            control.error(UPDATE, updating(id, Map.of("sourceCode", " "))).path("message").asText())
        .isEqualTo("sourceCode is empty. Give the source of a module, or leave it out");
  }

  @Test
  void a_rollback_deploys_the_version_before_with_its_env() throws IOException {
    String id = control.create("rolled-back");
    Cid first = add("export default 'first'");
    Cid second = add("export default 'second version'");
    JsonNode earliest = trigger(id, Map.of("cid", first.toString(), "env", Map.of("VERSION", "1")));
    trigger(id, Map.of("cid", second.toString(), "env", Map.of("VERSION", "2")));

    JsonNode back =
        control
            .data(ROLLBACK, Map.of("where", Map.of("functionId", id)))
            .path("rollbackAFFunction");
    assertThat(back.path("cid").asText()).isEqualTo(first.toString());
    assertThat(back.path("id").asText()).isNotEqualTo(earliest.path("id").asText());
    assertThat(Objects.requireNonNull(served(id).deployment()).env())
        .isEqualTo(Map.of("VERSION", "1"));
    assertThat(function(id).path("deployments").findValuesAsText("cid"))
        .isEqualTo(List.of(first.toString(), second.toString(), first.toString()));

    control.data(
        ROLLBACK,
        Map.of("where", Map.of("functionId", id, "deploymentId", earliest.path("id").asText())));
    assertThat(Objects.requireNonNull(served(id).deployment()).cid()).isEqualTo(first);
  }

  @Test
  void values_of_env_are_set_and_removed_by_a_deployment_of_the_same_content() throws IOException {
    String id = control.create("with-env");
    Cid content = add("export default 'env'");
    trigger(id, Map.of("cid", content.toString(), "env", Map.of("A", "1", "B", "2")));

    JsonNode changed =
        control
            .data(UPDATE_ENV, updating(id, Map.of("set", Map.of("B", "3"), "unset", List.of("A"))))
            .path("updateAFFunctionEnv");

    assertThat(changed.path("cid").asText()).isEqualTo(content.toString());
    assertThat(Objects.requireNonNull(served(id).deployment()).env()).isEqualTo(Map.of("B", "3"));
    JsonNode unknown = control.error(UPDATE_ENV, updating(id, Map.of("unset", List.of("A"))));
    assertThat(unknown.path("message").asText()).isEqualTo("env has no \"A\". It has B");
    JsonNode nothing = control.error(UPDATE_ENV, updating(id, Map.of()));
    assertThat(nothing.at("/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    JsonNode early =
        control.error(
            UPDATE_ENV, updating(control.create("early"), Map.of("set", Map.of("A", "1"))));
    assertThat(early.path("message").asText()).contains("has no deployment. Deploy it first");
  }

  @Test
  void a_rollback_without_an_earlier_deployment_is_told() throws IOException {
    String id = control.create("no-earlier");
    trigger(id, Map.of("cid", add("export default 'only'").toString()));
    JsonNode error = control.error(ROLLBACK, Map.of("where", Map.of("functionId", id)));
    assertThat(error.path("message").asText())
        .isEqualTo("Function \"" + id + "\" has no earlier deployment to return to");
    JsonNode unknown =
        control.error(
            ROLLBACK, Map.of("where", Map.of("functionId", id, "deploymentId", "dep_none")));
    assertThat(unknown.path("message").asText())
        .isEqualTo(
            "Deployment \"dep_none\" was not found among this function's. List them with"
                + " afFunctionDeployments");
  }

  @Test
  void deployments_are_found_by_id_by_content_and_as_the_current_one() throws IOException {
    String id = control.create("found");
    Cid one = add("export default 'found one'");
    JsonNode first = trigger(id, Map.of("cid", one.toString()));
    JsonNode second = trigger(id, Map.of("cid", add("export default 'found two'").toString()));
    String query =
        "query($where: AFFunctionDeploymentWhereInput!){afFunctionDeployment(where:$where){id}}";

    assertThat(found(query, Map.of("id", first.path("id").asText())))
        .isEqualTo(first.path("id").asText());
    assertThat(found(query, Map.of("functionId", id, "cid", one.toString())))
        .isEqualTo(first.path("id").asText());
    assertThat(found(query, Map.of("functionId", id))).isEqualTo(second.path("id").asText());
    assertThat(
            control
                .error(query, Map.of("where", Map.of("cid", one.toString())))
                .path("message")
                .asText())
        .isEqualTo("where is too wide: give id, or functionId with or without cid");

    String list =
        "query($where: AFFunctionDeploymentsWhereInput!){"
            + "afFunctionDeployments(where:$where){data{id}}}";
    for (String name : List.of("afFunctionId", "functionId")) {
      assertThat(
              control
                  .data(list, Map.of("where", Map.of(name, id)))
                  .at("/afFunctionDeployments/data")
                  .findValuesAsText("id"))
          .containsExactly(second.path("id").asText(), first.path("id").asText());
    }
    assertThat(control.error(list, Map.of("where", Map.of())).path("message").asText())
        .isEqualTo("where is empty: give afFunctionId");
  }

  @Test
  void values_of_env_are_never_given_out() throws IOException {
    String id = control.create("secretive");
    trigger(
        id,
        Map.of(
            "cid",
            add("export default 'secretive'").toString(),
            "env",
            Map.of("PASSWORD", "hunter2-secret")));
    assertThat(function(id).toString()).contains("PASSWORD").doesNotContain("hunter2-secret");
  }

  @Test
  void too_much_env_is_told() throws IOException {
    String id = control.create("env-limits");
    String cid = add("export default 'limits'").toString();
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 257; i++) {
      many.put("N" + i, "");
    }
    assertThat(triggerError(id, Map.of("cid", cid, "env", many)).path("message").asText())
        .isEqualTo("env has 257 names; at most 256 are allowed");
    assertThat(
            triggerError(id, Map.of("cid", cid, "env", Map.of("A", "x".repeat(131_072))))
                .path("message")
                .asText())
        .isEqualTo("env has 131073 characters; at most 131072 are allowed");
  }

  private Cid add(String source) throws IOException {
    return control.content.addFile(source.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode trigger(String functionId, Map<String, ?> data) {
    return control
        .data(TRIGGER, Map.of("where", Map.of("functionId", functionId), "data", data))
        .path("triggerAFFunctionDeployment");
  }

  private JsonNode triggerError(String functionId, Map<String, ?> data) {
    return control.error(TRIGGER, Map.of("where", Map.of("functionId", functionId), "data", data));
  }

  private String found(String query, Map<String, String> where) {
    return control.data(query, Map.of("where", where)).at("/afFunctionDeployment/id").asText();
  }

  private JsonNode function(String id) {
    return control.data(FUNCTION, Map.of("where", Map.of("id", id))).path("afFunction");
  }

  private CatalogEntry served(String id) {
    return control.publisher.served().byId(new FunctionId(id)).orElseThrow();
  }

  private Object parse(String json) throws IOException {
    return new ObjectMapper().readValue(json, Object.class);
  }

  private static Map<String, Object> updating(String id, Map<String, ?> data) {
    return Map.of("where", Map.of("id", id), "data", data);
  }
}
