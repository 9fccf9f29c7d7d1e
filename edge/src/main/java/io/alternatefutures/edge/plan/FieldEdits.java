package io.alternatefutures.edge.plan;

import io.alternatefutures.routing.policy.HeaderEdits;
import io.netty.handler.codec.http.HttpHeaders;

/** Carries out a route's changes to header fields. */
final class FieldEdits {
  private FieldEdits() {}

  static void apply(HeaderEdits edits, HttpHeaders fields) {
    for (String name : edits.remove()) {
      fields.remove(name);
    }
    edits.set().forEach(fields::set);
  }
}
