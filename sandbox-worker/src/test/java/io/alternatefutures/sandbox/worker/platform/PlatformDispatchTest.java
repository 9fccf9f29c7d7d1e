package io.alternatefutures.sandbox.worker.platform;

import static io.alternatefutures.sandbox.worker.platform.TestIsolate.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.caoccao.javet.exceptions.JavetException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlatformDispatchTest {
  private static final String URL = "http://hello.localhost:3000/a%20b/c?x=1&y=2";
  private static final String TEXT = "\"content-type|text/plain;charset=UTF-8\"";
  private TestIsolate isolate;

  @BeforeEach
  void open() throws JavetException {
    isolate = new TestIsolate();
  }

  @AfterEach
  void close() throws JavetException {
    isolate.close();
  }

  private List<String> get(String module) throws JavetException {
    isolate.load(module);
    isolate.call("dispatch", 7, "GET", URL, "Accept\ntext/html\nX-A\n1\nX-A\n2", false);
    return isolate.host.calls;
  }

  @Test
  void aSynchronousTextResponseIsOneCall() throws JavetException {
    assertThat(get("export default { fetch() { return new Response('hi') } }"))
        .containsExactly("respond 7 200 " + TEXT + " \"hi\" true");
  }

  @Test
  void anAsynchronousHandlerAnswersAfterItsAwaits() throws JavetException {
    assertThat(
            get(
                "export default { async fetch(request) { await null; return new"
                    + " Response(request.method + ' ' + request.url) } }"))
        .containsExactly("respond 7 200 " + TEXT + " \"GET " + URL + "\" true");
  }

  @Test
  void aDefaultFunctionGetsRequestEnvironmentAndContext() throws JavetException {
    assertThat(
            get(
                "export default (request, env, ctx) => Response.json([request.headers.get('x-a'),"
                    + " env.GREETING, typeof ctx.waitUntil])"))
        .containsExactly(
            "respond 7 200 \"content-type|application/json\" \"[\"1, 2\",\"hi\",\"function\"]\""
                + " true");
  }

  @Test
  void mainGetsPlainValuesAndMayReturnAnyJson() throws JavetException {
    assertThat(get("export const main = p => ({ p })"))
        .containsExactly(
            "respond 7 200 \"content-type|application/json\" \"{\"p\":{\"method\":\"GET\",\"path\":"
                + "\"/a%20b/c\",\"query\":{\"x\":\"1\",\"y\":\"2\"},\"headers\":{\"accept\":"
                + "\"text/html\",\"x-a\":\"1, 2\"},\"body\":\"\"}}\" true");
  }

  @Test
  void mainMayReturnStatusHeadersAndBody() throws JavetException {
    assertThat(
            get(
                "export const main = async () => ({ status: 201, headers: { a: 'b' }, body: 'c'"
                    + " })"))
        .containsExactly("respond 7 201 \"a|b|content-type|text/plain;charset=UTF-8\" \"c\" true");
  }

  @Test
  void handlersAreLookedForInOrder() throws JavetException {
    assertThat(isolate.load("export const main = () => 1; export default { fetch() {} }"))
        .isEqualTo("fetch");
    assertThat(isolate.load("export const main = () => 1; export default () => {}"))
        .isEqualTo("function");
    assertThat(isolate.load("export const main = () => 1")).isEqualTo("main");
    assertThatThrownBy(() -> isolate.load("export const other = 1"))
        .hasMessageContaining("The module has no handler");
  }

  @Test
  void aThrownErrorFailsTheRequestWithNameMessageAndStack() throws JavetException {
    assertThat(get("export default { fetch() { throw new RangeError('too far') } }"))
        .singleElement()
        .asString()
        .startsWith("fail 7 \"RangeError\" \"too far\" \"RangeError: too far|    at Object.fetch (")
        .endsWith(" true");
  }

  @Test
  void aRejectionAndAWrongResultFailTheRequest() throws JavetException {
    get("export default { async fetch() { throw 'text' } }");
    get("export default { fetch() { return 'text' } }");
    assertThat(isolate.host.calls.get(0)).startsWith("fail 7 \"Error\" \"'text'\"");
    assertThat(isolate.host.calls.get(1))
        .startsWith("fail 7 \"TypeError\" \"The handler returned no Response\"");
  }

  @Test
  void waitUntilHoldsFinishedBack() throws JavetException {
    get(
        "export default { fetch(r, e, ctx) { ctx.waitUntil(new Promise(d => setTimeout(d, 1)));"
            + " return new Response('x') } }");
    assertThat(isolate.host.calls).containsExactly("respond 7 200 " + TEXT + " \"x\" false");
    isolate.runUntilIdle(1000);
    assertThat(isolate.host.calls).last().isEqualTo("finished 7");
  }

  @Test
  void aRequestBodyIsReadAsTextWhileItArrives() throws JavetException {
    isolate.load("export default { async fetch(r) { return new Response(await r.text()) } }");
    isolate.call("dispatch", 1, "POST", URL, "", true);
    isolate.call("bodyChunk", 1, utf8("grü"));
    isolate.call("bodyChunk", 1, utf8("ße"));
    isolate.call("bodyEnd", 1);
    assertThat(isolate.host.calls)
        .containsExactly(
            "consumed 1 4", "consumed 1 3", "respond 1 200 " + TEXT + " \"grüße\" true");
  }

  @Test
  void aRequestBodyCanBeAnsweredAsItComes() throws JavetException {
    isolate.load("export default { fetch(r) { return new Response(r.body) } }");
    isolate.call("dispatch", 1, "POST", URL, "", true);
    isolate.call("bodyChunk", 1, utf8("one"));
    isolate.call("bodyChunk", 1, utf8("two"));
    isolate.call("bodyEnd", 1);
    assertThat(isolate.host.calls)
        .containsExactly(
            "respond 1 200 \"\" undefined false",
            "write 1 <one>",
            "consumed 1 3",
            "write 1 <two>",
            "consumed 1 3",
            "end 1",
            "finished 1");
  }

  @Test
  void aStreamedResponseWaitsForCredit() throws JavetException {
    isolate.load(
        "export default { fetch() { let n = 0; return new Response(new ReadableStream({ pull(c) {"
            + " if (n++ < 10) c.enqueue(new Uint8Array(100000)); else c.close() } })) } }");
    isolate.call("dispatch", 1, "GET", URL, "", false);
    assertThat(written()).isEqualTo(262_144);
    isolate.call("credit", 1, 100_000);
    assertThat(written()).isEqualTo(362_144);
    isolate.call("credit", 1, 10_000_000);
    assertThat(written()).isEqualTo(1_000_000);
    assertThat(isolate.host.calls).endsWith("end 1", "finished 1");
  }

  private long written() {
    return isolate.host.calls.stream()
        .filter(call -> call.startsWith("write "))
        .mapToLong(call -> call.length() - "write 1 <>".length())
        .sum();
  }

  @Test
  void aStreamThatFailsAbortsTheResponse() throws JavetException {
    isolate.load(
        "export default { fetch() { return new Response(new ReadableStream({ pull(c) { throw new"
            + " Error('broken') } })) } }");
    isolate.call("dispatch", 1, "GET", URL, "", false);
    assertThat(isolate.host.calls)
        .containsExactly("respond 1 200 \"\" undefined false", "abort 1 \"broken\"", "finished 1");
  }

  @Test
  void aClientThatLeavesAbortsTheSignalAndCancelsTheStream() throws JavetException {
    isolate.load(
        "export default { fetch(r) { r.signal.onabort = () => console.log('aborted'); return new"
            + " Response(new ReadableStream({ cancel(e) { console.log(e.name) } })) } }");
    isolate.call("dispatch", 1, "GET", URL, "", false);
    isolate.call("cancel", 1);
    assertThat(isolate.host.logs).containsExactly("log aborted", "log AbortError");
    assertThat(isolate.host.calls).endsWith("finished 1");
  }

  @Test
  void aResponseOfFetchIsPassedThroughWithoutStreams() throws JavetException {
    isolate.load("export default { fetch() { return fetch('http://origin.test/x') } }");
    isolate.call("dispatch", 1, "GET", URL, "", false);
    assertThat(isolate.host.calls)
        .containsExactly(
            "fetch 1 \"GET\" \"http://origin.test/x\" \"accept|*/*|user-agent|AlternateFutures\""
                + " false");
    isolate.call("fetchHead", 1, 203, "", "A\nb");
    isolate.call("fetchChunk", 1, utf8("data"));
    isolate.call("fetchEnd", 1);
    assertThat(isolate.host.calls.subList(1, isolate.host.calls.size()))
        .containsExactly(
            "respond 1 203 \"A|b\" undefined false",
            "write 1 <data>",
            "fetchConsumed 1 4",
            "end 1",
            "finished 1");
  }

  @Test
  void fetchFollowsRedirectsAndDropsCredentialsForOtherOrigins() throws JavetException {
    isolate.load(
        "export default { async fetch() { const r = await fetch('http://a.test/1', { method:"
            + " 'POST', body: 'x', headers: { authorization: 's' } }); return new Response(r.url +"
            + " r.redirected) } }");
    isolate.call("dispatch", 1, "GET", URL, "", false);
    isolate.call("fetchHead", 1, 302, "", "Location\nhttp://b.test/2");
    isolate.call("fetchHead", 2, 200, "", "");
    assertThat(isolate.host.calls)
        .containsSequence(
            "fetchCancel 1",
            "fetch 2 \"GET\" \"http://b.test/2\" \"accept|*/*|user-agent|AlternateFutures\" false")
        .endsWith("respond 1 200 " + TEXT + " \"http://b.test/2true\" true");
  }

  @Test
  void consoleShowsValues() throws JavetException {
    get(
        "console.log('a %s %d', 'b', 3, { x: [1, 'y', null], m: new Map([[1, { z: new Set([2]) }]])"
            + " }); console.error(new TypeError('bad')); export default () => new Response()");
    assertThat(isolate.host.logs.get(0))
        .isEqualTo("log a b 3 { x: [ 1, 'y', null ], m: Map(1) { 1 => { z: [Set] } } }");
    assertThat(isolate.host.logs.get(1)).startsWith("error TypeError: bad\n    at function.js:1");
  }

  @Test
  void changedPrototypesDoNotReachThePlatform() throws JavetException {
    assertThat(
            get(
                "const ps = [Array.prototype, String.prototype, Map.prototype, Function.prototype,"
                    + " Promise.prototype, Object.prototype], own = Reflect.ownKeys; for (let i ="
                    + " 0; i < ps.length; i++) { const ks = own(ps[i]); for (let k = 0; k <"
                    + " ks.length; k++) try { if (ks[k] !== 'constructor') ps[i][ks[k]] = () => {"
                    + " throw 1 } } catch {} } export default { async fetch(r) { return new"
                    + " Response(await new Response(r.headers.get('accept')).text()) } }"))
        .containsExactly("respond 7 200 " + TEXT + " \"text/html\" true");
  }

  @Test
  void theEntryAndTheHostAreOutOfReach() throws JavetException {
    assertThat(isolate.run("typeof __bind + typeof host + typeof hostOp"))
        .isEqualTo("undefinedundefinedundefined");
  }
}
