package io.alternatefutures.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.enums.V8ValueReferenceType;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import com.caoccao.javet.values.reference.V8ValueTypedArray;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.alternatefutures.sandbox.worker.platform.CacheStore;
import io.alternatefutures.sandbox.worker.platform.Engine;
import io.alternatefutures.sandbox.worker.platform.HostOps;
import io.alternatefutures.sandbox.worker.platform.NodeModules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever script calls the host with, it answers or refuses in its own words: no Java exception
 * and no name of a Java class reaches script, and the isolate goes on. Ordinary runs try the kept
 * inputs and a fixed sequence; set {@code JAZZER_FUZZ=1} to search for new ones.
 */
final class HostFunctionsFuzzTest {
  private static final int CALLS = 20_000;
  private static final NodeModules NODE = NodeModules.load();
  private static final int MAX_INPUT_BYTES = 512;

  @FuzzTest(maxDuration = "30s")
  void anyCallIsAnsweredOrRefused(byte[] data) throws JavetException, IOException {
    try (Fuzzed fuzzed = new Fuzzed()) {
      assertThat(fuzzed.call(data)).isEmpty();
    }
  }

  @Test
  void aSequenceOfAnyCallsIsAnsweredOrRefused() throws JavetException, IOException {
    Random random = new Random(42);
    try (Fuzzed fuzzed = new Fuzzed()) {
      for (int i = 0; i < CALLS; i++) {
        byte[] data = new byte[random.nextInt(MAX_INPUT_BYTES)];
        random.nextBytes(data);
        assertThat(fuzzed.call(data)).isEmpty();
      }
    }
  }

  /** The host's functions as script has them, with nobody behind them. */
  private static final class Fuzzed implements AutoCloseable {
    private final V8Runtime runtime = Engine.host().createV8Runtime();
    private final V8ValueFunction call;

    Fuzzed() throws JavetException, IOException {
      CacheStore caches = new CacheStore(InstantSource.system());
      try (V8ValueObject host = runtime.createV8ValueObject();
          V8ValueFunction driver = runtime.getExecutor(script()).execute();
          V8Value operations =
              runtime
                  .getExecutor(
                      "'"
                          + String.join(
                              " ",
                              new HostOps(caches, () -> false).names().stream().sorted().toList())
                          + "'.split(' ')")
                  .execute()) {
        HostFunctions functions = new HostFunctions(NODE, new SecureRandom(), caches);
        functions.attach(new NoFunction());
        functions.bind(runtime, host);
        call = driver.call(null, new V8Value[] {host, operations});
      }
    }

    private static String script() throws IOException {
      try (InputStream in = HostFunctionsFuzzTest.class.getResourceAsStream("/host-fuzz.js")) {
        if (in == null) {
          throw new IOException("there is no resource host-fuzz.js");
        }
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return "(" + text.substring(text.indexOf('\n')) + ")";
      }
    }

    String call(byte[] data) throws JavetException {
      try (V8ValueTypedArray bytes =
          runtime.createV8ValueTypedArray(V8ValueReferenceType.Uint8Array, data.length)) {
        bytes.fromBytes(data);
        try (V8Value fault = call.call(null, new V8Value[] {bytes})) {
          return fault.toString();
        }
      }
    }

    @Override
    public void close() throws JavetException {
      call.close();
      runtime.close();
    }
  }
}
