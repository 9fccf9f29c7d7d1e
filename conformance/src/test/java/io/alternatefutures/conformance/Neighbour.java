package io.alternatefutures.conformance;

import io.alternatefutures.testkit.EdgeClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A well-behaved function's client: asks again and again, and remembers how long answers took. */
final class Neighbour implements AutoCloseable {
  private static final long PAUSE_NANOS = 10_000_000;

  private final EdgeClient edge;
  private final String slug;
  private final String answer;
  private final Thread thread = new Thread(this::askForEver, "neighbour");
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  Neighbour(EdgeClient edge, String slug, String answer) {
    this.edge = edge;
    this.slug = slug;
    this.answer = answer;
    thread.start();
  }

  private void askForEver() {
    while (!closed) {
      long start = System.nanoTime();
      try {
        HttpResponse<String> response = edge.get(slug, "/");
        if (response.statusCode() != 200 || !response.body().equals(answer)) {
          errors.add(response.statusCode() + " " + response.body());
        }
      } catch (RuntimeException failure) {
        errors.add(failure.toString());
      }
      nanos.add(System.nanoTime() - start);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** How many answers there have been since the last look. */
  int answers() {
    return nanos.size();
  }

  /** What was wrong with answers, so far. */
  Queue<String> errors() {
    return errors;
  }

  /** How long the answers since the last look took, in nanoseconds. */
  List<Long> take() {
    List<Long> taken = new ArrayList<>();
    for (Long each = nanos.poll(); each != null; each = nanos.poll()) {
      taken.add(each);
    }
    return taken;
  }

  /** The time within which 99 of 100 answers came, in milliseconds. */
  static long slowMillis(List<Long> answers) {
    return answers.stream()
        .sorted()
        .skip(answers.size() * 99L / 100)
        .findFirst()
        .map(each -> each / 1_000_000)
        .orElseThrow(() -> new IllegalStateException("the neighbour was not answered at all"));
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
