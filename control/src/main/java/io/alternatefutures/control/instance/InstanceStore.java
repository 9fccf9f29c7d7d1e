package io.alternatefutures.control.instance;

import java.util.List;

/** Where instances find each other. Methods block. */
public interface InstanceStore {
  /** Adds or renews an instance; it counts as live for {@code Limits.INSTANCE_LIFE} from now on. */
  void announce(Instance instance);

  /** Removes an instance that ends. */
  void withdraw(String id);

  /** The instances that have announced themselves lately, by the database's clock. */
  List<Instance> live();
}
