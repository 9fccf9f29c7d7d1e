package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformWebSocketTest {
  private static final String ASK =
      "upgrade\nwebsocket\nsec-websocket-version\n13\nsec-websocket-key\ndGhlIHNhbXBsZSBub25jZQ==";
  private static final String ECHO =
      "export default { fetch() { const [c, s] = Object.values(new WebSocketPair()); s.accept();"
          + " s.onmessage = e => s.send(e.data); s.onclose = e => console.log(e.code, e.reason,"
          + " e.wasClean); return new Response(null, { status: 101, webSocket: c }) } }";

  private TestIsolate isolate;

  @BeforeEach
  void open() throws JavetException {
    isolate = new TestIsolate();
  }

  @AfterEach
  void close() throws JavetException {
    isolate.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new WebSocket() | TypeError",
        "new WebSocket('') | SyntaxError",
        "new WebSocket('ws:') | SyntaxError",
        "new WebSocket('ws://a b/') | SyntaxError",
        "new WebSocket('ftp://a/') | SyntaxError",
        "new WebSocket('mailto:a@b') | SyntaxError",
        "new WebSocket('ws://a/#b') | SyntaxError",
        "new WebSocket('ws://a/', '') | SyntaxError",
        "new WebSocket('ws://a/', 'a b') | SyntaxError",
        "new WebSocket('ws://a/', 'a,b') | SyntaxError",
        "new WebSocket('ws://a/', ['a', 'a']) | SyntaxError",
        "new WebSocket('ws://a/', ['a', 'A']) | SyntaxError",
        "new WebSocket('ws://a/', '\\u20ac') | SyntaxError",
        "WebSocket('ws://a/') | TypeError",
        "new WebSocket('ws://a/').send() | TypeError",
        "new WebSocket('ws://a/').send('x') | InvalidStateError",
        "new WebSocket('ws://a/').close(999) | InvalidAccessError",
        "new WebSocket('ws://a/').close(1001) | InvalidAccessError",
        "new WebSocket('ws://a/').close(5000) | InvalidAccessError",
        "new WebSocket('ws://a/').close(1000, 'x'.repeat(124)) | SyntaxError",
        "new WebSocketPair()[0].send('x') | TypeError",
        "new Response(null, { status: 101 }) | RangeError",
        "new Response(null, { status: 200, webSocket: new WebSocketPair()[0] }) | RangeError",
        "new Response(null, { status: 101, webSocket: {} }) | TypeError",
      })
  void what_is_wrong_throws(String script, String error) throws JavetException {
    assertThat(isolate.run("try { " + script + "; 'nothing' } catch (e) { e.name }"))
        .isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "s.readyState | 0",
        "s.url | ws://example.test/a?b",
        "s.bufferedAmount | 0",
        "s.extensions + s.protocol === '' | true",
        "s.binaryType | blob",
        "s.binaryType = 'arraybuffer', s.binaryType = 'notype', s.binaryType | arraybuffer",
        "[s.onopen, s.onerror, s.onclose, s.onmessage].join() | ,,,",
        "s.onopen = 1, s.onopen | null",
        "s instanceof EventTarget | true",
        "String(s) | [object WebSocket]",
        "WebSocket.length | 1",
        "[WebSocket.CONNECTING, s.OPEN, s.CLOSING, WebSocket.CLOSED].join() | 0,1,2,3",
        "'CONNECTING' in WebSocket.prototype && delete WebSocket.prototype.OPEN | false",
        "s.close(), s.readyState | 2",
        "new WebSocket('https://example.test').url | wss://example.test/",
        "new WebSocket('WS://EXAMPLE.test:80', ['a', 'b']).url | ws://example.test/",
        "new CloseEvent('close', { code: 4000, reason: 'r', wasClean: true }).code | 4000",
        "new CloseEvent('close').code + new CloseEvent('close').reason | 0",
      })
  void a_socket_is_as_the_standard_says(String script, String value) throws JavetException {
    assertThat(isolate.run("const s = new WebSocket('ws://example.test/a?b'); " + script))
        .isEqualTo(value);
  }

  @Test
  void a_client_asks_with_a_key_of_its_own_and_its_protocols() throws JavetException {
    isolate.run("new WebSocket('ws://example.test/', ['one', 'two'])");
    assertThat(isolate.host.calls).hasSize(1);
    assertThat(isolate.host.calls.getFirst())
        .startsWith("fetch 1 \"GET\" \"http://example.test/\"")
        .contains("upgrade|websocket", "sec-websocket-protocol|one, two")
        .containsPattern("sec-websocket-key\\|[A-Za-z0-9+/]{22}==")
        .contains("sec-websocket-version|13");
  }

  @Test
  void a_server_that_cannot_tell_the_key_is_not_believed() throws JavetException {
    isolate.run(
        "globalThis.log = []; const s = new WebSocket('ws://a/'); s.onerror = e =>"
            + " log.push('error'); s.onclose = e => log.push(e.code)");
    isolate.call("fetchHead", 1, 101, "", "upgrade\nwebsocket\nsec-websocket-accept\nwrong");
    isolate.runUntilIdle(5_000);
    assertThat(isolate.run("log.join()")).isEqualTo("error,1006");
    assertThat(isolate.host.calls.getLast()).startsWith("fetchCancel 1");
  }

  @Test
  void a_request_becomes_a_connection() throws JavetException {
    isolate.load(ECHO);
    isolate.call("dispatch", 7, "GET", "http://a/", ASK, false);
    assertThat(isolate.host.calls)
        .containsExactly(
            "socketAccept 7 \"sec-websocket-accept|s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\"",
            "socketStart 7");
    isolate.call("socketMessage", 7, "hi");
    isolate.call("socketMessage", 7, TestIsolate.utf8("bytes"));
    isolate.call("socketClosed", 7, 1000, "bye", true, "");
    assertThat(isolate.host.calls.subList(2, 5))
        .containsExactly("socketSend 7 \"hi\"", "socketSend 7 <bytes>", "finished 7");
    assertThat(isolate.host.logs).containsExactly("log 1000 bye true");
  }

  @Test
  void a_client_that_is_gone_closes_the_connection() throws JavetException {
    isolate.load(ECHO);
    isolate.call("dispatch", 7, "GET", "http://a/", ASK, false);
    isolate.call("cancel", 7);
    assertThat(isolate.host.logs).containsExactly("log 1006  false");
    assertThat(isolate.host.calls.getLast()).isEqualTo("finished 7");
  }

  @Test
  void a_handshake_that_is_not_valid_is_refused() throws JavetException {
    isolate.load(ECHO);
    isolate.call("dispatch", 1, "GET", "http://a/", ASK.replace("\n13\n", "\n8\n"), false);
    assertThat(isolate.host.calls.getFirst()).startsWith("respond 1 426 ");
    isolate.call("dispatch", 2, "GET", "http://a/", ASK.replace("dGhl", ""), false);
    assertThat(isolate.host.calls.get(1)).startsWith("respond 2 400 ");
    isolate.call("dispatch", 3, "GET", "http://a/", "a\nb", false);
    assertThat(isolate.host.calls.get(2)).startsWith("fail 3 \"TypeError\"");
  }

  @Test
  void the_ends_of_a_pair_talk_to_each_other() throws JavetException {
    assertThat(
            isolate.runAsync(
                """
                const [a, b] = Object.values(new WebSocketPair());
                const log = [];
                a.accept();
                b.onmessage = (e) => { log.push(e.data); b.send('pong'); };
                a.onmessage = (e) => { log.push(e.data); a.close(4000, 'enough'); };
                b.onclose = (e) => log.push(`b ${e.code} ${e.reason}`);
                const over = new Promise((resolve) => { a.onclose = resolve; });
                a.send('ping');
                b.accept();
                const end = await over;
                return [...log, `a ${end.code} ${end.wasClean}`, a.readyState, b.readyState].join();
                """))
        .isEqualTo("ping,pong,b 4000 enough,a 4000 true,3,3");
  }
}
