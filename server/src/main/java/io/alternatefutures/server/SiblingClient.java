package io.alternatefutures.server;

import io.alternatefutures.control.Limits;
import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.control.instance.Instance;
import io.alternatefutures.control.instance.Siblings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the other instances over HTTP. Safe for use by many threads; blocks. */
final class SiblingClient implements Siblings, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiblingClient.class);

  private final Supplier<List<Instance>> others;
  private final Supplier<Optional<SiblingSecret>> secret;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Limits.SIBLING_WAIT)
          .build();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sibling-", 0).factory());

  SiblingClient(
      Supplier<List<Instance>> others, Supplier<Optional<SiblingSecret>> secret, Clock clock) {
    this.others = others;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public List<Answer> ask(String target) {
    Optional<SiblingSecret> known = secret.get();
    List<Answer> answers = new ArrayList<>();
    try {
      List<Callable<Answer>> questions =
          others.get().stream()
              .limit(Limits.SIBLINGS_ASKED)
              .map(other -> (Callable<Answer>) () -> ask(other, target, known))
              .toList();
      for (Future<Answer> answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return answers;
  }

  private Answer ask(Instance other, String target, Optional<SiblingSecret> known)
      throws InterruptedException {
    return new Answer(
        other.name(), known.isEmpty() ? null : body(other.controlUrl(), target, known.get()));
  }

  private byte @Nullable [] body(URI base, String target, SiblingSecret known)
      throws InterruptedException {
    try {
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(URI.create(base + target))
                  .timeout(Limits.SIBLING_WAIT)
                  .header("Authorization", known.authorization(target, clock.instant()))
                  .build(),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), Limits.SIBLING_ANSWER_BYTES));
      return response.statusCode() == 200 ? response.body() : null;
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("a sibling at {} does not answer", base, e);
      return null;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
