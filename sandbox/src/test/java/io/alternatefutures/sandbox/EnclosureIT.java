package io.alternatefutures.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.LimitRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put around workers from outside, and what holds without it. */
final class EnclosureIT {
  private static final Path HOME = Path.of(System.getProperty("af.worker.home")).normalize();
  private static final Bubblewrap BUBBLEWRAP = new Bubblewrap(SandboxFixture.BUBBLEWRAP, HOME);
  private static final boolean NAMESPACES = BUBBLEWRAP.trouble().isEmpty();
  private static final LimitRules LIMITS =
      LimitRules.of(Map.of(FunctionLimit.MEMORY, 64), Map.of());
  private static final FetchClient NO_NETWORK =
      (_, _, _, _) -> {
        throw new AssertionError("nothing is fetched here");
      };

  @TempDir private Path directory;

  @Test
  void native_code_gets_out_of_no_worker_with_namespaces() throws Exception {
    List<String> said = probe(NAMESPACES);

    assertDenied(said);
    if (NAMESPACES) {
      assertThat(said)
          .contains(
              "before read-passwd denied",
              "before connect-ipv4 denied",
              "before write-file denied",
              "before start-process denied");
    }
  }

  @Test
  void native_code_gets_out_of_no_worker_without_namespaces() throws Exception {
    List<String> said = probe(false);

    assertDenied(said);
    assertThat(said)
        .contains(
            "before read-passwd allowed",
            "before connect-ipv4 allowed",
            "before write-file allowed",
            "before start-process allowed");
  }

  private static void assertDenied(List<String> said) {
    assertThat(said).contains("layers NO_NEW_PRIVS LANDLOCK SECCOMP RLIMITS", "works true");
    assertThat(said.stream().filter(line -> line.startsWith("after ")))
        .hasSize(9)
        .allMatch(line -> line.endsWith(" denied"));
    assertThat(said.stream().filter(line -> line.startsWith("call ")))
        .hasSize(35)
        .allMatch(line -> line.endsWith(" -1"));
  }

  /** Runs the worker module's probe as a worker is run; only it can tell what it was denied. */
  private List<String> probe(boolean namespaces) throws IOException, InterruptedException {
    Path probe = HOME.resolveSibling("test-classes");
    try (ServerSocketChannel canary = ServerSocketChannel.open()) {
      canary.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("@" + HOME.resolve("jvm.options"));
      command.addAll(List.of("-cp", probe + ":" + HOME.resolve("lib") + "/*"));
      command.add("io.alternatefutures.sandbox.worker.restrict.ConfinementProbe");
      command.add(Integer.toString(((InetSocketAddress) canary.getLocalAddress()).getPort()));
      command.add(directory.resolve("file").toString());
      List<String> wrapped = namespaces ? BUBBLEWRAP.wrap(command, List.of(probe)) : command;
      Process process = new ProcessBuilder(wrapped).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      List<String> said = new String(output, StandardCharsets.UTF_8).lines().toList();
      assertThat(process.waitFor()).as("%s", said).isZero();
      canary.configureBlocking(false);
      int connections = 0;
      while (canary.accept() != null) {
        connections++;
      }
      assertThat(connections)
          .as("connections, made before confinement")
          .isEqualTo(namespaces ? 0 : 1);
      return said;
    }
  }

  @Test
  void a_worker_runs_with_every_layer_that_the_machine_offers() throws IOException {
    Set<Layer> expected = EnumSet.copyOf(Layer.REQUIRED);
    if (NAMESPACES) {
      expected.add(Layer.NAMESPACES);
    }

    assertThat(layersAround(SandboxFixture.BUBBLEWRAP)).containsAll(expected);
  }

