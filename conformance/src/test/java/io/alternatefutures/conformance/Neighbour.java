package io.alternatefutures.conformance;

import io.alternatefutures.testkit.EdgeClient;
import java.net.http.HttpResponse;
import java.util.Arrays;
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

  /** The time within which 99 of 100 answers came since the last look, in milliseconds. */
  long takeSlowMillis() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    nanos.clear();
    if (sorted.length == 0) {
      throw new IllegalStateException("the neighbour was not answered at all");
    }
    return Arrays.stream(sorted).skip(sorted.length * 99L / 100).findFirst().orElseThrow()
        / 1_000_000;
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
