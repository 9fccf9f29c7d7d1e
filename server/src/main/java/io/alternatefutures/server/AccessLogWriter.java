package io.alternatefutures.server;

import io.alternatefutures.edge.AccessLog;
import io.alternatefutures.edge.AccessRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the access log to standard output on a thread of its own. Event loops only hand records
 * over; when output is slower than requests for long, records are dropped and counted.
 */
final class AccessLogWriter implements AccessLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLogWriter.class);

  /** Records that wait to be written. */
  private static final int QUEUE = 16_384;

  private static final int BATCH = 1_024;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final BlockingQueue<AccessRecord> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong dropped = new AtomicLong();
  private final AccessLineFormat format;
  private final OutputStream out;
  private final Thread writer = new Thread(this::run, "access-log");
  private volatile boolean closed;

  private AccessLogWriter(AccessLineFormat format, OutputStream out) {
    this.format = format;
    this.out = out;
  }

  /** Starts to write, to standard output. */
  static AccessLogWriter start(AccessLineFormat format) {
    AccessLogWriter log =
        new AccessLogWriter(format, new BufferedOutputStream(System.out, BUFFER_BYTES));
    log.writer.setDaemon(true);
    log.writer.start();
    return log;
  }

  @Override
  public void append(AccessRecord entry) {
    if (!queue.offer(entry)) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    List<AccessRecord> batch = new ArrayList<>(BATCH);
    StringBuilder line = new StringBuilder(512);
    try {
      while (!closed || !queue.isEmpty()) {
        AccessRecord first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        for (AccessRecord entry : batch) {
          line.setLength(0);
          format.append(line, entry);
          out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
        batch.clear();
        reportDropped();
      }
    } catch (IOException failure) {
      LOG.error("the access log cannot be written: {}", failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void reportDropped() {
    long count = dropped.getAndSet(0);
    if (count > 0) {
      LOG.warn("{} access log records were dropped: standard output is too slow", count);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      writer.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