  @Test
  void a_worker_confines_itself_where_there_is_no_bubblewrap() throws IOException {
    assertThat(layersAround(Path.of("/nonexistent/bwrap")))
        .containsAll(Layer.REQUIRED)
        .doesNotContain(Layer.NAMESPACES);
    assertThat(layersAround(null)).containsAll(Layer.REQUIRED).doesNotContain(Layer.NAMESPACES);
  }

  @Test
  void control_groups_that_are_not_handed_over_are_left_alone(@TempDir Path group)
      throws IOException {
    Files.createFile(group.resolve("cgroup.subtree_control"));
    Files.writeString(group.resolve("cgroup.controllers"), "cpu memory pids\n");
    ControlGroups.Location roots = new ControlGroups.Location(group, true, false, 1);

    assertThatThrownBy(() -> ControlGroups.open(roots, options(null)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("is not delegated to this process");
    assertThat(group.resolve("cgroup.subtree_control")).isEmptyFile();
  }

  @Test
  void a_control_group_that_is_handed_over_is_divided_among_workers(@TempDir Path group)
      throws IOException {
    Files.createFile(group.resolve("cgroup.subtree_control"));
    Files.writeString(group.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
    Files.writeString(group.resolve("cgroup.procs"), "42\n");

    ControlGroups groups =
        ControlGroups.open(new ControlGroups.Location(group, false, false, 42), options(null));
    ControlGroup worker = groups.create("7");

    assertThat(group.resolve("af-runtime/cgroup.procs")).hasContent("42");
    assertThat(group.resolve("cgroup.subtree_control")).hasContent("+memory +pids +cpu");
    assertThat(worker.folder()).isEqualTo(group.resolve("af-worker-7"));
    assertThat(worker.folder().resolve("memory.max")).hasContent("536870912");
    assertThat(worker.folder().resolve("pids.max")).hasContent("512");
    assertThat(worker.folder().resolve("cpu.max")).content().matches("\\d+ 100000");
  }

  @Test
  void a_control_group_with_strangers_in_it_is_left_alone(@TempDir Path group) throws IOException {
    Files.createFile(group.resolve("cgroup.subtree_control"));
    Files.writeString(group.resolve("cgroup.controllers"), "memory pids\n");
    Files.writeString(group.resolve("cgroup.procs"), "42\n43\n");

    assertThatThrownBy(() ->
            ControlGroups.open(new ControlGroups.Location(group, false, false, 42), options(null)))
        .hasMessageEndingWith("has other processes in it");
    assertThat(group.resolve("cgroup.subtree_control")).isEmptyFile();
  }

  private SandboxOptions options(@Nullable Path bubblewrap) {
    return new SandboxOptions(
        HOME,
        directory,
        LIMITS,
        new WorkerBounds(512, 4_096, 1, WorkerBounds.USUAL_IDLE),
        LayerPolicy.REQUIRE,
        bubblewrap);
  }

  private Set<Layer> layersAround(@Nullable Path bubblewrap) throws IOException {
    try (SandboxFixture fixture =
        new SandboxFixture(directory, LIMITS, NO_NETWORK, LayerPolicy.REQUIRE, bubblewrap)) {
      CatalogEntry hello =
          fixture.deploy("p1", "export default () => new Response('hi')", Map.of());

      assertThat(fixture.get(hello, "/").text()).isEqualTo("hi");
      return fixture.sandbox().layers().getFirst();
    }
  }

  @Test
  void a_worker_in_namespaces_ends_with_its_sandbox() throws IOException {
    List<ProcessHandle> started;
    try (SandboxFixture fixture = new SandboxFixture(directory, LIMITS, NO_NETWORK)) {
      CatalogEntry hello =
          fixture.deploy("p1", "export default () => new Response('hi')", Map.of());
      assertThat(fixture.get(hello, "/").text()).isEqualTo("hi");
      try (Stream<ProcessHandle> processes = ProcessHandle.current().descendants()) {
        started = processes.toList();
      }
    }

    assertThat(started).isNotEmpty();
    started.forEach(process -> process.onExit().join());
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }
}
