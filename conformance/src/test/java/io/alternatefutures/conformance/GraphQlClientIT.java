package io.alternatefutures.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.testkit.ControlClient;
import io.alternatefutures.testkit.RuntimeProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations as existing clients send them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphQlClientIT {
  private final RuntimeProcess runtime = RuntimeProcess.start();
  private final ControlClient control = runtime.control();

  @AfterAll
  void close() {
    runtime.close();
  }

  @Test
  void operations_of_the_original_client_work() {
    JsonNode created =
        control.field(
            """
            mutation CreateAFFunction($data: CreateAFFunctionDataInput!) {
              createAFFunction(data: $data) {
                id name slug sourceCode invokeUrl projectId currentDeploymentId routes status siteId
                currentDeployment { id cid } deployments { id } createdAt updatedAt
              }
            }
            """,
            Map.of(
                "data",
                Map.of("name", "Client-Made", "routes", Map.of("/a", "https://a.example"))));
    assertThat(created.path("slug").asText()).isEqualTo("client-made");
    assertThat(created.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(created.path("createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    String id = created.path("id").asText();

    assertThat(
            control
                .field(
                    "query Q($where: AFFunctionByNameWhereInput!) { afFunctionByName(where: $where)"
                        + " { id } }",
                    Map.of("where", Map.of("name", "Client-Made")))
                .path("id")
                .asText())
        .isEqualTo(id);
    JsonNode updated =
        control.field(
            "mutation U($where: AFFunctionWhereInput!, $data: UpdateAFFunctionDataInput!)"
                + " { updateAFFunction(where: $where, data: $data) { status sourceCode } }",
            Map.of(
                "where",
                Map.of("id", id),
                "data",
                Map.of("status", "INACTIVE", "sourceCode", "export default () => new Response()")));
    assertThat(updated.path("status").asText()).isEqualTo("INACTIVE");
    assertThat(updated.path("sourceCode").asText()).startsWith("export default");
    JsonNode deployments =
        control.field(
            "query D($where: AFFunctionDeploymentsWhereInput!)"
                + " { afFunctionDeployments(where: $where) { data { id afFunctionId cid blake3Hash"
                + " assetsCid sgx createdAt updatedAt } } }",
            Map.of("where", Map.of("afFunctionId", id)));
    assertThat(deployments.path("data")).hasSize(1);
    JsonNode deployment = deployments.path("data").path(0);
    JsonNode again =
        control.field(
            "mutation T($where: TriggerAFFunctionDeploymentWhereInput!, $data:"
                + " TriggerAFFunctionDeploymentDataInput!) { triggerAFFunctionDeployment(where:"
                + " $where, data: $data) { id cid sgx } }",
            Map.of(
                "where",
                Map.of("functionId", id, "cid", deployment.path("cid").asText()),
                "data",
                Map.of("cid", deployment.path("cid").asText(), "sgx", false)));
    assertThat(again.path("cid")).isEqualTo(deployment.path("cid"));
    JsonNode one =
        control.field(
            "query O($where: AFFunctionDeploymentWhereInput!) { afFunctionDeployment(where: $where)"
                + " { id } }",
            Map.of("where", Map.of("id", deployment.path("id").asText())));
    assertThat(one.path("id")).isEqualTo(deployment.path("id"));
    JsonNode deleted =
        control.field(
            "mutation X($where: DeleteAFFunctionWhereInput!) { deleteAFFunction(where: $where)"
                + " { id } }",
            Map.of("where", Map.of("id", id)));
    assertThat(deleted.path("id").asText()).isEqualTo(id);
    assertThat(control.graphql("{ afFunctions { data { id } } }", Map.of()).toString())
        .doesNotContain(id);
  }

  @Test
  void operations_come_as_multipart_forms_too() {
    String operations =
        "{\"operationName\":\"C\",\"query\":\"mutation C($data: CreateAFFunctionDataInput!) {"
            + " createAFFunction(data: $data) { slug } }\",\"variables\":{\"data\":{\"name\":"
            + "\"from-a-form\"}}}";

    HttpResponse<String> response = sendForm(Map.of("operations", operations, "map", "{}"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(ControlClient.json(response).at("/data/createAFFunction/slug").asText())
        .isEqualTo("from-a-form");
  }

  @Test
  void a_form_may_leave_out_its_map() {
    HttpResponse<String> response =
        sendForm(Map.of("operations", "{\"query\":\"{ afFunctions { data { id } } }\"}"));

    assertThat(ControlClient.json(response).at("/data/afFunctions/data").isArray()).isTrue();
  }

  private HttpResponse<String> sendForm(Map<String, String> fields) {
    String boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
    String body =
        fields.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .map(field ->
                    "--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\""
                        + field.getKey()
                        + "\"\r\n\r\n"
                        + field.getValue()
                        + "\r\n")
                .collect(Collectors.joining())
            + "--"
            + boundary
            + "--\r\n";
    return control.send(
        control
            .request("/graphql")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void types_and_inputs_have_the_names_that_clients_use() {
    JsonNode schema =
        control.field(
            "{ __schema { types { name kind fields { name } inputFields { name } enumValues { name"
                + " } } } }",
            Map.of());
    Map<String, JsonNode> types =
        schema
            .path("types")
            .valueStream()
            .collect(Collectors.toMap(type -> type.path("name").asText(), type -> type));

    assertThat(types)
        .containsKeys(
            "AFFunction",
            "AFFunctionDeployment",
            "AFFunctionList",
            "AFFunctionDeploymentList",
            "JSON",
            "Date",
            "CreateAFFunctionDataInput",
            "UpdateAFFunctionDataInput",
            "AFFunctionWhereInput",
            "AFFunctionByNameWhereInput",
            "AFFunctionDeploymentsWhereInput",
            "AFFunctionDeploymentWhereInput",
            "TriggerAFFunctionDeploymentWhereInput",
            "TriggerAFFunctionDeploymentDataInput",
            "DeleteAFFunctionWhereInput");
    assertThat(names(types, "FunctionStatus", "enumValues"))
        .containsExactlyInAnyOrder("ACTIVE", "INACTIVE", "DEPLOYING", "FAILED");
    assertThat(names(types, "AFFunction", "fields"))
        .contains(
            "id",
            "name",
            "slug",
            "sourceCode",
            "invokeUrl",
            "projectId",
            "currentDeploymentId",
            "routes",
            "status",
            "siteId",
            "currentDeployment",
            "deployments",
            "createdAt",
            "updatedAt");
    assertThat(names(types, "AFFunctionDeployment", "fields"))
        .contains(
            "id",
            "afFunctionId",
            "cid",
            "blake3Hash",
            "assetsCid",
            "sgx",
            "createdAt",
            "updatedAt");
    assertThat(names(types, "TriggerAFFunctionDeploymentDataInput", "inputFields"))
        .contains("cid", "assetsCid", "blake3Hash", "sgx");
    assertThat(names(types, "CreateAFFunctionDataInput", "inputFields"))
        .contains("name", "siteId", "slug", "sourceCode", "routes", "status");
  }

  private static List<String> names(Map<String, JsonNode> types, String type, String list) {
    JsonNode found = types.get(type);
    assertThat(found).isNotNull();
    return found.path(list).valueStream().map(item -> item.path("name").asText()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json                  | {\"query\":\"{ afFunctions { data { id } } }\"} | 200",
        "application/graphql-response+json | {\"query\":\"{ afFunctions { data { id } } }\"} | 200",
        "application/graphql-response+json | {\"query\":\"{ nothing }\"}                     | 400",
        "application/json                  | {\"query\":\"{ nothing }\"}                     | 200",
        "application/graphql-response+json | {\"query\":\"{\"}                               | 400",
        "application/json                  | {\"query\":1}                                   | 400",
        "application/json                  | {                                               | 400",
        "text/html                         | {\"query\":\"{ afFunctions { data { id } } }\"} | 406",
      })
  void statuses_are_those_of_graphql_over_http(String accept, String body, int status) {
    HttpResponse<String> response =
        control.send(
            control
                .request("/graphql")
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(body)));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(ControlClient.json(response).has("errors"))
        .isEqualTo(!body.contains("afFunctions") || status >= 400);
  }

  @Test
  void queries_come_by_get_and_mutations_do_not() {
    assertThat(control.get("/graphql?query=%7BafFunctions%7Bdata%7Bid%7D%7D%7D").statusCode())
        .isEqualTo(200);
    assertThat(
            control
                .get(
                    "/graphql?query=mutation%7BcreateAFFunction(data%3A%7Bname%3A%22g%22%7D)%7Bid%7D%7D")
                .statusCode())
        .isEqualTo(405);
  }
}
