package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import org.junit.jupiter.api.Test;

class PlatformSnapshotTest {
  @Test
  void anIsolateFromTheSnapshotHasThePlatform() throws JavetException {
    V8RuntimeOptions options = new V8RuntimeOptions();
    options.setSnapshotBlob(PlatformSource.snapshot());
    try (V8Runtime runtime = Engine.host().createV8Runtime(options);
        V8ValueObject global = runtime.getGlobalObject();
        V8ValueFunction bind = global.get("__bind");
        V8ValueObject hostObject = runtime.createV8ValueObject()) {
      TestHost host = new TestHost();
      host.bind(runtime, hostObject);
      try (V8ValueObject _ = bind.call(null, new V8Value[] {hostObject})) {
        assertThat(
                runtime
                    .getExecutor(
                        "[new URL('http://a/../b').href, new Response('x').status, typeof __bind,"
                            + " new Headers({ a: 'b' }).get('A'),"
                            + " crypto.randomUUID().length, performance.now() >= 0,"
                            + " globalThis instanceof EventTarget].join()")
                    .executeString())
            .isEqualTo("http://a/b,200,undefined,b,36,true,true");
      }
    }
  }

  @Test
  void theScriptIsPlainAsciiSoThatEachIsolateHoldsItInOneByteACharacter() {
    assertThat(PlatformSource.script().chars().filter(c -> c >= 0x80)).isEmpty();
  }

  @Test
  void everyOperationCanBeWarmedUp() {
    HostOps.warmUp();
    assertThat(DomainNames.toAscii("faß.de")).isEqualTo("xn--fa-hia.de");
  }
}
