package io.alternatefutures.control.graphql;

import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.model.FunctionId;
import java.util.List;
import java.util.function.Function;

/**
 * A function as one answer shows it.
 *
 * @param deployments its deployments, the newest first; read only when a query asks for them
 */
record FunctionView(StoredFunction function, Function<FunctionId, List<Deployment>> deployments) {}
