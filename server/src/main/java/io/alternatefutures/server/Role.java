package io.alternatefutures.server;

import io.alternatefutures.control.http.ControlOptions;
import io.alternatefutures.store.StoreOptions;

/** Which part of the work a runtime does, among those on its database. */
enum Role {
  /** Serves functions and takes changes. */
  ALL,
  /** Serves functions. */
  EDGE,
  /** Takes changes. */
  CONTROL;

  boolean serves() {
    return this != CONTROL;
  }

  boolean changes() {
    return this != EDGE;
  }

  StoreOptions.Rights rights() {
    return changes() ? StoreOptions.Rights.CHANGE : StoreOptions.Rights.READ;
  }

  ControlOptions.Offer offer() {
    return changes() ? ControlOptions.Offer.EVERYTHING : ControlOptions.Offer.OBSERVATION;
  }
}
