package io.alternatefutures.cli.api;

/** The GraphQL documents sent, and with them the fields of what {@code --json} prints. */
final class Documents {
  private static final String DEPLOYMENT =
      "id afFunctionId cid assetsCid blake3Hash sgx envNames createdAt updatedAt";

  private static final String FUNCTION =
      "id name slug invokeUrl projectId siteId status routes limits currentDeploymentId"
          + " currentDeployment {"
          + DEPLOYMENT
          + "} createdAt updatedAt";

  static final String LIST = "query { afFunctions { data {" + FUNCTION + "} } }";

  static final String BY_NAME =
      "query ($where: AFFunctionByNameWhereInput!) { afFunctionByName(where: $where) {"
          + FUNCTION
          + "} }";

  static final String CREATE =
      "mutation ($data: CreateAFFunctionDataInput!) { createAFFunction(data: $data) {"
          + FUNCTION
          + "} }";

  static final String UPDATE =
      "mutation ($where: AFFunctionWhereInput!, $data: UpdateAFFunctionDataInput!) {"
          + " updateAFFunction(where: $where, data: $data) {"
          + FUNCTION
          + "} }";

  static final String DELETE =
      "mutation ($where: DeleteAFFunctionWhereInput!) { deleteAFFunction(where: $where) {"
          + FUNCTION
          + "} }";

  static final String DEPLOYMENTS =
      "query ($where: AFFunctionDeploymentsWhereInput!) {"
          + " afFunctionDeployments(where: $where) { data {"
          + DEPLOYMENT
          + "} } }";

  static final String DEPLOY =
      "mutation ($where: TriggerAFFunctionDeploymentWhereInput!,"
          + " $data: TriggerAFFunctionDeploymentDataInput!) {"
          + " triggerAFFunctionDeployment(where: $where, data: $data) {"
          + DEPLOYMENT
          + " rollout { live serving lagging }} }";

  static final String PURGE =
      "mutation ($where: AFFunctionWhereInput!, $path: String!) {"
          + " purgeAFFunctionCache(where: $where, path: $path) }";

  static final String ROLLBACK =
      "mutation ($where: RollbackAFFunctionWhereInput!) { rollbackAFFunction(where: $where) {"
          + DEPLOYMENT
          + "} }";

  private static final String PROJECT =
      "id name ownerId createdAt egress { allow deny requestsPerSecond megabytesPerMinute }";

  static final String PROJECTS = "query { afProjects { data {" + PROJECT + "} } }";

  static final String CREATE_PROJECT =
      "mutation ($data: CreateAFProjectDataInput!) { createAFProject(data: $data) {"
          + PROJECT
          + " token} }";

  static final String UPDATE_PROJECT =
      "mutation ($where: UpdateAFProjectWhereInput!, $data: UpdateAFProjectDataInput!) {"
          + " updateAFProject(where: $where, data: $data) {"
          + PROJECT
          + "} }";

  static final String DELETE_PROJECT =
      "mutation ($where: DeleteAFProjectWhereInput!) { deleteAFProject(where: $where) {"
          + PROJECT
          + "} }";

  static final String LOGS =
      "query ($where: AFFunctionWhereInput!, $limit: Int, $since: Date, $level: String, $requestId:"
          + " String) { afFunctionLogs(where: $where, limit: $limit, since: $since, level: $level,"
          + " requestId: $requestId) { data { time level message requestId traceId } } }";

  private static final String TOKEN = "id label scope createdAt expiresAt lastUsedAt";

  static final String TOKENS = "query { afTokens { data {" + TOKEN + "} } }";

  static final String CREATE_TOKEN =
      "mutation ($data: CreateAFTokenDataInput!) { createAFToken(data: $data) { token "
          + TOKEN
          + "} }";

  static final String REVOKE_TOKEN =
      "mutation ($where: RevokeAFTokenWhereInput!) { revokeAFToken(where: $where) {"
          + TOKEN
          + "} }";

  private static final String DOMAIN =
      "domain functionId recordName recordValue verifiedAt createdAt";

  static final String DOMAINS =
      "query ($where: AFFunctionWhereInput) { afFunctionDomains(where: $where) { data {"
          + DOMAIN
          + "} } }";

  static final String ADD_DOMAIN = onDomain("addAFFunctionDomain");
  static final String VERIFY_DOMAIN = onDomain("verifyAFFunctionDomain");
  static final String REMOVE_DOMAIN = onDomain("removeAFFunctionDomain");

  private static String onDomain(String field) {
    return "mutation ($where: AFFunctionDomainWhereInput!) { "
        + field
        + "(where: $where) {"
        + DOMAIN
        + "} }";
  }

  static final String STATUS =
      "query { afStatus { instances { name version role startedAt state reasons layers workers"
          + " workerMegabytes } functions { functionId name requests errors cpuSeconds } } }";

  static final String UPDATE_ENV =
      "mutation ($where: AFFunctionWhereInput!, $data: UpdateAFFunctionEnvDataInput!) {"
          + " updateAFFunctionEnv(where: $where, data: $data) {"
          + DEPLOYMENT
          + "} }";

  private Documents() {}
}
