package io.alternatefutures.edge.plan;

import io.alternatefutures.sandbox.Exchange;
import io.alternatefutures.sandbox.ExchangeListener;

/** The code of the function a route belongs to. */
@FunctionalInterface
public interface FunctionCode {
  /** Has the code answer the request; on the request's event loop. */
  Exchange run(ExchangeListener listener);
}
