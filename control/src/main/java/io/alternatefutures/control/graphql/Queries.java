package io.alternatefutures.control.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.access.Authentication;
import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.deployment.Deployments;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.control.observe.FunctionLogReader;
import io.alternatefutures.control.observe.LogLine;
import io.alternatefutures.control.observe.LogQuery;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of {@code Query}. */
final class Queries {
  private final Functions functions;
  private final Deployments deployments;
  private final FunctionLogReader logs;

  Queries(GraphQlServices services) {
    this.functions = services.functions();
    this.deployments = services.deployments();
    this.logs = services.cluster();
  }

  FunctionView function(DataFetchingEnvironment environment) {
    ProjectId project = project(environment);
    FunctionId id = Arguments.of(environment, "where").functionId("id");
    return view(project, functions.get(project, id));
  }

  FunctionView functionByName(DataFetchingEnvironment environment) {
    ProjectId project = project(environment);
    FunctionName name = Arguments.of(environment, "where").requiredName();
    StoredFunction function =
        functions
            .findByName(project, name)
            .orElseThrow(() ->
                new ControlException(
                    ErrorCode.NOT_FOUND,
                    "No function named \""
                        + name
                        + "\" in this project. List its functions with afFunctions, or make"
                        + " this one with createAFFunction"));
    return view(project, function);
  }

  List<FunctionView> functions(DataFetchingEnvironment environment) {
    ProjectId project = project(environment);
    ProjectDeployments all = new ProjectDeployments(() -> deployments.listAll(project));
    return functions.list(project).stream().map(f -> new FunctionView(f, all)).toList();
  }

  Deployment deployment(DataFetchingEnvironment environment) {
    ProjectId project = project(environment);
    Arguments where = Arguments.of(environment, "where");
    DeploymentId id = where.optionalDeploymentId("id");
    if (id != null) {
      return deployments.find(project, id).orElseThrow(() -> Deployments.notFound(id));
    }
    FunctionId functionId = where.optionalFunctionId("functionId");
    if (functionId == null) {
      throw Arguments.bad("where is too wide: give id, or functionId with or without cid");
    }
    StoredFunction function = functions.get(project, functionId);
    Cid cid = where.optionalCid("cid");
    if (cid == null) {
      return deployments
          .current(project, function)
          .orElseThrow(
              () -> missing("Function \"" + functionId + "\" has no deployment. Deploy it first"));
    }
    return deployments
        .findByCid(project, functionId, cid)
        .orElseThrow(() ->
            missing(
                "Function \""
                    + functionId
                    + "\" has no deployment of "
                    + cid
                    + ". List its deployments with afFunctionDeployments"));
  }

  List<Deployment> deployments(DataFetchingEnvironment environment) {
    ProjectId project = project(environment);
    Arguments where = Arguments.of(environment, "where");
    FunctionId id = where.optionalFunctionId("afFunctionId");
    FunctionId alias = where.optionalFunctionId("functionId");
    if (id == null && alias == null) {
      throw Arguments.bad("where is empty: give afFunctionId");
    }
    if (id != null && alias != null && !id.equals(alias)) {
      throw Arguments.bad("afFunctionId and functionId differ: give one of them");
    }
    FunctionId functionId = id == null ? Objects.requireNonNull(alias) : id;
    functions.get(project, functionId);
    return deployments.list(project, functionId);
  }

  List<LogLine> logs(DataFetchingEnvironment environment) {
    ProjectId project = project(environment);
    FunctionId id = Arguments.of(environment, "where").functionId("id");
    functions.get(project, id);
    Integer given = environment.getArgument("limit");
    int limit = given == null ? 100 : given;
    if (limit < 1 || limit > Limits.LOG_LINES) {
      throw Arguments.bad("limit is " + limit + "; give 1 to " + Limits.LOG_LINES);
    }
    @Nullable Instant since = environment.getArgument("since");
    String level = environment.getArgument("level");
    String requestId = environment.getArgument("requestId");
    try {
      return logs.read(id, new LogQuery(limit, since, level, requestId));
    } catch (IllegalArgumentException e) {
      throw Arguments.bad(String.valueOf(e.getMessage()));
    }
  }

  FunctionView view(ProjectId project, StoredFunction function) {
    return new FunctionView(function, id -> deployments.list(project, id));
  }

  static ProjectId project(DataFetchingEnvironment environment) {
    return grant(environment).projectId();
  }

  static Authentication.Granted grant(DataFetchingEnvironment environment) {
    return Objects.requireNonNull(
        environment.getGraphQlContext().get(Authentication.Granted.class));
  }

  private static ControlException missing(String message) {
    return new ControlException(ErrorCode.NOT_FOUND, message);
  }
}
