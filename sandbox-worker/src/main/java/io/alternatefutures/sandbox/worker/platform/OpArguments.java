package io.alternatefutures.sandbox.worker.platform;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.primitive.V8ValueString;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueTypedArray;

/** What script passed to an operation, after its name. Wrong types are the platform's own bugs. */
final class OpArguments {
  private final V8Value[] values;

  OpArguments(V8Value[] values) {
    this.values = values;
  }

  String text(int index) throws OpException {
    if (values.length > index + 1 && values[index + 1] instanceof V8ValueString string) {
      return string.getValue();
    }
    throw new OpException("TypeError", "an operation's argument " + index + " is not a string");
  }

  byte[] bytes(int index) throws OpException, JavetException {
    if (values.length > index + 1) {
      if (values[index + 1] instanceof V8ValueTypedArray array) {
        return array.toBytes();
      }
      if (values[index + 1] instanceof V8ValueArrayBuffer buffer) {
        return buffer.toBytes();
      }
    }
    throw new OpException("TypeError", "an operation's argument " + index + " is not bytes");
  }

  int integer(int index) throws JavetException {
    return values.length > index + 1 ? values[index + 1].asInt() : 0;
  }

  double number(int index) throws JavetException {
    return values.length > index + 1 ? values[index + 1].asDouble() : 0;
  }

  boolean flag(int index) throws JavetException {
    return values.length > index + 1 && values[index + 1].asBoolean();
  }
}
