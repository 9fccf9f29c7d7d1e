package io.alternatefutures.sandbox.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.alternatefutures.sandbox.protocol.IsolateLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FunctionGroupTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private static final class FakeMember implements GroupMember {
    private final List<Message> told = new ArrayList<>();
    private boolean busy;
    private boolean working;
    private boolean sockets;
    private int open;
    private int queued;
    private @Nullable IsolateLimits limits;

    @Override
    public boolean isBusy(long nowNanos) {
      return busy;
    }

    @Override
    public boolean hasSockets() {
      return sockets;
    }

    @Override
    public boolean isIdle() {
      return open == 0 && !working;
    }

    @Override
    public int open() {
      return open;
    }

    @Override
    public int queued() {
      return queued;
    }

    @Override
    public @Nullable IsolateLimits limits() {
      return limits;
    }

    @Override
    public void post(Message message) {
      told.add(message);
    }
  }

  private final List<FakeMember> made = new ArrayList<>();
  private int requests = 10;
  private int isolates = 4;

  private FunctionGroup<FakeMember> group(int cores) {
    return new FunctionGroup<>(
        () -> {
          FakeMember member = new FakeMember();
          member.limits = new IsolateLimits(1, 1, 1, 16, 1, 1, 1, 1, requests, 3, isolates);
          made.add(member);
          return member;
        },
        cores);
  }

  private FakeMember member(int index) {
    return made.get(index);
  }

  @Test
  void oneIsolateServesWhileItHasTime() {
    FunctionGroup<FakeMember> group = group(4);
    FakeMember first = group.choose(0);
    member(0).open = 5;
    assertThat(group.choose(1)).isSameAs(first);
    assertThat(made).hasSize(1);
  }

  @Test
  void thereIsAnotherIsolateWhenAllAreBusyUpToTheLimit() {
    FunctionGroup<FakeMember> group = group(8);
    for (int i = 0; i < 6; i++) {
      FakeMember chosen = group.choose(i);
      assertThat(chosen).isNotNull();
      chosen.busy = true;
      chosen.open++;
    }
    assertThat(made).hasSize(4);
  }

  @Test
  void thereAreNoMoreIsolatesThanCores() {
    FunctionGroup<FakeMember> group = group(2);
    for (int i = 0; i < 6; i++) {
      FakeMember chosen = group.choose(i);
      assertThat(chosen).isNotNull();
      chosen.busy = true;
      chosen.open++;
    }
    assertThat(made).hasSize(2);
    assertThat(member(0).open).isEqualTo(3);
    assertThat(member(1).open).isEqualTo(3);
  }

  @Test
  void anIsolateWithAsManyRequestsAsItMayHaveGetsNoMoreWhileThereAreOthers() {
    requests = 2;
    FunctionGroup<FakeMember> group = group(4);
    group.choose(0);
    member(0).open = 2;
    group.choose(1);
    assertThat(made).hasSize(2);
  }

  @Test
  void theIsolateWithTheFewestRequestsIsChosen() {
    FunctionGroup<FakeMember> group = group(4);
    group.choose(0);
    member(0).busy = true;
    group.choose(0);
    member(0).busy = false;
    member(0).open = 3;
    member(1).open = 1;
    assertThat(group.choose(1)).isSameAs(member(1));
  }

  @Test
  void aRequestIsRefusedWhenTooManyWait() {
    FunctionGroup<FakeMember> group = group(1);
    group.choose(0);
    member(0).busy = true;
    member(0).queued = 2;
    assertThat(group.choose(1)).isNotNull();
    member(0).queued = 3;
    assertThat(group.choose(2)).isNull();
  }

  @Test
  void isolatesThatAreNotNeededGoAndTheLastOneLater() {
    FunctionGroup<FakeMember> group = group(4);
    group.choose(0);
    member(0).busy = true;
    group.choose(0);
    member(0).busy = false;

    assertThat(group.sweep(MINUTE)).isFalse();
    assertThat(member(0).told).isEmpty();
    assertThat(member(1).told).hasSize(1).first().isInstanceOf(Message.Unload.class);
    assertThat(group.sweep(11 * MINUTE)).isTrue();
    assertThat(member(0).told).hasSize(1).first().isInstanceOf(Message.Unload.class);
  }

  @Test
  void ofAFunctionThatIsNotServedAnyMoreEachIsolateGoesWithItsWork() {
    FunctionGroup<FakeMember> group = group(4);
    group.choose(0);
    member(0).open = 1;
    group.retire();
    assertThat(member(0).told).hasSize(1).first().isInstanceOf(Message.Unload.class);

    assertThat(group.sweep(1)).isFalse();
    assertThat(member(0).told).last().isInstanceOf(Message.Sweep.class);
    member(0).open = 0;
    assertThat(group.sweep(2)).isTrue();
  }

  @Test
  void anIsolateWithWorkLeftStaysAndLooksAtIt() {
    FunctionGroup<FakeMember> group = group(4);
    group.choose(0);
    member(0).working = true;
    assertThat(group.sweep(11 * MINUTE)).isFalse();
    assertThat(member(0).told).hasSize(1).first().isInstanceOf(Message.Sweep.class);
  }

  @Test
  void connectionsAndWhatIsAboutThemGoToTheFirstIsolate() {
    FunctionGroup<FakeMember> group = group(4);
    group.choose(0);
    member(0).busy = true;
    FakeMember second = group.choose(1);
    assertThat(second).isNotSameAs(member(0));

    assertThat(group.chooseFirst(2)).isSameAs(member(0));
    member(0).sockets = true;
    assertThat(group.choose(3)).isSameAs(member(0));
  }
}
