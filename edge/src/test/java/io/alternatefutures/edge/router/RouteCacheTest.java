package io.alternatefutures.edge.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.Route;
import io.alternatefutures.routing.InvalidRoutesException;
import io.alternatefutures.routing.RouteTable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RouteCacheTest {
  private static final FunctionId ID = new FunctionId("f");
  private static final Duration TTL = Duration.ofNanos(100);

  private final RouteCache cache = new RouteCache(TTL, 2);

  private static List<Route> routes(String target) {
    return List.of(new Route("/*", target));
  }

  @Test
  void a_table_is_used_until_its_time_is_over() {
    RouteTable table = cache.get(ID, routes("http://a"), 0);
    assertThat(cache.get(ID, routes("http://a"), 99)).isSameAs(table);
    assertThat(cache.get(ID, routes("http://a"), 100)).isNotSameAs(table);
    assertThat(cache.stats()).isEqualTo(new RouterStats(1, 1, 2));
    assertThat(cache.stats().cacheHitRate()).isEqualTo(1 / 3.0);
  }

  @Test
  void other_routes_are_compiled_at_once() {
    cache.get(ID, routes("http://a"), 0);
    RouteTable other = cache.get(ID, routes("http://b"), 1);
    assertThat(other.routes()).isEqualTo(routes("http://b"));
    assertThat(cache.stats().cacheSize()).isEqualTo(1);
  }

  @Test
  void what_was_invalidated_is_not_found() {
    cache.get(ID, routes("http://a"), 0);
    assertThat(cache.find(ID, 1)).isNotNull();
    assertThat(cache.find(ID, 100)).isNull();
    cache.invalidate(ID);
    assertThat(cache.find(ID, 1)).isNull();
    cache.get(ID, routes("http://a"), 0);
    cache.clear();
    assertThat(cache.stats().cacheSize()).isZero();
  }

  @Test
  void the_number_of_tables_is_bounded() {
    for (int i = 0; i < 10; i++) {
      cache.get(new FunctionId("f" + i), routes("http://a"), i);
    }
    assertThat(cache.stats().cacheSize()).isEqualTo(2);
    assertThat(cache.find(new FunctionId("f9"), 10)).isNotNull();
  }

  @Test
  void routes_that_cannot_be_used_are_not_remembered() {
    assertThatThrownBy(() -> cache.get(ID, routes("nonsense"), 0))
        .isInstanceOf(InvalidRoutesException.class);
    assertThat(cache.stats().cacheSize()).isZero();
  }

  @Test
  void before_the_first_look_up_the_hit_rate_is_zero() {
    assertThat(cache.stats().cacheHitRate()).isZero();
  }
}
