package io.alternatefutures.cli;

/** JSON that the control API answers in tests. */
final class Answers {
  static final String DEPLOYMENT_2 = deployment("dep_2", "bafkreitwo");
  static final String DEPLOYMENT_1 = deployment("dep_1", "bafkreione");

  private Answers() {}

  /** A function named {@code name} with {@code routes}, without code. */
  static String function(String name, String routes) {
    return function(name, routes, "http://" + name + ".localhost:3000", "null");
  }

  static String function(String name, String routes, String url, String deployment) {
    return """
    {"id":"fn_1","name":"%s","slug":"%s","invokeUrl":"%s","projectId":"prj_1","siteId":null,
     "status":"ACTIVE","routes":%s,"currentDeploymentId":%s,"currentDeployment":%s,
     "createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z"}\
    """
        .formatted(
            name, name, url, routes, deployment.equals("null") ? "null" : "\"dep_2\"", deployment);
  }

  static String deployment(String id, String cid) {
    return """
    {"id":"%s","afFunctionId":"fn_1","cid":"%s","assetsCid":null,"blake3Hash":null,"sgx":false,
     "envNames":[],"createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z"}\
    """
        .formatted(id, cid);
  }
}
