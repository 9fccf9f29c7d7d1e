package io.alternatefutures.edge.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressCaps;
import io.alternatefutures.model.egress.EgressRules;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class EgressTest {
  private static final ProjectId PROJECT = new ProjectId("prj_a");
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("1.1.1.1");
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final AtomicReference<EgressRules> rules = new AtomicReference<>(EgressRules.none());

  private Egress egress(EgressPolicy policy, EgressCaps caps) {
    return new Egress(policy, caps, _ -> rules.get());
  }

  @Test
  void a_project_cannot_allow_itself_what_the_operator_denies() {
    rules.set(EgressRules.parse(Map.of("allow", List.of("*", "127.0.0.1", "1.1.1.1"))));
    Egress strict = egress(EgressPolicy.parse("", "1.1.1.0/24,*.evil.test:25"), EgressCaps.NONE);

    assertThat(strict.of(PROJECT).allows("a.test", LOOPBACK, 80)).isFalse();
    assertThat(strict.of(PROJECT).allows("a.test", PUBLIC, 80)).isFalse();
    InetAddress other = InetAddress.ofLiteral("8.8.8.8");
    assertThat(strict.of(PROJECT).allows("a.evil.test", other, 25)).isFalse();
    assertThat(strict.of(PROJECT).allows("A.Evil.Test.", other, 25)).isFalse();
    assertThat(strict.of(PROJECT).allows("a.evil.test", other, 443)).isTrue();
    assertThat(strict.counts().ofDenied()).isEqualTo(4);
  }

  @Test
  void the_operators_denial_wins_over_the_operators_exceptions() {
    EgressPolicy policy = EgressPolicy.parse("127.0.0.0/8,db.internal", "127.0.0.1:5432");

    assertThat(policy.allows("db.internal", LOOPBACK, 5432)).isFalse();
    assertThat(policy.allows("db.internal", LOOPBACK, 80)).isTrue();
  }

  @Test
  void rules_that_did_not_change_give_the_same_decision_and_changed_ones_another() {
    Egress egress = egress(EgressPolicy.strict(), EgressCaps.NONE);
    ProjectEgress unruled = egress.of(PROJECT);
    assertThat(egress.of((ProjectId) null)).isSameAs(unruled);

    rules.set(EgressRules.parse(Map.of("deny", List.of("1.1.1.1"))));
    ProjectEgress ruled = egress.of(PROJECT);
    assertThat(egress.of(PROJECT)).isSameAs(ruled);
    assertThat(ruled.allows("a.test", PUBLIC, 443)).isFalse();

    rules.set(EgressRules.none());
    assertThat(egress.of(PROJECT)).isSameAs(unruled);
    assertThat(unruled.allows("a.test", PUBLIC, 443)).isTrue();
  }

  @Test
  void requests_and_bytes_are_counted_within_their_second_and_minute() {
    AtomicLong nanos = new AtomicLong(-TimeUnit.MINUTES.toNanos(3));
    EgressMeter meter = new EgressMeter(new EgressMeter.Use(nanos::get), new EgressCaps(2, 1));

    assertThat(List.of(meter.begins(), meter.begins(), meter.begins()))
        .containsExactly(true, true, false);
    assertThat(List.of(meter.carries(1 << 19), meter.carries(1 << 19), meter.carries(1)))
        .containsExactly(true, true, false);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(meter.begins()).as("the minute's bytes are used up").isFalse();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(59));
    assertThat(meter.begins()).isTrue();
    assertThat(meter.carries(1 << 20)).isTrue();
  }

  @Test
  void changing_the_caps_does_not_give_more() {
    Egress egress = egress(EgressPolicy.strict(), new EgressCaps(0, 1));
    assertThat(egress.of(PROJECT).carries(1 << 20)).isTrue();

    rules.set(EgressRules.parse(Map.of("requestsPerSecond", 1_000)));
    boolean carried = egress.of(PROJECT).carries(1);
    rules.set(EgressRules.none());

    // At most one of the two falls into the next minute.
    assertThat(carried && egress.of(PROJECT).carries(1 << 20)).isFalse();
    assertThat(egress.counts().ofLimited()).isPositive();
  }
}
