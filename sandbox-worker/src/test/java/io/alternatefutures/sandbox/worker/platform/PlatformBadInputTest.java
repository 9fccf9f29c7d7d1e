package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformBadInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TypeError           | new Headers({ a: 'b\\r\\nc' })
          TypeError           | new Headers({ 'a b': 'c' })
          TypeError           | new Response('x', { status: 204 })
          RangeError          | new Response('x', { status: 99 })
          TypeError           | (async () => { const r = new Response('x'); await r.text(); await r.text() })()
          RangeError          | (() => { let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; structuredClone(o) })()
          DataCloneError      | structuredClone(() => {})
          TypeError           | new URL('http://[::1')
          TypeError           | fetch('nope')
          TypeError           | fetch('ftp://x/')
          DataError           | crypto.subtle.importKey('pkcs8', new Uint8Array([1, 2]), 'Ed25519', false, ['sign'])
          NotSupportedError   | crypto.subtle.digest('MD5', new Uint8Array(1))
          OperationError      | crypto.subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', false, ['decrypt']).then(k => crypto.subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, k, new Uint8Array(40)))
          TypeError           | new Response(new Response('no').body.pipeThrough(new DecompressionStream('gzip'))).text()
          InvalidCharacterError | atob('*')
          EvalError           | new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array(1)); }, pull(c) { c.error(new EvalError('midway')) } })).text()
          TypeError           | new Response(new ReadableStream({ pull(c) { c.enqueue('text') } })).text()
          none                | (() => { const o = { list: new Array(1e6).fill({}) }; o.self = o; structuredClone(o) })()
          TypeError           | fetch('http://a.test:25/')
          TypeError           | fetch('data:,x', { integrity: 'sha256-AAAA' })
          OperationError      | crypto.subtle.importKey('raw', new Uint8Array(1), 'PBKDF2', false, ['deriveBits']).then(k => crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(1), iterations: 4294967295 }, k, 8))
          """)
  void badInputIsTheErrorTheStandardNames(String error, String expression) throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThat(
              isolate.runAsync(
                  "try { await (" + expression + "); return 'none' } catch (e) { return e.name }"))
          .isEqualTo(error);
    }
  }

  @Test
  void aLongTextMayBeginWithNul() throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThat(isolate.run("new TextDecoder().decode(new Uint8Array(1e6)).length"))
          .isEqualTo("1000000");
    }
  }

  @Test
  void bodiesSurviveEncodingAndDecoding() throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThat(
              isolate.runAsync(
                  "const f = new FormData(); f.append('a', 'ü'); f.append('f', new File(['x'],"
                      + " 'n.txt')); const g = await new Response(f).formData(); return g.get('a')"
                      + " + g.get('f').name + await g.get('f').text()"))
          .isEqualTo("ün.txtx");
    }
  }

  @Test
  void aLargeBodyIsCompressedAndDecompressedInPieces() throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThat(
              isolate.runAsync(
                  "let n = 0; for await (const c of new Response(new Uint8Array(20e6)).body"
                      + ".pipeThrough(new CompressionStream('gzip')).pipeThrough(new"
                      + " DecompressionStream('gzip'))) n += c.length; return n"))
          .isEqualTo("20000000");
    }
  }
}
