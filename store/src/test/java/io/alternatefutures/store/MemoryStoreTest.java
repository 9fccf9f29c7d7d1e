package io.alternatefutures.store;

import io.alternatefutures.control.persistence.ControlStore;
import io.alternatefutures.control.testing.MemoryStore;

/** Keeps the fake that other tests rely on true to the databases. */
final class MemoryStoreTest extends StoreContract {
  @Override
  ControlStore open() {
    return new MemoryStore(CLOCK);
  }
}
