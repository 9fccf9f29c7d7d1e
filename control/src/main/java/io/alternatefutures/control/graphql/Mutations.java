package io.alternatefutures.control.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.deployment.DeploymentRequest;
import io.alternatefutures.control.deployment.Deployments;
import io.alternatefutures.control.function.AnswerCache;
import io.alternatefutures.control.function.FunctionEdit;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.control.function.NewFunction;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The fields of {@code Mutation}. */
final class Mutations {
  private final Functions functions;
  private final Deployments deployments;
  private final AnswerCache answers;
  private final Queries queries;

  Mutations(GraphQlServices services, Queries queries) {
    this.functions = services.functions();
    this.deployments = services.deployments();
    this.answers = services.answers();
    this.queries = queries;
  }

  /** A source that does not compile fails the whole mutation: no function is made. */
  FunctionView create(DataFetchingEnvironment environment) {
    ProjectId project = Queries.project(environment);
    Arguments data = Arguments.of(environment, "data");
    FunctionStatus status = data.status();
    Map<String, Object> routes = data.routes();
    Map<FunctionLimit, Integer> limits = data.limits();
    NewFunction request =
        new NewFunction(
            data.requiredName(),
            data.slug(),
            status == null ? FunctionStatus.ACTIVE : status,
            data.label("siteId"),
            routes == null ? Map.of() : routes,
            limits == null ? Map.of() : limits);
    byte[] source = data.sourceCode();
    if (source == null) {
      return queries.view(project, functions.create(project, request));
    }
    Cid cid = deployments.prepare(project, source, null);
    StoredFunction function = functions.create(project, request);
    deployments.deploy(project, function.id(), DeploymentRequest.of(cid));
    return queries.view(project, functions.get(project, function.id()));
  }

  /** A source that does not compile fails the whole mutation: nothing is changed. */
  FunctionView update(DataFetchingEnvironment environment) {
    ProjectId project = Queries.project(environment);
    FunctionId id = Arguments.of(environment, "where").functionId("id");
    Arguments data = Arguments.of(environment, "data");
    FunctionEdit edit =
        new FunctionEdit(
            data.name(),
            data.slug(),
            data.status(),
            data.label("siteId"),
            data.routes(),
            data.limits());
    byte[] source = data.sourceCode();
    if (source == null) {
      return queries.view(project, functions.update(project, id, edit));
    }
    Cid cid = deployments.prepare(project, source, functions.get(project, id));
    functions.update(project, id, edit);
    deployments.deploy(project, id, DeploymentRequest.of(cid));
    return queries.view(project, functions.get(project, id));
  }

  /** Forgets the answers kept for a function's routes. */
  int purge(DataFetchingEnvironment environment) {
    FunctionId id = Arguments.of(environment, "where").functionId("id");
    functions.get(Queries.project(environment), id);
    String path = environment.getArgumentOrDefault("path", "/");
    if (!path.startsWith("/")) {
      throw new ControlException(
          ErrorCode.BAD_USER_INPUT, "path must start with \"/\", not \"" + path + "\"");
    }
    return answers.purge(id, path);
  }

  /** What it answers is read before, since nothing of it is there afterwards. */
  FunctionView delete(DataFetchingEnvironment environment) {
    ProjectId project = Queries.project(environment);
    FunctionId id = Arguments.of(environment, "where").functionId("id");
    functions.get(project, id);
    List<Deployment> before = deployments.list(project, id);
    return new FunctionView(functions.delete(project, id), _ -> before);
  }

  Deployment trigger(DataFetchingEnvironment environment) {
    ProjectId project = Queries.project(environment);
    Arguments where = Arguments.of(environment, "where");
    Arguments data = Arguments.of(environment, "data");
    FunctionId id = where.functionId("functionId");
    DeploymentRequest request =
        new DeploymentRequest(
            cid(where, data),
            data.optionalCid("assetsCid"),
            data.label("blake3Hash"),
            data.flag("sgx"),
            data.env("env"));
    return deployments.deploy(project, id, request);
  }

  Deployment updateEnv(DataFetchingEnvironment environment) {
    FunctionId id = Arguments.of(environment, "where").functionId("id");
    Arguments data = Arguments.of(environment, "data");
    Map<String, String> set = data.env("set");
    List<String> unset = data.names("unset");
    if ((set == null || set.isEmpty()) && unset.isEmpty()) {
      throw Arguments.bad("data is empty: give values in set, or names in unset");
    }
    return deployments.updateEnv(
        Queries.project(environment), id, set == null ? Map.of() : set, unset);
  }

  Deployment rollback(DataFetchingEnvironment environment) {
    ProjectId project = Queries.project(environment);
    Arguments where = Arguments.of(environment, "where");
    FunctionId id = where.functionId("functionId");
    DeploymentId earlier = where.optionalDeploymentId("deploymentId");
    return deployments.rollback(project, id, earlier == null ? previous(project, id) : earlier);
  }

  private DeploymentId previous(ProjectId project, FunctionId id) {
    functions.get(project, id);
    List<Deployment> all = deployments.list(project, id);
    if (all.size() < 2) {
      throw new ControlException(
          ErrorCode.NOT_FOUND, "Function \"" + id + "\" has no earlier deployment to return to");
    }
    return all.get(1).id();
  }

  private static Cid cid(Arguments where, Arguments data) {
    Cid inWhere = where.optionalCid("cid");
    Cid inData = data.optionalCid("cid");
    if (inWhere == null && inData == null) {
      throw Arguments.bad("cid is missing: give the CID of the content to deploy in data");
    }
    if (inWhere != null && inData != null && !inWhere.equals(inData)) {
      throw Arguments.bad(
          "where has the cid " + inWhere + ", data has " + inData + ": give one of them");
    }
    return inData == null ? Objects.requireNonNull(inWhere) : inData;
  }
}
