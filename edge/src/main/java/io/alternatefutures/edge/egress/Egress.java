package io.alternatefutures.edge.egress;

import io.alternatefutures.edge.limits.Limits;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressCaps;
import io.alternatefutures.model.egress.EgressRules;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a project may reach: the operator's policy and caps, and within them the project's own
 * rules. Thread-safe; finding takes no lock while rules do not change.
 */
public final class Egress {
  private final EgressPolicy policy;
  private final EgressCaps caps;
  private final Function<ProjectId, EgressRules> rules;
  private final EgressCounts counts = new EgressCounts();
  private final ProjectEgress unruled;
  private final ConcurrentHashMap<ProjectId, Known> projects = new ConcurrentHashMap<>();

  private record Known(EgressMeter.Use use, ProjectEgress egress) {}

  /**
   * @param rules the rules of a project as they are now; is asked for each request
   */
  public Egress(EgressPolicy policy, EgressCaps caps, Function<ProjectId, EgressRules> rules) {
    this.policy = policy;
    this.caps = caps;
    this.rules = rules;
    this.unruled = new ProjectEgress(policy, EgressRules.none(), null, counts);
  }

  /** One without projects: the policy alone. */
  public static Egress of(EgressPolicy policy) {
    return new Egress(policy, EgressCaps.NONE, _ -> EgressRules.none());
  }

  /**
   * What a project may reach.
   *
   * @param project null for what belongs to none
   */
  @SuppressWarnings("ReferenceEquality") // spares the comparison of rules that did not change
  public ProjectEgress of(@Nullable ProjectId project) {
    if (project == null) {
      return unruled;
    }
    EgressRules current = rules.apply(project);
    if (caps.areNone() && current.isNone()) {
      return unruled;
    }
    Known known = projects.get(project);
    if (known != null && known.egress.rules() == current) {
      return known.egress;
    }
    return changed(project, current);
  }

  private ProjectEgress changed(ProjectId project, EgressRules current) {
    if (projects.size() >= Limits.EGRESS_PROJECTS) {
      projects.keySet().removeIf(other -> rules.apply(other).isNone());
    }
    Known fresh =
        projects.compute(
            project,
            (_, before) -> {
              EgressMeter.Use use =
                  before == null ? new EgressMeter.Use(System::nanoTime) : before.use;
              return new Known(
                  use, new ProjectEgress(policy, current, meter(use, current), counts));
            });
    return fresh.egress;
  }

  private @Nullable EgressMeter meter(EgressMeter.Use use, EgressRules current) {
    EgressCaps most = caps.within(current);
    return most.areNone() ? null : new EgressMeter(use, most);
  }

  /** How often egress was refused. */
  public EgressCounts counts() {
    return counts;
  }
}
