package io.alternatefutures.control.http;

import io.alternatefutures.control.access.Access;
import io.alternatefutures.control.access.Projects;
import io.alternatefutures.control.catalog.CatalogChanges;
import io.alternatefutures.control.content.ContentPins;
import io.alternatefutures.control.deployment.Deployments;
import io.alternatefutures.control.domain.Domains;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.control.graphql.GraphQlApi;
import io.alternatefutures.control.graphql.GraphQlServices;
import io.alternatefutures.control.instance.Rollout;
import io.alternatefutures.control.upload.Uploads;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The use cases, put together on the ports.
 *
 * @param graphQl waits until the schema is made
 */
record UseCases(Access access, Uploads uploads, Supplier<GraphQlApi> graphQl) {
  /** Puts them together; making the schema, which takes a while, goes on in the background. */
  static UseCases on(ControlPorts ports) {
    CatalogChanges changes = new CatalogChanges(ports.publisher());
    Functions functions =
        new Functions(
            ports.store().functions(), changes, ports.limits(), ports.randomness(), ports.clock());
    ContentPins pins = new ContentPins();
    Deployments deployments =
        new Deployments(
            functions,
            ports.store().deployments(),
            ports.content(),
            pins,
            ports.checker(),
            changes,
            ports.randomness(),
            ports.clock());
    Uploads uploads =
        new Uploads(
            ports.content(),
            pins,
            ports.store().uploads(),
            ports.store().deployments(),
            ports.clock());
    Access access = new Access(ports.store().projects(), ports.randomness(), ports.clock());
    GraphQlServices services =
        new GraphQlServices(
            access,
            new Projects(
                ports.store().projects(),
                functions,
                ports.publisher(),
                ports.egressCaps(),
                ports.randomness(),
                ports.clock()),
            functions,
            deployments,
            new Domains(
                functions,
                ports.store().domains(),
                changes,
                ports.txtRecords(),
                ports.baseDomains(),
                ports.randomness(),
                ports.clock()),
            new Rollout(ports.store().instances(), ports.store().catalog()),
            ports.content(),
            new Cluster(ports, new Json()),
            ports.answers(),
            ports.invokeUrls());
    return new UseCases(access, uploads, inBackground(services)::join);
  }

  private static CompletableFuture<GraphQlApi> inBackground(GraphQlServices services) {
    CompletableFuture<GraphQlApi> api = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("control-schema")
        .start(() -> {
          try {
            api.complete(new GraphQlApi(services));
          } catch (Throwable e) {
            api.completeExceptionally(e);
          }
        });
    return api;
  }
}
