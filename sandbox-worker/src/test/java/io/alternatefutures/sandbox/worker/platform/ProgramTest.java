package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.caoccao.javet.exceptions.JavetException;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final int VECTOR = 0;
  private static final int COUNT = 8;
  private static final int TEXT = 64;
  private static final int BUFFER = 4096;

  private final WasmBytes program = new WasmBytes();

  /** Writes a text to a descriptor. */
  private void write(int function, int descriptor, int address, String text) {
    program.data(address, text);
    program.store(VECTOR, address).store(VECTOR + 4, text.length());
    program.call(function, descriptor, VECTOR, 1, COUNT);
  }

  private String run(String url, String headers, String body) throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      isolate.call("configure", "{\"GREETING\":\"hi\"}");
      assertThat(isolate.call("loadProgram", (Object) program.module("_start")))
          .isEqualTo("command");
      isolate.call("dispatch", 1, "POST", url, headers, true);
      isolate.call("bodyChunk", 1, TestIsolate.utf8(body));
      isolate.call("bodyEnd", 1);
      isolate.host.calls.removeIf(call -> call.startsWith("consumed"));
      return String.join("\n", isolate.host.calls)
          + (isolate.host.logs.isEmpty() ? "" : " " + isolate.host.logs);
    }
  }

  @Test
  void theRequestBodyIsStandardInputAndTheResponseStandardOutput() throws JavetException {
    int write = program.wasi("fd_write", 4);
    int read = program.wasi("fd_read", 4);
    write(write, 1, TEXT, "Status: 201 Created\r\nContent-Type: text/plain\r\nX-A: b\r\n\r\n");
    program.op(0x03, 0x40);
    program.store(VECTOR, BUFFER).store(VECTOR + 4, 5).call(read, 0, VECTOR, 1, VECTOR + 4);
    program.load(VECTOR + 4).op(0x04, 0x40).call(write, 1, VECTOR, 1, COUNT);
    program.op(0x0c, 1, 0x0b, 0x0b);
    assertThat(run("http://a/", "", "a body in several pieces"))
        .isEqualTo(
            "respond 1 201 \"content-type|text/plain|x-a|b\"" + " <a body in several pieces> true");
  }

  @Test
  void metaVariablesAndTheEnvAreTheEnvironment() throws JavetException {
    int write = program.wasi("fd_write", 4);
    int sizes = program.wasi("environ_sizes_get", 2);
    int environ = program.wasi("environ_get", 2);
    write(write, 1, TEXT, "A:b\n\n");
    program.call(sizes, 16, VECTOR + 4).call(environ, 20000, BUFFER).store(VECTOR, BUFFER);
    program.call(write, 1, VECTOR, 1, COUNT);
    assertThat(
            run(
                    "https://a.example/p%20q/r?x=1&y",
                    "content-type\ntext/a\nproxy\nevil\nx-b\nc", "abc")
                .replace('\0', '\n')
                .lines())
        .contains(
            "GATEWAY_INTERFACE=CGI/1.1",
            "REQUEST_METHOD=POST",
            "PATH_INFO=/p q/r",
            "QUERY_STRING=x=1&y",
            "REQUEST_URI=/p%20q/r?x=1&y",
            "SERVER_NAME=a.example",
            "SERVER_PORT=443",
            "HTTPS=on",
            "CONTENT_LENGTH=3",
            "CONTENT_TYPE=text/a",
            "HTTP_X_B=c")
        .noneMatch(line -> line.startsWith("HTTP_PROXY"))
        .anyMatch(line -> line.endsWith("GREETING=hi"));
  }

  @Test
  void standardErrorGoesToTheLogLineByLine() throws JavetException {
    int write = program.wasi("fd_write", 4);
    write(write, 2, TEXT, "one\ntwo");
    write(write, 1, TEXT + 100, "Location: /next\n\n");
    assertThat(run("http://a/", "", ""))
        .isEqualTo("respond 1 302 \"location|/next\" null true [error one, error two]");
  }

  @Test
  void anExitCodeWithoutOutputIsAnErrorOfTheFunction() throws JavetException {
    int exit = program.imports("wasi_snapshot_preview1", "proc_exit", 1, 0);
    program.push(3).op(0x10, exit);
    assertThat(run("http://a/", "", ""))
        .contains("fail 1", "The program ended with exit code 3 and wrote no response");
  }

  @Test
  void anExitCodeAfterTheOutputIsLogged() throws JavetException {
    int write = program.wasi("fd_write", 4);
    int exit = program.imports("wasi_snapshot_preview1", "proc_exit", 1, 0);
    write(write, 1, TEXT, "A: b\n\nbody");
    program.push(1).op(0x10, exit);
    assertThat(run("http://a/", "", ""))
        .isEqualTo("respond 1 200 \"a|b\" <body> true [warn The program ended with exit code 1]");
  }

  @Test
  void outputThatIsNoResponseIsAnErrorOfTheFunction() throws JavetException {
    write(program.wasi("fd_write", 4), 1, TEXT, "hello world\n");
    assertThat(run("http://a/", "", "")).contains("fail 1", "is no CGI response");
  }

  @Test
  void aTrapIsAnErrorOfTheFunction() throws JavetException {
    program.op(0x00);
    assertThat(run("http://a/", "", "")).contains("fail 1 \"RuntimeError\" \"unreachable\"");
  }

  @Test
  void addressesOutsideOfMemoryAndOtherDescriptorsAreRefused() throws JavetException {
    int write = program.wasi("fd_write", 4);
    int exit = program.imports("wasi_snapshot_preview1", "proc_exit", 1, 0);
    // 21 is fault, 8 is badf: 21 * 10 + 8.
    program.push(1).push(-8).push(1).push(COUNT).op(0x10, write).push(10).op(0x6c);
    program.push(7).push(VECTOR).push(1).push(COUNT).op(0x10, write).op(0x6a).op(0x10, exit);
    assertThat(run("http://a/", "", "")).contains("exit code 218");
  }

  @Test
  void eachRequestHasAnInstanceOfItsOwn() throws JavetException {
    int write = program.wasi("fd_write", 4);
    // The text's last letter counts up in memory.
    program.data(TEXT, "A: b\n\na").store(VECTOR, TEXT).store(VECTOR + 4, 7);
    program.push(TEXT + 6).push(TEXT + 6).op(0x2d, 0, 0).push(1).op(0x6a, 0x3a, 0, 0);
    program.call(write, 1, VECTOR, 1, COUNT);
    try (TestIsolate isolate = new TestIsolate()) {
      isolate.call("loadProgram", (Object) program.module("_start"));
      isolate.call("dispatch", 1, "GET", "http://a/", "", false);
      isolate.call("dispatch", 2, "GET", "http://a/", "", false);
      assertThat(isolate.host.calls)
          .containsExactly("respond 1 200 \"a|b\" <b> true", "respond 2 200 \"a|b\" <b> true");
    }
  }

  @Test
  void whatIsNoCommandIsRefusedWithTheReason() throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      byte[] library = new WasmBytes().module("main");
      assertThatThrownBy(() -> isolate.call("loadProgram", (Object) library))
          .hasMessageContaining("The program has no function \"_start\"");
      WasmBytes other = new WasmBytes();
      other.imports("env", "emscripten_notify_memory_growth", 1, 0);
      assertThatThrownBy(() -> isolate.call("loadProgram", (Object) other.module("_start")))
          .hasMessageContaining("imports \"emscripten_notify_memory_growth\" from \"env\"")
          .hasMessageContaining("There is only wasi_snapshot_preview1");
      assertThatThrownBy(
              () -> isolate.call("loadProgram", (Object) new byte[] {0, 'a', 's', 'm', 9}))
          .hasMessageContaining("CompileError");
    }
  }
}
