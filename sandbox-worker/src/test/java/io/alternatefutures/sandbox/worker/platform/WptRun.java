package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.BaseJavetScriptingException;
import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.callback.IJavetDirectCallable;
import com.caoccao.javet.interop.callback.JavetCallbackContext;
import com.caoccao.javet.interop.callback.JavetCallbackType;
import com.caoccao.javet.values.reference.V8ValueObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs a file of the web-platform-tests in an isolate of its own. */
final class WptRun implements AutoCloseable {
  private static final long FILE_MILLIS = 60_000;

  /** Tests name the WebIDL parser as the test server serves it. */
  private static final String PARSER = "resources/WebIDLParser.js";

  private static final String PARSER_FILE = "resources/webidl2/lib/webidl2.js";
  private final Path root;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  WptRun(Path root) {
    this.root = root;
  }

  /** One subtest; status as testharness.js names it. */
  record Result(String status, String name, String message) {
    boolean passed() {
      return status.equals("PASS");
    }
  }

  List<Result> run(WptFile file, String variant) throws JavetException {
    List<Result> results = new ArrayList<>();
    TestIsolate isolate = new TestIsolate();
    var timeout =
        watchdog.schedule(
            () -> isolate.runtime.terminateExecution(), FILE_MILLIS, TimeUnit.MILLISECONDS);
    try {
      String outcome = execute(isolate, file, variant);
      for (String line : isolate.run("__results.join('\\n')").split("\n", -1)) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          results.add(new Result(parts[0], parts[1], parts[2]));
        }
      }
      if (!outcome.equals("OK") || results.isEmpty()) {
        results.add(new Result("FAIL", "(the whole file)", outcome));
      }
    } catch (BaseJavetScriptingException thrown) {
      results.add(new Result("FAIL", "(the whole file)", thrown.getScriptingError().toString()));
    } catch (JavetException | UncheckedIOException failed) {
      results.add(new Result("FAIL", "(the whole file)", String.valueOf(failed.getMessage())));
    } finally {
      timeout.cancel(false);
    }
    isolate.close();
    return results;
  }

  private String execute(TestIsolate isolate, WptFile file, String variant) throws JavetException {
    try (V8ValueObject global = isolate.runtime.getGlobalObject()) {
      global.set("__path", file.path());
      global.set("__variant", variant);
      IJavetDirectCallable.NoThisAndNoResult<JavetException> load =
          arguments -> loadAll(isolate, file);
      global.bindFunction(
          new JavetCallbackContext("__load", JavetCallbackType.DirectCallNoThisAndNoResult, load));
    }
    // One call from script, so that promise jobs wait until every script has been evaluated.
    WptServer server = new WptServer(root);
    isolate.host.onFetch = server;
    isolate.run("__load()");
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FILE_MILLIS);
    while (System.nanoTime() < deadline) {
      if (!server.answerOne(isolate)) {
        if (isolate.host.timerDelay < 0) {
          break;
        }
        isolate.turn();
      }
    }
    String done = isolate.run("__done");
    return done.isEmpty() ? "TIMEOUT" : done;
  }

  private void loadAll(TestIsolate isolate, WptFile file) throws JavetException {
    evaluate(isolate, "before.js", resource("/wpt/before.js"));
    evaluate(isolate, "testharness.js", text("resources/testharness.js"));
    evaluate(isolate, "report.js", resource("/wpt/report.js"));
    for (String script : file.scripts()) {
      evaluate(isolate, script, text(script.replace(PARSER, PARSER_FILE)));
    }
    evaluate(isolate, file.path(), file.source());
  }

  private static void evaluate(TestIsolate isolate, String name, String source)
      throws JavetException {
    isolate.runtime.getExecutor(source).setResourceName(name).executeVoid();
  }

  private String text(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String resource(String name) {
    try (InputStream in = WptRun.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("there is no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
  }
}
