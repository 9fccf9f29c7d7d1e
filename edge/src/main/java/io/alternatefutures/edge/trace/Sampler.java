package io.alternatefutures.edge.trace;

import io.alternatefutures.model.trace.Sampling;
import io.alternatefutures.model.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are recorded: as the caller says, or a share of all by their identifiers, so that
 * everybody who samples with the same share takes the same.
 *
 * @param parentBased whether the caller's choice counts, where there is a caller
 * @param ratio share of the others that is recorded, from 0 to 1
 */
public record Sampler(boolean parentBased, double ratio) {
  public Sampler {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("the ratio must be from 0 to 1, but is " + ratio);
    }
  }

  Sampling of(@Nullable TraceContext caller, long traceIdLow) {
    boolean sampled =
        (parentBased && caller != null) ? caller.isSampled() : isAmongShare(traceIdLow);
    return sampled ? Sampling.SAMPLED : Sampling.UNSAMPLED;
  }

  private boolean isAmongShare(long traceIdLow) {
    return ratio == 1 || (traceIdLow & Long.MAX_VALUE) < ratio * Long.MAX_VALUE;
  }
}
