package io.alternatefutures.control.observe;

/** What a function has used since its instance started. */
public record FunctionLoad(long requests, long errors, double cpuSeconds) {
  public static final FunctionLoad NONE = new FunctionLoad(0, 0, 0);

  /** Both together. */
  public FunctionLoad plus(FunctionLoad other) {
    return new FunctionLoad(
        requests + other.requests, errors + other.errors, cpuSeconds + other.cpuSeconds);
  }
}
