package io.alternatefutures.model.trace;

/** Whether the spans of a trace are recorded; all that take part should do alike. */
public enum Sampling {
  SAMPLED,
  UNSAMPLED
}
