package io.alternatefutures.sandbox;

/** Every worker has requests, and there is no memory for another. */
final class WorkersBusyException extends Exception {
  private static final long serialVersionUID = 1L;

  WorkersBusyException(int workers, int totalMegabytes) {
    super(
        workers
            + " workers are all busy, and their memory limit of "
            + totalMegabytes
            + " MiB leaves no room for another",
        null,
        false,
        false);
  }
}
