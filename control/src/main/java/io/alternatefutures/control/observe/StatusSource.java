package io.alternatefutures.control.observe;

/** Asked for every look at an instance; answers from memory, without waiting. */
@FunctionalInterface
public interface StatusSource {
  InstanceStatus status();
}
