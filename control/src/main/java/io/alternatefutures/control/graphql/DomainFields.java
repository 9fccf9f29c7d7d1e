package io.alternatefutures.control.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import io.alternatefutures.control.domain.Domains;
import io.alternatefutures.control.domain.StoredDomain;
import io.alternatefutures.model.FunctionId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of {@code Query} and {@code Mutation} about domains, and those of a domain. */
final class DomainFields {
  private final Domains domains;

  DomainFields(GraphQlServices services) {
    this.domains = services.domains();
  }

  List<StoredDomain> list(DataFetchingEnvironment environment) {
    FunctionId function = Arguments.of(environment, "where").optionalFunctionId("id");
    return function == null
        ? domains.list(Queries.project(environment))
        : domains.list(Queries.project(environment), function);
  }

  StoredDomain add(DataFetchingEnvironment environment) {
    Arguments where = Arguments.of(environment, "where");
    return domains.add(
        Queries.project(environment), where.functionId("functionId"), where.domain("domain"));
  }

  StoredDomain verify(DataFetchingEnvironment environment) {
    Arguments where = Arguments.of(environment, "where");
    return domains.verify(
        Queries.project(environment), where.functionId("functionId"), where.domain("domain"));
  }

  StoredDomain remove(DataFetchingEnvironment environment) {
    Arguments where = Arguments.of(environment, "where");
    return domains.remove(
        Queries.project(environment), where.functionId("functionId"), where.domain("domain"));
  }

  static TypeRuntimeWiring.Builder wire(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("domain", field(domain -> domain.name().value()))
        .dataFetcher("functionId", field(domain -> domain.functionId().value()))
        .dataFetcher("recordName", field(StoredDomain::recordName))
        .dataFetcher("recordValue", field(StoredDomain::recordValue))
        .dataFetcher("verifiedAt", field(StoredDomain::verifiedAt))
        .dataFetcher("createdAt", field(StoredDomain::createdAt));
  }

  private static DataFetcher<Object> field(Function<StoredDomain, @Nullable Object> field) {
    return environment ->
        field.apply((StoredDomain) Objects.requireNonNull(environment.<Object>getSource()));
  }
}
