package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.IV8InspectorListener;
import com.caoccao.javet.interop.V8Inspector;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands the platform V8's two functions for continuation-preserved data, on which {@code
 * AsyncLocalStorage} rests. V8 keeps them where only its embedder's C++ finds them; the debugging
 * protocol, which lists every function there is, finds them too.
 */
public final class Continuation {
  private static final String ADOPT = "__adopt";
  private static final Pattern OBJECT = Pattern.compile("\"objectId\":\"([^\"]+)\"");

  private Continuation() {}

  /**
   * Looks them up; takes some milliseconds. To be called before any code of a function has run in
   * the isolate, since every function of the platform passes by.
   *
   * @param adopt the platform's function that picks them out of a list
   */
  public static void find(V8Runtime runtime, V8ValueFunction adopt) throws JavetException {
    Answers answers = new Answers();
    V8Inspector inspector = runtime.createV8Inspector("continuation");
    try (V8ValueObject global = runtime.getGlobalObject()) {
      inspector.addListeners(answers);
      global.set(ADOPT, adopt);
      inspector.sendRequest(
          "{\"id\":1,\"method\":\"Runtime.evaluate\","
              + "\"params\":{\"expression\":\"Function.prototype\"}}");
      inspector.sendRequest(
          "{\"id\":2,\"method\":\"Runtime.queryObjects\",\"params\":{\"prototypeObjectId\":\""
              + answers.object()
              + "\"}}");
      inspector.sendRequest(
          "{\"id\":3,\"method\":\"Runtime.callFunctionOn\",\"params\":{\"objectId\":\""
              + answers.object()
              + "\",\"functionDeclaration\":\"function () { "
              + ADOPT
              + "(this); }\"}}");
      global.delete(ADOPT);
    } finally {
      inspector.close();
    }
    removeTasks(runtime);
  }

  /** The inspector leaves {@code console.createTask} behind, which works on what is closed now. */
  private static void removeTasks(V8Runtime runtime) throws JavetException {
    try (V8ValueObject global = runtime.getGlobalObject();
        V8ValueObject console = global.get("console")) {
      console.delete("createTask");
    }
  }

  private static final class Answers implements IV8InspectorListener {
    private String last = "";

    /** The object that the last answer names. */
    String object() {
      Matcher found = OBJECT.matcher(last);
      if (!found.find()) {
        throw new IllegalStateException("V8's debugging protocol gave no object");
      }
      return found.group(1);
    }

    @Override
    public void receiveResponse(String message) {
      last = message;
    }

    @Override
    public void receiveNotification(String message) {}

    @Override
    public void flushProtocolNotifications() {}

    @Override
    public void runIfWaitingForDebugger(int contextGroup) {}

    @Override
    public void sendRequest(String message) {}
  }
}
