package io.alternatefutures.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the runtime puts around a worker from outside, where the machine lets it: namespaces and a
 * control group. A worker that has neither still confines itself.
 *
 * <p>Workers are started by one thread that lives as long as this: bubblewrap ends a worker when
 * the thread that started it ends.
 */
final class Enclosure implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Enclosure.class);

  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("worker-starter").daemon().factory());
  private final SandboxOptions options;
  private boolean looked;
  private Optional<Bubblewrap> bubblewrap = Optional.empty();
  private Optional<ControlGroups> groups = Optional.empty();

  Enclosure(SandboxOptions options) {
    this.options = options;
  }

  /** A worker's process and the control group that it is in, if any. */
  record Enclosed(WorkerProcess process, Optional<ControlGroup> group) {
    @Nullable Path groupFolder() {
      return group.map(ControlGroup::folder).orElse(null);
    }

    /** Tidies up after the process has ended. */
    void ended() {
      group.ifPresent(ControlGroup::remove);
    }
  }

  /** Says what to run; may read files. */
  interface CommandSource {
    List<String> command() throws IOException;
  }

  /** Takes what was started, or why nothing was. */
  interface Receiver {
    void started(Enclosed enclosed);

    void failed(IOException failure);
  }

  /** Starts a process that reaches nothing but {@code socket}. */
  void start(CommandSource source, Path socket, String secret, String name, Receiver receiver) {
    try {
      starter.execute(() -> {
        try {
          receiver.started(start(source.command(), socket, secret, name));
        } catch (IOException failure) {
          receiver.failed(failure);
        }
      });
    } catch (RejectedExecutionException closed) {
      receiver.failed(new IOException("the sandbox is closed", closed));
    }
  }

  private Enclosed start(List<String> command, Path socket, String secret, String name)
      throws IOException {
    lookOnce();
    Optional<ControlGroup> group = Optional.empty();
    if (groups.isPresent()) {
      group = Optional.of(groups.get().create(name));
    }
    List<String> outer =
        bubblewrap.map(wrap -> wrap.wrap(command, List.of(socket))).orElse(command);
    List<String> outermost = group.map(g -> g.wrap(outer)).orElse(outer);
    ProcessBuilder builder = new ProcessBuilder(outermost);
    builder.environment().clear();
    builder.directory(options.runDirectory().toFile());
    return new Enclosed(WorkerProcess.start(builder, secret), group);
  }

  /** Looks for what the machine offers when the first worker is wanted. */
  private void lookOnce() {
    if (!looked) {
      bubblewrap = findBubblewrap();
      groups = findGroups();
      looked = true;
    }
  }

  private Optional<Bubblewrap> findBubblewrap() {
    Path program = options.bubblewrap();
    if (program == null) {
      return Optional.empty();
    }
    Bubblewrap found = new Bubblewrap(program, options.workerHome().toAbsolutePath());
    String trouble = found.trouble();
    if (!trouble.isEmpty()) {
      LOG.info("workers get no namespaces of their own: {}", trouble);
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private Optional<ControlGroups> findGroups() {
    try {
      return Optional.of(ControlGroups.open(ControlGroups.Location.ofThisProcess(), options));
    } catch (IOException unavailable) {
      LOG.info("workers get no control groups of their own: {}", unavailable.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    starter.shutdownNow();
  }
}
