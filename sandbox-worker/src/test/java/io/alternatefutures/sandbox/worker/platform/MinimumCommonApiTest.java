package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.reference.V8ValueFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The global scope beside the Minimum Common Web API, ECMA-429. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MinimumCommonApiTest {
  private TestIsolate isolate;
  private V8ValueFunction check;

  @BeforeAll
  void open() throws JavetException, IOException {
    isolate = new TestIsolate();
    check = isolate.runtime.getExecutor("(" + resource("minimum-common-api.js") + ")").execute();
  }

  @AfterAll
  void close() throws JavetException {
    check.close();
    isolate.close();
  }

  static Stream<String> interfaces() throws IOException {
    return resource("minimum-common-api.txt").lines().filter(line -> !line.startsWith("#"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = MinimumCommonApiTest.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IOException("there is no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("^//.*\n", "");
    }
  }

  @ParameterizedTest
  @MethodSource("interfaces")
  void anInterfaceLooksAsItsStandardSays(String line) throws JavetException {
    assertThat(check.callString(null, line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "atob, 1",
    "btoa, 1",
    "clearInterval, 0",
    "clearTimeout, 0",
    "fetch, 1",
    "queueMicrotask, 1",
    "reportError, 1",
    "setInterval, 1",
    "setTimeout, 1",
    "structuredClone, 1",
    "addEventListener, 2",
    "removeEventListener, 2",
    "dispatchEvent, 1"
  })
  void aFunctionOfTheGlobalScopeIsThere(String name, int length) throws JavetException {
    assertThat(
            isolate.run(
                "(d => [typeof d.value, d.value.name, d.value.length, d.enumerable, d.writable,"
                    + " d.configurable].join())(Object.getOwnPropertyDescriptor(globalThis, '"
                    + name
                    + "'))"))
        .isEqualTo("function," + name + "," + length + ",true,true,true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          true     | self === globalThis
          string   | typeof navigator.userAgent
          true     | performance instanceof Performance
          number   | typeof performance.timeOrigin
          true     | crypto instanceof Crypto
          true     | crypto.subtle instanceof SubtleCrypto
          true     | caches instanceof CacheStorage
          null     | onerror
          null     | onunhandledrejection
          null     | onrejectionhandled
          true     | ['onerror', 'onunhandledrejection', 'onrejectionhandled', 'self'].every(k => Object.getOwnPropertyDescriptor(globalThis, k).enumerable)
          console  | Object.prototype.toString.call(console).slice(8, -1)
          true     | 'assert clear count countReset debug dir dirxml error group groupCollapsed groupEnd info log table time timeEnd timeLog trace warn'.split(' ').every(k => typeof console[k] === 'function')
          true     | ['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming', 'validate'].every(k => typeof WebAssembly[k] === 'function')
          true     | WebAssembly.JSTag instanceof WebAssembly.Tag
          true     | globalThis instanceof EventTarget
          """)
  void aValueOfTheGlobalScopeIsThere(String value, String expression) throws JavetException {
    assertThat(isolate.run("String(" + expression + ")")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          QuotaExceededError,22,10,11  | (e => [e.name, e.code, e.quota, e.requested].join())(new QuotaExceededError('m', { quota: 10, requested: 11 }))
          true,true,                   | (e => [e instanceof DOMException, e instanceof Error, e.quota].join())(new QuotaExceededError())
          RangeError                   | (() => { try { new QuotaExceededError('', { quota: 2, requested: 1 }) } catch (e) { return e.name } })()
          true                         | (() => { try { crypto.getRandomValues(new Uint8Array(65537)) } catch (e) { return e instanceof QuotaExceededError } })()
          true,m,7                     | (e => [e instanceof QuotaExceededError, e.message, e.quota].join())(structuredClone(new QuotaExceededError('m', { quota: 7 })))
          """)
  void anExceededQuotaIsAnErrorOfItsOwn(String value, String expression) throws JavetException {
    assertThat(isolate.run(expression)).isEqualTo(value);
  }
}
