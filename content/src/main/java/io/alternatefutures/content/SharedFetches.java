package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Lets callers that want the same root at the same time wait for one fetch. */
final class SharedFetches {
  private final ConcurrentHashMap<Cid, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

  /** A fetch. */
  @FunctionalInterface
  interface Fetch {
    void run() throws IOException;
  }

  void share(Cid root, Fetch fetch) throws IOException {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> other = running.putIfAbsent(root, mine);
    if (other != null) {
      await(other);
      return;
    }
    try {
      fetch.run();
      mine.complete(null);
    } catch (IOException | RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      running.remove(root, mine);
    }
  }

  private static void await(CompletableFuture<Void> other) throws IOException {
    try {
      other.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ContentException known) {
        throw new ContentException(known.code(), String.valueOf(known.getMessage()), known);
      }
      throw new IOException("a fetch of the same content failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a fetch");
    }
  }
}
