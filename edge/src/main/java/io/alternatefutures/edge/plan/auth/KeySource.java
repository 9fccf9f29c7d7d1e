package io.alternatefutures.edge.plan.auth;

import io.alternatefutures.edge.plan.Asking;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.routing.policy.HttpUrl;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer (RFC 7517), fetched when first needed, anew every ten minutes, and when a
 * token names a key that is not among them, at most every ten seconds. When fetching fails, the
 * keys before go on being used. Thread-safe.
 */
final class KeySource {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long OLD = Duration.ofMinutes(10).toNanos();
  private static final long SOON = Duration.ofSeconds(10).toNanos();

  private final Asking asking;
  private final HttpUrl url;
  private final AtomicReference<@Nullable Fetch> latest = new AtomicReference<>();
  private volatile @Nullable PublicKeys keys;

  private record Fetch(CompletableFuture<@Nullable PublicKeys> result, long started) {}

  KeySource(Asking asking, HttpUrl url) {
    this.asking = asking;
    this.url = url;
  }

  /**
   * Finds keys among which one of this name may be.
   *
   * @param project on whose behalf they are fetched
   * @param found gets null when there are none at all; called on {@code loop}
   */
  void find(
      EventLoop loop,
      ProjectId project,
      @Nullable String keyId,
      Consumer<@Nullable PublicKeys> found) {
    PublicKeys known = keys;
    Fetch last = latest.get();
    long age = last == null ? Long.MAX_VALUE : System.nanoTime() - last.started;
    boolean enough = known != null && known.mayHave(keyId) && age < OLD;
    if (enough || (last != null && last.result.isDone() && age < SOON)) {
      found.accept(known);
      return;
    }
    Fetch current = last != null && !last.result.isDone() ? last : fetch(loop, project, last);
    var _ = current.result.whenComplete((_, _) -> loop.execute(() -> found.accept(keys)));
  }

  private Fetch fetch(EventLoop loop, ProjectId project, @Nullable Fetch before) {
    Fetch started = new Fetch(new CompletableFuture<>(), System.nanoTime());
    if (!latest.compareAndSet(before, started)) {
      Fetch other = latest.get();
      return other == null ? started : other;
    }
    asking.get(
        loop,
        project,
        url,
        new DefaultHttpHeaders(),
        TIMEOUT,
        answered -> {
          PublicKeys fetched =
              answered == null || answered.status() != 200
                  ? null
                  : PublicKeys.read(answered.body());
          if (fetched != null) {
            keys = fetched;
          }
          started.result.complete(fetched);
        });
    return started;
  }
}
