package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.options.V8Flags;
import com.caoccao.javet.interop.options.V8RuntimeOptions;

/**
 * V8 as functions see it: sloppy scripts stay sloppy, and ICU maps its data from the folder that
 * the environment's {@code ICU_DATA} names, so that all workers share one copy of it.
 */
public final class Engine {
  private static final String DATA_FROM_ENVIRONMENT = "";

  private Engine() {}

  /** V8, loaded at the first call. */
  public static V8Host host() {
    V8Flags flags = V8RuntimeOptions.V8_FLAGS;
    if (!flags.isSealed()) {
      flags.setUseStrict(false).setIcuDataFile(DATA_FROM_ENVIRONMENT);
    }
    return V8Host.getV8I18nInstance();
  }
}
