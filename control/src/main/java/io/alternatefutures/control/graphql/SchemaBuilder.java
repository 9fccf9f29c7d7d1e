package io.alternatefutures.control.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.access.Authentication;
import io.alternatefutures.control.access.TokenScope;
import io.alternatefutures.control.content.ContentLibrary;
import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.control.instance.Rollout;
import io.alternatefutures.control.observe.LogLine;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.routing.RouteSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Joins the schema's text with the code behind its fields. */
final class SchemaBuilder {
  private static final String RESOURCE = "schema.graphqls";

  private SchemaBuilder() {}

  static GraphQLSchema build(GraphQlServices services) {
    Queries queries = new Queries(services);
    ProjectFields projects = new ProjectFields(services);
    TokenFields tokens = new TokenFields(services);
    DomainFields domains = new DomainFields(services);
    RuntimeWiring.Builder wiring =
        RuntimeWiring.newRuntimeWiring()
            .scalar(Scalars.JSON)
            .scalar(Scalars.DATE)
            .type("Query", type -> queryFields(type, queries))
            .type("Mutation", type -> mutationFields(type, new Mutations(services, queries)))
            .type("Query", type -> type.dataFetcher("afProjects", projects::list))
            .type("Query", type -> type.dataFetcher("afTokens", admin(tokens::list)))
            .type("Query", type -> type.dataFetcher("afFunctionDomains", domains::list))
            .type(
                "Mutation",
                type ->
                    type.dataFetcher("createAFProject", admin(projects::create))
                        .dataFetcher("updateAFProject", admin(projects::update))
                        .dataFetcher("deleteAFProject", admin(projects::delete))
                        .dataFetcher("addAFFunctionDomain", admin(domains::add))
                        .dataFetcher("verifyAFFunctionDomain", admin(domains::verify))
                        .dataFetcher("removeAFFunctionDomain", admin(domains::remove))
                        .dataFetcher("createAFToken", admin(tokens::create))
                        .dataFetcher("revokeAFToken", admin(tokens::revoke)))
            .type("AFToken", TokenFields::wire)
            .type("AFTokenList", SchemaBuilder::listFields)
            .type("AFFunctionDomain", DomainFields::wire)
            .type("AFFunctionDomainList", SchemaBuilder::listFields)
            .type("AFProject", ProjectFields::wire)
            .type("AFProjectList", SchemaBuilder::listFields)
            .type("AFFunction", functionFields(services))
            .type("AFFunctionDeployment", deploymentFields(services))
            .type("AFRollout", SchemaBuilder::rolloutFields)
            .type("AFFunctionLogLine", SchemaBuilder::logFields)
            .type("AFFunctionList", SchemaBuilder::listFields)
            .type("AFFunctionDeploymentList", SchemaBuilder::listFields)
            .type("AFFunctionLogList", SchemaBuilder::listFields);
    new StatusFields(services).wire(wiring);
    try (InputStream resource =
            Objects.requireNonNull(SchemaBuilder.class.getResourceAsStream(RESOURCE), RESOURCE);
        Reader text = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
      return new SchemaGenerator()
          .makeExecutableSchema(new SchemaParser().parse(text), wiring.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TypeRuntimeWiring.Builder queryFields(
      TypeRuntimeWiring.Builder type, Queries queries) {
    return type.dataFetcher("afFunction", queries::function)
        .dataFetcher("afFunctionByName", queries::functionByName)
        .dataFetcher("afFunctions", queries::functions)
        .dataFetcher("afFunctionDeployment", queries::deployment)
        .dataFetcher("afFunctionDeployments", queries::deployments)
        .dataFetcher("afFunctionLogs", queries::logs);
  }

  private static TypeRuntimeWiring.Builder mutationFields(
      TypeRuntimeWiring.Builder type, Mutations mutations) {
    return type.dataFetcher("createAFFunction", admin(mutations::create))
        .dataFetcher("updateAFFunction", admin(mutations::update))
        .dataFetcher("updateAFFunctionEnv", admin(mutations::updateEnv))
        .dataFetcher("deleteAFFunction", admin(mutations::delete))
        .dataFetcher("triggerAFFunctionDeployment", needing(TokenScope.DEPLOY, mutations::trigger))
        .dataFetcher("purgeAFFunctionCache", needing(TokenScope.DEPLOY, mutations::purge))
        .dataFetcher("rollbackAFFunction", needing(TokenScope.DEPLOY, mutations::rollback));
  }

  private static DataFetcher<Object> admin(DataFetcher<?> fetcher) {
    return needing(TokenScope.ADMIN, fetcher);
  }

  /** A field for callers whose token has {@code scope}; those without it read the others. */
  private static DataFetcher<Object> needing(TokenScope scope, DataFetcher<?> fetcher) {
    return environment -> {
      Authentication.Granted grant = Queries.grant(environment);
      if (!grant.scope().includes(scope)) {
        throw grant.refusal(scope);
      }
      return fetcher.get(environment);
    };
  }

  /** A list type has the list itself as its source. */
  private static TypeRuntimeWiring.Builder listFields(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("data", DataFetchingEnvironment::getSource);
  }

  private static UnaryOperator<TypeRuntimeWiring.Builder> functionFields(GraphQlServices services) {
    return type ->
        type.dataFetcher("id", stored(f -> f.id().value()))
            .dataFetcher("name", stored(f -> f.name().value()))
            .dataFetcher("slug", stored(f -> f.slug().value()))
            .dataFetcher("invokeUrl", stored(f -> services.invokeUrls().of(f.slug())))
            .dataFetcher("projectId", stored(f -> f.projectId().value()))
            .dataFetcher("currentDeploymentId", stored(SchemaBuilder::currentId))
            .dataFetcher("routes", SchemaBuilder::routes)
            .dataFetcher("limits", stored(f -> FunctionLimit.byKey(f.limits())))
            .dataFetcher("status", stored(f -> f.status().name()))
            .dataFetcher("siteId", stored(StoredFunction::siteId))
            .dataFetcher("createdAt", stored(StoredFunction::createdAt))
            .dataFetcher("updatedAt", stored(StoredFunction::updatedAt))
            .dataFetcher("deployments", viewed(v -> v.deployments().apply(v.function().id())))
            .dataFetcher("currentDeployment", viewed(v -> current(v).orElse(null)))
            .dataFetcher("sourceCode", viewed(v -> sourceCode(v, services.content())));
  }

  private static UnaryOperator<TypeRuntimeWiring.Builder> deploymentFields(
      GraphQlServices services) {
    return type ->
        type.dataFetcher("id", deployed(d -> d.id().value()))
            .dataFetcher("afFunctionId", deployed(d -> d.functionId().value()))
            .dataFetcher("cid", deployed(d -> d.cid().toString()))
            .dataFetcher("blake3Hash", deployed(Deployment::blake3Hash))
            .dataFetcher("assetsCid", deployed(d -> textOf(d.assetsCid())))
            .dataFetcher("sgx", deployed(Deployment::sgx))
            .dataFetcher("envNames", deployed(d -> d.env().keySet().stream().sorted().toList()))
            .dataFetcher("rollout", deployed(d -> services.rollout().await(d.functionId())))
            .dataFetcher("createdAt", deployed(Deployment::createdAt))
            .dataFetcher("updatedAt", deployed(Deployment::updatedAt));
  }

  private static TypeRuntimeWiring.Builder rolloutFields(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("live", rolledOut(Rollout.State::live))
        .dataFetcher("serving", rolledOut(Rollout.State::serving))
        .dataFetcher("lagging", rolledOut(Rollout.State::lagging));
  }

  private static TypeRuntimeWiring.Builder logFields(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("time", logged(LogLine::time))
        .dataFetcher("level", logged(LogLine::level))
        .dataFetcher("message", logged(LogLine::message))
        .dataFetcher("requestId", logged(LogLine::requestId))
        .dataFetcher("traceId", logged(LogLine::traceId));
  }

  private static @Nullable String currentId(StoredFunction function) {
    DeploymentId id = function.currentDeploymentId();
    return id == null ? null : id.value();
  }

  private static @Nullable String textOf(@Nullable Cid cid) {
    return cid == null ? null : cid.toString();
  }

  private static Optional<Deployment> current(FunctionView view) {
    DeploymentId id = view.function().currentDeploymentId();
    if (id == null) {
      return Optional.empty();
    }
    List<Deployment> all = view.deployments().apply(view.function().id());
    return all.stream().filter(deployment -> deployment.id().equals(id)).findFirst();
  }

  private static @Nullable String sourceCode(FunctionView view, ContentLibrary content) {
    Optional<Deployment> current = current(view);
    if (current.isEmpty()) {
      return null;
    }
    try {
      byte[] source = content.read(current.get().cid(), Limits.SOURCE_SHOWN_BYTES);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source)).toString();
    } catch (ControlException | CharacterCodingException e) {
      return null;
    }
  }

  /** Who may not change routes does not see what is secret in them. */
  private static @Nullable Object routes(DataFetchingEnvironment environment) {
    Map<String, Object> routes = source(environment, FunctionView.class).function().routes();
    if (routes.isEmpty()) {
      return null;
    }
    boolean mayChange = Queries.grant(environment).scope().includes(TokenScope.ADMIN);
    return mayChange ? routes : RouteSecrets.hidden(routes);
  }

  private static DataFetcher<Object> stored(Function<StoredFunction, @Nullable Object> field) {
    return viewed(view -> field.apply(view.function()));
  }

  private static DataFetcher<Object> viewed(Function<FunctionView, @Nullable Object> field) {
    return environment -> field.apply(source(environment, FunctionView.class));
  }

  private static DataFetcher<Object> deployed(Function<Deployment, @Nullable Object> field) {
    return environment -> field.apply(source(environment, Deployment.class));
  }

  private static DataFetcher<Object> logged(Function<LogLine, @Nullable Object> field) {
    return environment -> field.apply(source(environment, LogLine.class));
  }

  private static DataFetcher<Object> rolledOut(Function<Rollout.State, @Nullable Object> field) {
    return environment -> field.apply(source(environment, Rollout.State.class));
  }

  private static <T> T source(DataFetchingEnvironment environment, Class<T> type) {
    return type.cast(Objects.requireNonNull(environment.<Object>getSource()));
  }
}
