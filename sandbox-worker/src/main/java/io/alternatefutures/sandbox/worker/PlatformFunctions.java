package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;

/**
 * What the worker calls of the platform's script in one isolate; entry.js says what each does. They
 * live as long as the isolate.
 */
final class PlatformFunctions {
  final V8ValueFunction configure;
  final V8ValueFunction countWasm;
  final V8ValueFunction adoptContinuation;
  final V8ValueFunction loadProgram;
  final V8ValueFunction load;
  final V8ValueFunction dispatch;
  final V8ValueFunction bodyChunk;
  final V8ValueFunction bodyEnd;
  final V8ValueFunction credit;
  final V8ValueFunction cancel;
  final V8ValueFunction fetchHead;
  final V8ValueFunction fetchChunk;
  final V8ValueFunction fetchEnd;
  final V8ValueFunction fetchError;
  final V8ValueFunction fetchCredit;
  final V8ValueFunction socketMessage;
  final V8ValueFunction socketClosing;
  final V8ValueFunction socketClosed;
  final V8ValueFunction retire;
  final V8ValueFunction runTimers;
  final V8ValueFunction expire;
  final V8ValueFunction rejected;

  /**
   * @param entry the object of that name in the platform's script
   */
  PlatformFunctions(V8ValueObject entry) throws JavetException {
    configure = entry.get("configure");
    countWasm = entry.get("wasmPages");
    adoptContinuation = entry.get("adoptContinuation");
    loadProgram = entry.get("loadProgram");
    load = entry.get("load");
    dispatch = entry.get("dispatch");
    bodyChunk = entry.get("bodyChunk");
    bodyEnd = entry.get("bodyEnd");
    credit = entry.get("credit");
    cancel = entry.get("cancel");
    fetchHead = entry.get("fetchHead");
    fetchChunk = entry.get("fetchChunk");
    fetchEnd = entry.get("fetchEnd");
    fetchError = entry.get("fetchError");
    fetchCredit = entry.get("fetchCredit");
    socketMessage = entry.get("socketMessage");
    socketClosing = entry.get("socketClosing");
    socketClosed = entry.get("socketClosed");
    retire = entry.get("retire");
    runTimers = entry.get("runTimers");
    expire = entry.get("expire");
    rejected = entry.get("rejected");
  }
}
