package io.alternatefutures.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alternatefutures.control.Limits;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The GraphQL-over-HTTP specification, and the GraphQL multipart request specification. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GraphQlOverHttpIT {
  private static final String RESPONSE_JSON = "application/graphql-response+json";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/graphql-response+json | application/graphql-response+json",
        "application/json | application/json",
        "*/* | application/json",
        "application/* | application/json",
        "application/json;q=0.9, application/graphql-response+json | "
            + "application/graphql-response+json",
        "application/graphql-response+json;q=0.5, application/json | application/json",
        "application/graphql-response+json, */*;q=0.1 | application/graphql-response+json",
        "text/html, */*;q=0.1 | application/json",
        "application/json;q=0, */* | application/graphql-response+json",
      })
  void the_media_type_is_negotiated(String accept, String expected) {
    HttpResponse<String> response =
        control.send(
            control
                .request("/graphql")
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"{__typename}\"}")));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains(expected + "; charset=utf-8");
    assertThat(response.body()).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/graphql-response+json;q=0", "image/*"})
  void a_client_that_accepts_nothing_we_have_is_told(String accept) {
    HttpResponse<String> response =
        control.send(
            control
                .request("/graphql")
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"{__typename}\"}")));
    expect(
        response,
        406,
        "NOT_ACCEPTABLE",
        "Nothing that the Accept header names can be answered. Accept"
            + " application/graphql-response+json or application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/graphql-response+json", "application/json", "*/*"})
  void a_document_that_does_not_parse_is_a_400_with_the_position(String accept) {
    HttpResponse<String> response = query(accept, "{\n  afFunctions { data { id }\n}}}");
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode body = control.json(response);
    assertThat(body.has("data")).isFalse();
    JsonNode error = body.at("/errors/0");
    assertThat(error.path("message").asText()).contains("line 3 column 3");
    assertThat(error.path("locations").toString()).isEqualTo("[{\"line\":3,\"column\":3}]");
    assertThat(error.at("/extensions/code").asText()).isEqualTo("GRAPHQL_PARSE_FAILED");
  }

  @ParameterizedTest
  @CsvSource({"application/graphql-response+json, 400", "*/*, 400", "application/json, 200"})
  void a_document_that_does_not_fit_the_schema_has_the_status_of_its_media_type(
      String accept, int status) {
    HttpResponse<String> response = query(accept, "{nothingOfTheKind}");
    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode body = control.json(response);
    assertThat(body.has("data")).isFalse();
    assertThat(body.at("/errors/0/message").asText()).contains("nothingOfTheKind");
    assertThat(body.at("/errors/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
  }

  @ParameterizedTest
  @CsvSource({"application/graphql-response+json, 400", "application/json, 200"})
  void a_variable_of_the_wrong_type_has_the_status_of_its_media_type(String accept, int status) {
    HttpResponse<String> response =
        control.send(
            control
                .request("/graphql")
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        control.write(
                            Map.of(
                                "query",
                                "query($w: AFFunctionWhereInput!){afFunction(where:$w){id}}",
                                "variables",
                                Map.of("w", 7))))));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(control.json(response).at("/errors/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
  }

  @Test
  void an_operation_that_does_not_exist_is_a_request_error() {
    HttpResponse<String> response =
        control.post(
            "/graphql",
            "application/json",
            BodyPublishers.ofString(
                "{\"query\":\"query A{__typename} query B{__typename}\","
                    + "\"operationName\":\"C\"}"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(control.json(response).at("/errors/0/message").asText()).contains("C");
  }

  @Test
  void the_named_operation_is_executed_and_null_parameters_are_as_none() {
    HttpResponse<String> response =
        control.post(
            "/graphql",
            "application/json; charset=UTF-8",
            BodyPublishers.ofString(
                "{\"query\":\"query A{a:__typename} query B{b:__typename}\","
                    + "\"operationName\":\"B\",\"variables\":null,\"extensions\":null}"));
    assertThat(response.body()).isEqualTo("{\"data\":{\"b\":\"Query\"}}");
    assertThat(
            control
                .post(
                    "/graphql",
                    "application/json",
                    BodyPublishers.ofString(
                        "{\"query\":\"{__typename}\",\"operationName\":null,"
                            + "\"extensions\":{\"a\":1}}"))
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{} | The parameter \"query\" must be a string with a GraphQL document, but is missing",
        "{\"query\":\"\"} | The parameter \"query\" must be a string with a GraphQL document, but"
            + " is empty",
        "{\"query\":{}} | The parameter \"query\" must be a string with a GraphQL document, but is"
            + " an object",
        "{\"query\":\"{a}\",\"variables\":[]} | The parameter \"variables\" must be an object, but"
            + " is an array",
        "{\"query\":\"{a}\",\"variables\":\"x\"} | The parameter \"variables\" must be an object,"
            + " but is a string",
        "{\"query\":\"{a}\",\"operationName\":7} | The parameter \"operationName\" must be a"
            + " string, but is a number",
        "{\"query\":\"{a}\",\"extensions\":true} | The parameter \"extensions\" must be an object,"
            + " but is a boolean",
        "[] | The body must be a JSON object, not an array",
      })
  void parameters_of_the_wrong_type_are_told(String body, String message) {
    expect(
        control.post("/graphql", "application/json", BodyPublishers.ofString(body)),
        400,
        "BAD_REQUEST",
        message);
  }

  @Test
  void a_body_that_is_no_json_is_told_with_the_position() {
    HttpResponse<String> response =
        control.post(
            "/graphql", "application/json", BodyPublishers.ofString("{\"query\":\n nope}"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(control.json(response).at("/errors/0/message").asText())
        .startsWith("The body is not valid JSON")
        .contains("(line 2, column");
    expect(
        control.post("/graphql", "application/json", BodyPublishers.noBody()),
        400,
        "BAD_REQUEST",
        "The body is empty; JSON was expected");
  }

  @Test
  void a_key_that_is_there_twice_is_told_since_one_of_them_would_be_lost() {
    HttpResponse<String> response =
        control.post(
            "/graphql",
            "application/json",
            BodyPublishers.ofString("{\"query\":\"{__typename}\",\"query\":\"{b}\"}"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(control.json(response).at("/errors/0/message").asText())
        .contains("Duplicate field 'query'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | The Content-Type is text/plain",
        "application/x-www-form-urlencoded | The Content-Type is application/x-www-form-urlencoded",
        "application/json; charset=latin1 | The charset is latin1",
      })
  void another_content_type_is_told(String type, String actual) {
    expect(
        control.post("/graphql", type, BodyPublishers.ofString("{\"query\":\"{__typename}\"}")),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        actual + ". Send application/json or multipart/form-data in UTF-8");
  }

  @Test
  void a_missing_content_type_is_told() {
    expect(
        control.send(
            control
                .request("/graphql")
                .POST(BodyPublishers.ofString("{\"query\":\"{__typename}\"}"))),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "The Content-Type is missing. Send application/json or multipart/form-data in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void other_methods_are_told_which_are_allowed(String method) {
    HttpResponse<String> response =
        control.send(control.request("/graphql").method(method, BodyPublishers.noBody()));
    assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
    expect(
        response,
        405,
        "METHOD_NOT_ALLOWED",
        method + " is not allowed at /graphql. Use POST or GET");
  }

  @Test
  void a_query_may_come_by_get() {
    HttpResponse<String> response =
        control.get(
            "/graphql?query="
                + encode("query Q($w: AFFunctionByNameWhereInput!){afFunctionByName(where:$w){id}}")
                + "&operationName=Q&variables="
                + encode("{\"w\":{\"name\":\"none\"}}"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(control.json(response).at("/errors/0/extensions/code").asText())
        .isEqualTo("NOT_FOUND");
    assertThat(control.json(response).at("/data/afFunctionByName").isNull()).isTrue();
  }

  @Test
  void a_get_with_variables_that_are_no_json_is_told() {
    HttpResponse<String> response =
        control.get("/graphql?query=" + encode("{__typename}") + "&variables=nope");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(control.json(response).at("/errors/0/message").asText())
        .startsWith("The parameter \"variables\" is not valid JSON");
    assertThat(control.get("/graphql").statusCode()).isEqualTo(400);
  }

  @Test
  void a_mutation_by_get_is_refused_and_not_executed() {
    HttpResponse<String> response =
        control.get(
            "/graphql?query=" + encode("mutation{createAFFunction(data:{name:\"got\"}){id}}"));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
    assertThat(control.json(response).at("/errors/0/message").asText())
        .isEqualTo("A mutation cannot be sent with GET. Send it with POST");
    assertThat(control.data("{afFunctions{data{name}}}", Map.of()).toString())
        .doesNotContain("got");
  }

  @Test
  void a_multipart_request_is_executed_as_one_in_json() {
    JsonNode body =
        control.json(
            multipart(
                part("operations", "{\"query\":\"{__typename}\",\"variables\":{}}")
                    + part("map", "{}")));
    assertThat(body.at("/data/__typename").asText()).isEqualTo("Query");
  }

  @Test
  void a_file_of_a_multipart_request_is_put_where_the_map_says() {
    String operations =
        "{\"query\":\"mutation($d: CreateAFFunctionDataInput!)"
            + "{createAFFunction(data:$d){sourceCode}}\","
            + "\"variables\":{\"d\":{\"name\":\"from-a-file\",\"sourceCode\":null}}}";
    JsonNode body =
        control.json(
            multipart(
                part("operations", operations)
                    + part("map", "{\"0\":[\"variables.d.sourceCode\"]}")
                    + file("0", "export default 'füe'")));
    assertThat(body.at("/data/createAFFunction/sourceCode").asText())
        .isEqualTo("export default 'füe'");
  }

  @Test
  void a_multipart_request_that_is_wrong_is_told() {
    String operations = part("operations", "{\"query\":\"{__typename}\"}");
    expect(
        multipart(part("map", "{}")),
        400,
        "BAD_REQUEST",
        "The multipart field \"operations\" is missing. It holds the GraphQL request");
    expect(
        multipart(operations + part("map", "{\"0\":[\"variables.x\"]}")),
        400,
        "BAD_REQUEST",
        "The map names the file \"0\", which is not in the request");
    expect(
        multipart(operations + part("map", "{\"0\":[\"query\"]}") + file("0", "x")),
        400,
        "BAD_REQUEST",
        "The map's path \"query\" leads to no variable of operations");
    expect(
        multipart(operations + part("map", "{\"0\":\"variables.x\"}") + file("0", "x")),
        400,
        "BAD_REQUEST",
        "The map's entry \"0\" must be an array of paths into operations");
    expect(
        control.post("/graphql", "multipart/form-data", BodyPublishers.ofString("x")),
        400,
        "BAD_REQUEST",
        "The Content-Type multipart/form-data has no boundary");
    expect(
        control.post("/graphql", "multipart/form-data; boundary=b", BodyPublishers.ofString("x")),
        400,
        "BAD_REQUEST",
        "The multipart field \"operations\" is missing. It holds the GraphQL request");
    expect(
        multipart(operations + operations),
        400,
        "BAD_REQUEST",
        "The multipart field \"operations\" is there twice");
  }

  @Test
  void a_query_that_is_too_wide_or_too_deep_is_refused() {
    StringBuilder wide = new StringBuilder("{");
    for (int i = 0; i < 1_001; i++) {
      wide.append("a").append(i).append(":afFunctions{data{id}} ");
    }
    HttpResponse<String> response = query(RESPONSE_JSON, wide.append('}').toString());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(control.json(response).at("/errors/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");

    String deep =
        "{__schema{types{fields{type{" + "ofType{".repeat(20) + "name" + "}".repeat(24) + "}";
    assertThat(query(RESPONSE_JSON, deep).statusCode()).isEqualTo(400);
  }

  @Test
  void the_schema_can_be_asked_for() {
    JsonNode types = control.data("{__schema{types{name}}}", Map.of());
    assertThat(types.at("/__schema/types").findValuesAsText("name"))
        .contains(
            "AFFunction",
            "AFFunctionDeployment",
            "AFFunctionList",
            "AFFunctionDeploymentList",
            "FunctionStatus",
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
  }

  @Test
  void a_body_over_the_limit_is_a_413() {
    expect(
        control.post(
            "/graphql",
            "application/json",
            BodyPublishers.ofByteArray(new byte[Limits.GRAPHQL_BODY_BYTES + 1])),
        413,
        "PAYLOAD_TOO_LARGE",
        "The body has 12582913 bytes; the limit is 12582912 bytes (12.0 MiB)");
  }

  private HttpResponse<String> query(String accept, String query) {
    return control.send(
        control
            .request("/graphql")
            .header("Accept", accept)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(control.write(Map.of("query", query)))));
  }

  private HttpResponse<String> multipart(String parts) {
    return control.post(
        "/graphql",
        "multipart/form-data; boundary=\"a-boundary\"",
        BodyPublishers.ofString(parts + "--a-boundary--\r\n"));
  }

  private static String part(String name, String value) {
    return "--a-boundary\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + value
        + "\r\n";
  }

  private static String file(String name, String value) {
    return "--a-boundary\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"; filename=\"code.js\"\r\nContent-Type: text/javascript\r\n\r\n"
        + value
        + "\r\n";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void expect(HttpResponse<String> response, int status, String code, String message) {
    JsonNode error = control.json(response).at("/errors/0");
    assertThat(error.path("message").asText()).isEqualTo(message);
    assertThat(error.at("/extensions/code").asText()).isEqualTo(code);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}
