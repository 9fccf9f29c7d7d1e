package io.alternatefutures.control.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.control.access.Project;
import io.alternatefutures.control.function.FunctionEdit;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.control.testing.MemoryStore;
import io.alternatefutures.control.testing.RecordingPublisher;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Slug;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CatalogChangesTest {
  private static final ProjectId PROJECT = new ProjectId("prj_a");
  private static final FunctionId ID = new FunctionId("fn_1");

  private final MemoryStore store = new MemoryStore(Clock.systemUTC());
  private final RecordingPublisher publisher = new RecordingPublisher(store.catalog());
  private final CatalogChanges changes = new CatalogChanges(publisher);

  @BeforeEach
  void createFunction() {
    store.projects().addProject(Project.root(PROJECT, "a", Instant.EPOCH));
    StoredFunction function =
        new StoredFunction(
            ID,
            PROJECT,
            new FunctionName("name"),
            new Slug("name"),
            FunctionStatus.ACTIVE,
            Map.of(),
            Map.of(),
            null,
            null,
            Instant.EPOCH,
            Instant.EPOCH);
    changes.apply(ID, () -> store.functions().create(function));
  }

  @Test
  void what_is_stored_last_is_what_is_served_last_whatever_the_order_of_threads() throws Exception {
    List<Callable<Object>> edits = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      FunctionEdit edit =
          new FunctionEdit(new FunctionName("name-" + i), null, null, null, null, null);
      edits.add(() ->
          changes.apply(ID, () -> store.functions().update(PROJECT, ID, edit, Instant.EPOCH)));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(edits);
    }
    CatalogEntry stored = store.catalog().load(ID).orElseThrow();
    assertThat(publisher.served().byId(ID)).contains(stored);
  }

  @Test
  void what_is_no_longer_stored_is_no_longer_served() {
    changes.apply(ID, () -> store.functions().delete(PROJECT, ID));
    assertThat(publisher.served().size()).isZero();
  }
}
