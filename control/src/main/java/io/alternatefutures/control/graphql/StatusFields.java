package io.alternatefutures.control.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.control.observe.ClusterReader;
import io.alternatefutures.control.observe.FunctionLoad;
import io.alternatefutures.control.observe.InstanceStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The field {@code afStatus}, and those of instances and what functions use on them. */
final class StatusFields {
  private static final int MOST_FUNCTIONS = 100;

  private final ClusterReader cluster;
  private final Functions functions;

  StatusFields(GraphQlServices services) {
    this.cluster = services.cluster();
    this.functions = services.functions();
  }

  /** What one function has used on all instances. */
  record Used(StoredFunction function, FunctionLoad load) {}

  private List<InstanceStatus> status(DataFetchingEnvironment environment) {
    return cluster.status();
  }

  /** Those of the caller's project only. */
  private List<Used> used(DataFetchingEnvironment environment) {
    int limit = environment.getArgumentOrDefault("limit", 10);
    if (limit < 1 || limit > MOST_FUNCTIONS) {
      throw Arguments.bad("limit is " + limit + "; give 1 to " + MOST_FUNCTIONS);
    }
    List<?> instances = source(environment, List.class);
    return functions.list(Queries.project(environment)).stream()
        .map(function -> new Used(function, load(instances, function.slug().value())))
        .filter(used -> used.load().requests() > 0)
        .sorted(Comparator.comparingLong((Used used) -> used.load().requests()).reversed())
        .limit(limit)
        .toList();
  }

  private static FunctionLoad load(List<?> instances, String slug) {
    return instances.stream()
        .map(instance ->
            ((InstanceStatus) instance).functions().getOrDefault(slug, FunctionLoad.NONE))
        .reduce(FunctionLoad.NONE, FunctionLoad::plus);
  }

  /** Adds the fields to {@code wiring}. */
  void wire(RuntimeWiring.Builder wiring) {
    wiring
        .type("Query", type -> type.dataFetcher("afStatus", this::status))
        .type(
            "AFStatus",
            type ->
                type.dataFetcher("instances", DataFetchingEnvironment::getSource)
                    .dataFetcher("functions", this::used))
        .type("AFInstance", StatusFields::instanceFields)
        .type("AFFunctionUse", StatusFields::useFields);
  }

  private static TypeRuntimeWiring.Builder instanceFields(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("name", instance(InstanceStatus::name))
        .dataFetcher("version", instance(InstanceStatus::version))
        .dataFetcher("role", instance(InstanceStatus::role))
        .dataFetcher("startedAt", instance(InstanceStatus::startedAt))
        .dataFetcher("state", instance(status -> status.state().name()))
        .dataFetcher("reasons", instance(InstanceStatus::reasons))
        .dataFetcher("layers", instance(InstanceStatus::layers))
        .dataFetcher("workers", instance(InstanceStatus::workers))
        .dataFetcher("workerMegabytes", instance(status -> status.workerBytes() / (1 << 20)));
  }

  private static TypeRuntimeWiring.Builder useFields(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("functionId", used(used -> used.function().id().value()))
        .dataFetcher("name", used(used -> used.function().name().value()))
        .dataFetcher("requests", used(used -> (double) used.load().requests()))
        .dataFetcher("errors", used(used -> (double) used.load().errors()))
        .dataFetcher("cpuSeconds", used(used -> used.load().cpuSeconds()));
  }

  private static DataFetcher<Object> instance(Function<InstanceStatus, @Nullable Object> field) {
    return environment -> field.apply(source(environment, InstanceStatus.class));
  }

  private static DataFetcher<Object> used(Function<Used, @Nullable Object> field) {
    return environment -> field.apply(source(environment, Used.class));
  }

  private static <T> T source(DataFetchingEnvironment environment, Class<T> type) {
    return type.cast(Objects.requireNonNull(environment.<Object>getSource()));
  }
}
