package io.alternatefutures.control.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import io.alternatefutures.control.access.Access;
import io.alternatefutures.control.access.Project;
import io.alternatefutures.control.access.Projects;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressRules;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of {@code Query} and {@code Mutation} about projects, and those of a project. */
final class ProjectFields {
  private final Projects projects;
  private final Access access;

  ProjectFields(GraphQlServices services) {
    this.projects = services.projects();
    this.access = services.access();
  }

  /** A project, with a token when it was just made. */
  record View(Project project, @Nullable String token) {}

  List<View> list(DataFetchingEnvironment environment) {
    return projects.list(Queries.project(environment)).stream()
        .map(project -> new View(project, null))
        .toList();
  }

  View create(DataFetchingEnvironment environment) {
    String name = Arguments.of(environment, "data").text("name");
    Project project = projects.create(Queries.project(environment), name == null ? "" : name);
    return new View(project, access.issueToken(project.id(), "first").value());
  }

  View update(DataFetchingEnvironment environment) {
    ProjectId id = Arguments.of(environment, "where").projectId("id");
    EgressRules egress = Arguments.of(environment, "data").egress();
    if (egress == null) {
      throw Arguments.bad("Nothing to change was given. Give egress");
    }
    return new View(projects.setEgress(Queries.project(environment), id, egress), null);
  }

  View delete(DataFetchingEnvironment environment) {
    ProjectId id = Arguments.of(environment, "where").projectId("id");
    return new View(projects.delete(Queries.project(environment), id), null);
  }

  static TypeRuntimeWiring.Builder wire(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher("id", field(view -> view.project().id().value()))
        .dataFetcher("name", field(view -> view.project().name()))
        .dataFetcher("ownerId", field(view -> owner(view.project())))
        .dataFetcher("createdAt", field(view -> view.project().createdAt()))
        .dataFetcher("egress", field(view -> view.project().egress().toMap()))
        .dataFetcher("token", field(View::token));
  }

  private static @Nullable String owner(Project project) {
    ProjectId owner = project.ownerId();
    return owner == null ? null : owner.value();
  }

  private static DataFetcher<Object> field(Function<View, @Nullable Object> field) {
    return environment ->
        field.apply((View) Objects.requireNonNull(environment.<Object>getSource()));
  }
}
