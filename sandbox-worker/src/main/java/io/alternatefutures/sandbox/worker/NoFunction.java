package io.alternatefutures.sandbox.worker;

import org.jspecify.annotations.Nullable;

/** What script asks for in an isolate that has no function yet: nothing comes of it. */
final class NoFunction implements HostFunctions.Target {
  @Override
  public void respond(int id, int status, String headers, byte @Nullable [] body) {}

  @Override
  public void write(int id, byte[] bytes) {}

  @Override
  public void end(int id) {}

  @Override
  public void abort(int id, String message) {}

  @Override
  public void fail(int id, String detail) {}

  @Override
  public void consumed(int id, int bytes) {}

  @Override
  public void finished(int id) {}

  @Override
  public void fetch(int fetchId, String method, String url, String headers, boolean hasBody) {}

  @Override
  public void fetchWrite(int fetchId, byte[] bytes) {}

  @Override
  public void fetchWriteEnd(int fetchId) {}

  @Override
  public void fetchCancel(int fetchId) {}

  @Override
  public void fetchConsumed(int fetchId, int bytes) {}

  @Override
  public boolean socketAccept(int id, String headers) {
    return false;
  }

  @Override
  public void socketStart(int socketId) {}

  @Override
  public void socketSend(int socketId, String text) {}

  @Override
  public void socketSend(int socketId, byte[] bytes) {}

  @Override
  public void socketClose(int socketId, int code, String reason) {}

  @Override
  public void socketGiveUp(int socketId) {}

  @Override
  public double socketBuffered(int socketId) {
    return 0;
  }

  @Override
  public void log(int id, String level, String text) {}

  @Override
  public void timer(double millis, int id) {}

  @Override
  public void exceeded(Breach breach) {}

  @Override
  public boolean ended() {
    return false;
  }
}
