package io.alternatefutures.control.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import io.alternatefutures.control.access.Access;
import io.alternatefutures.control.access.StoredToken;
import io.alternatefutures.control.access.TokenScope;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of {@code Query} and {@code Mutation} about tokens, and those of a token. */
final class TokenFields {
  private final Access access;

  TokenFields(GraphQlServices services) {
    this.access = services.access();
  }

  /** A token, with its secret when it was just made. */
  record View(StoredToken token, @Nullable String secret) {}

  List<View> list(DataFetchingEnvironment environment) {
    return access.listTokens(Queries.project(environment)).stream()
        .map(token -> new View(token, null))
        .toList();
  }

  View create(DataFetchingEnvironment environment) {
    Arguments data = Arguments.of(environment, "data");
    String label = data.label("label");
    if (label == null) {
      throw Arguments.bad("label is missing: say what the token is for");
    }
    String scope = data.text("scope");
    Access.IssuedToken issued =
        access.createToken(
            Queries.project(environment),
            label,
            scope == null ? TokenScope.ADMIN : TokenScope.valueOf(scope),
            data.instant("expiresAt"));
    return new View(issued.stored(), issued.token().value());
  }

  View revoke(DataFetchingEnvironment environment) {
    String id = Arguments.of(environment, "where").text("id");
    return new View(access.revokeToken(Queries.project(environment), id == null ? "" : id), null);
  }

  static TypeRuntimeWiring.Builder wire(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("id", field(view -> view.token().id()))
        .dataFetcher("label", field(view -> view.token().label()))
        .dataFetcher("scope", field(view -> view.token().scope().name()))
        .dataFetcher("createdAt", field(view -> view.token().createdAt()))
        .dataFetcher("expiresAt", field(view -> view.token().expiresAt()))
        .dataFetcher("lastUsedAt", field(view -> view.token().lastUsedAt()))
        .dataFetcher("token", field(View::secret));
  }

  private static DataFetcher<Object> field(Function<View, @Nullable Object> field) {
    return environment ->
        field.apply((View) Objects.requireNonNull(environment.<Object>getSource()));
  }
}
