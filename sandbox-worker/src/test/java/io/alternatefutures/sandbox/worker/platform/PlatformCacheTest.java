package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformCacheTest {
  private static final String SETUP =
      "const u = 'https://a.example/x'; const c = caches.default;"
          + " const kept = async headers => { await c.put(u, new Response('hi', { headers }));"
          + " return (await c.match(u))?.text() };";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          hi                 | return kept({})
          hi                 | return kept({ 'cache-control': 'public, max-age=60' })
          undefined          | return kept({ 'cache-control': 'no-store' })
          undefined          | return kept({ 'cache-control': 'private, max-age=60' })
          undefined          | return kept({ 'cache-control': 'max-age=60, s-maxage=0' })
          hi                 | return kept({ 'cache-control': 's-maxage=60, max-age=0' })
          undefined          | return kept({ 'cache-control': 'max-age=often' })
          undefined          | return kept({ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' })
          hi                 | return kept({ expires: 'Thu, 01 Jan 2099 00:00:00 GMT' })
          undefined          | await kept({}); return kept({ 'cache-control': 'no-store' })
          207,é,b            | await c.put(u, new Response('é', { status: 207, headers: { a: 'b' } })); const r = await c.match(u); return [r.status, await r.text(), r.headers.get('a')].join()
          de,undefined       | await c.put(new Request(u, { headers: { lang: 'de' } }), new Response('de', { headers: { vary: 'Lang' } })); return [await (await c.match(new Request(u, { headers: { lang: 'de' } }))).text(), String(await c.match(u))].join()
          "[""a"",""ä""]"    | await caches.open('ä'); await caches.open('a'); return JSON.stringify((await caches.keys()).sort())
          true,false         | await caches.open('v1'); return [await caches.delete('v1'), await caches.has('v1')].join()
          QuotaExceededError | return c.put(u, new Response(new Uint8Array(9e6))).catch(e => e.name)
          TypeError          | return c.put(new Request(u, { method: 'POST' }), new Response('')).catch(e => e.name)
          TypeError          | const r = new Response('x'); await r.text(); return c.put(u, r).catch(e => e.name)
          """)
  void aResponseIsKeptAsItsHeadersSay(String result, String body) throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThat(isolate.runAsync(SETUP + body)).isEqualTo(result);
    }
  }
}
