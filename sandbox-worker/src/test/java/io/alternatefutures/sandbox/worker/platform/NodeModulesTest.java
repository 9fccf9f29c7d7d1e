package io.alternatefutures.sandbox.worker.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.reference.V8ValueFunction;
import io.alternatefutures.sandbox.protocol.BuiltInModules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeModulesTest {
  private static final BuiltInModules TABLE = BuiltInModules.load();

  /** Calls itself with the globals a module of a function has. */
  private static TestIsolate isolate() throws JavetException {
    TestIsolate isolate = new TestIsolate();
    isolate.call("configure", "{\"GREETING\":\"hi\"}");
    try (V8ValueFunction adopt = isolate.entry.get("adoptContinuation")) {
      Continuation.find(isolate.runtime, adopt);
    }
    return isolate;
  }

  @Test
  void theTableNamesExactlyWhatTheModulesExport() throws JavetException {
    try (TestIsolate isolate = isolate()) {
      StringBuilder actual = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      for (BuiltInModules.BuiltIn module : TABLE.all()) {
        expected.append(module.name()).append(": ");
        expected.append(String.join(" ", module.exports())).append('\n');
        actual.append(module.name()).append(": ");
        actual.append(
            isolate.run(
                "Object.keys(process.getBuiltinModule('"
                    + module.name()
                    + "')).filter(name => !name.startsWith('_') && name !== 'default')"
                    + ".sort().join(' ')"));
        actual.append('\n');
      }
      assertThat(actual).hasToString(expected.toString());
    }
  }

  @Test
  void anIsolateThatImportsNoneCompilesNone() throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      isolate.load("export default () => new Response('a')");
      isolate.call("dispatch", 1, "GET", "http://a/", "", false);
      assertThat(isolate.host.compiled).isEmpty();
      isolate.run("Buffer.from('a')");
      assertThat(isolate.host.compiled).contains("buffer.js").doesNotContain("stream.js");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"node:buffer", "buffer"})
  void aModuleIsImportedWithAndWithoutTheScheme(String specifier) throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      isolate.load(
          "import whole, { Buffer as Same } from '"
              + specifier
              + "'; globalThis.same = whole.Buffer === Same && Same === Buffer;"
              + "export default () => {}");
      assertThat(isolate.run("same")).isEqualTo("true");
    }
  }

  @Test
  void theEnvIsThereWhenTheModuleIsEvaluated() throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      isolate.load("globalThis.seen = process.env.GREETING; export default () => {}");
      assertThat(isolate.run("seen")).isEqualTo("hi");
    }
  }

  @Test
  void aMissingModuleIsNamedAlongWithThoseThereAre() throws JavetException {
    try (TestIsolate isolate = new TestIsolate()) {
      assertThatThrownBy(() -> isolate.load("import fs from 'node:fs'"))
          .hasMessageContaining("no module \"node:fs\"")
          .hasMessageContaining("node:assert, node:assert/strict")
          .hasMessageContaining("node:zlib");
      assertThatThrownBy(() -> isolate.load("import a from 'left-pad'"))
          .hasMessageContaining("Cannot find module \"left-pad\"")
          .hasMessageContaining("bundled");
    }
  }

  /** Each file is a list of cases: a line of script that gives true, or a comment. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "buffer",
        "events",
        "util",
        "inspect",
        "path",
        "url",
        "text",
        "assert",
        "crypto",
        "zlib",
        "stream",
        "timers",
        "process",
        "async-hooks",
        "others"
      })
  void modulesBehaveAsThoseOfNode(String subject) throws JavetException, IOException {
    List<String> cases;
    try (InputStream in =
        NodeModulesTest.class.getResourceAsStream("/node-cases/" + subject + ".js")) {
      cases = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    StringBuilder failed = new StringBuilder();
    try (TestIsolate isolate = isolate()) {
      isolate.run("var require = process.getBuiltinModule");
      for (String line : cases) {
        if (line.isBlank() || line.startsWith("//")) {
          continue;
        }
        String result = isolate.runAsync("return " + line);
        if (!result.equals("true")) {
          failed.append(line).append("\n    gave ").append(result).append('\n');
        }
      }
    }
    assertThat(failed).hasToString("");
  }
}
