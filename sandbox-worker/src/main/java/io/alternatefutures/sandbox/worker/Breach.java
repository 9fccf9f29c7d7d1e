package io.alternatefutures.sandbox.worker;

/** A limit that was exceeded while a function ran; the names are failure codes of the protocol. */
enum Breach {
  CPU_LIMIT("the function used more CPU time than one request may"),
  MEMORY_LIMIT("the function used more memory than it may");

  private final String detail;

  Breach(String detail) {
    this.detail = detail;
  }

  String detail() {
    return detail;
  }
}
