package io.alternatefutures.sandbox;

/** Port: counts what happens in the sandbox. Called from any thread; never blocks. */
public interface SandboxEvents {
  /** A function's code was loaded because a request needed it. */
  void coldStart();

  /** A worker process is ready. */
  void workerStarted();

  /** A worker process ended without being asked to. */
  void workerLost();

  /** Counts nothing. */
  SandboxEvents NONE =
      new SandboxEvents() {
        @Override
        public void coldStart() {}

        @Override
        public void workerStarted() {}

        @Override
        public void workerLost() {}
      };
}
