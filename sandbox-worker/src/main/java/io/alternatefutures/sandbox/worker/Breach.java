package io.alternatefutures.sandbox.worker;

/** A limit that was exceeded while a function ran; the names are failure codes of the protocol. */
enum Breach {
  CPU_LIMIT("the function used more CPU time than one request may"),
  STARTUP_LIMIT("the module used more CPU time than loading may"),
  MEMORY_LIMIT("the function used more memory than it may"),
  SUBREQUEST_LIMIT("the request made more fetch() calls than it may"),
  TIMER_LIMIT("the function set more timers than it may"),
  WAIT_UNTIL_LIMIT("the request's work went on for too long after its response");

  private final String detail;

  Breach(String detail) {
    this.detail = detail;
  }

  String detail() {
    return detail;
  }
}
