package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.interfaces.IJavetLogger;

/** Drops what the V8 binding logs: a confined worker can open no log, and failures are reported. */
final class SilentLogger implements IJavetLogger {
  @Override
  public void debug(String message) {}

  @Override
  public void error(String message) {}

  @Override
  public void error(String message, Throwable cause) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}
}
