package io.alternatefutures.control.instance;

import io.alternatefutures.control.Limits;
import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.model.FunctionId;
import java.time.Duration;
import java.util.List;

/** Waits until all live instances serve a change. Safe for use by many threads; blocks. */
public final class Rollout {
  private final InstanceStore instances;
  private final CatalogSource catalog;

  public Rollout(InstanceStore instances, CatalogSource catalog) {
    this.instances = instances;
    this.catalog = catalog;
  }

  /**
   * How far a change has come.
   *
   * @param live instances that serve functions
   * @param lagging names of those that do not serve the change yet
   */
  public record State(int live, List<String> lagging) {
    public State {
      lagging = List.copyOf(lagging);
    }

    /** How many serve the change. */
    public int serving() {
      return live - lagging.size();
    }
  }

  /**
   * Waits until all live instances serve what is stored of the function now, for {@link
   * Limits#ROLLOUT_WAIT} at most.
   */
  public State await(FunctionId function) {
    long target = catalog.revision();
    long end = System.nanoTime() + Limits.ROLLOUT_WAIT.toNanos();
    Duration pause = Limits.ROLLOUT_PAUSE;
    while (true) {
      State state = state(function, target);
      if (state.lagging().isEmpty() || System.nanoTime() - end >= 0) {
        return state;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return state;
      }
      pause =
          pause.multipliedBy(2).compareTo(Limits.ROLLOUT_LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : Limits.ROLLOUT_LONGEST_PAUSE;
    }
  }

  private State state(FunctionId function, long target) {
    List<Instance> serving = instances.live().stream().filter(Instance::serves).toList();
    return new State(
        serving.size(),
        serving.stream()
            .filter(instance -> !instance.serves(function, target))
            .map(Instance::name)
            .toList());
  }
}
