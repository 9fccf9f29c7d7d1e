package io.alternatefutures.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Set;

/**
 * The part of the control group tree (version 2) that was handed to this process, if one was: there
 * each worker gets a group of its own. A tree that was not handed over is not touched, not even by
 * root. It was handed over when systemd says so ({@code Delegate=}), when it is a container's own
 * root, or when it belongs to a user other than root.
 */
final class ControlGroups {
  private static final String RUNTIME = "af-runtime";
  private static final String WORKER = "af-worker-";

  /** How much more of the CPUs the runtime gets than one worker, when they are scarce. */
  private static final String RUNTIME_WEIGHT = "1000";

  private static final long CPU_PERIOD_MICROS = 100_000;

  private final Path base;
  private final SandboxOptions options;
  private final Set<String> controllers;

  private ControlGroups(Path base, SandboxOptions options, Set<String> controllers) {
    this.base = base;
    this.options = options;
    this.controllers = controllers;
  }

  /**
   * Where this process is in the tree.
   *
   * @param own folder of its group
   * @param root whether the process is root, to whom every group looks writable
   * @param namespaceRoot whether the group is the root of the tree that the process sees
   */
  record Location(Path own, boolean root, boolean namespaceRoot, long pid) {
    static Location ofThisProcess() throws IOException {
      String path = "";
      for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
        if (line.startsWith("0::/")) {
          path = line.substring("0::/".length());
        }
      }
      for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
        if (line.contains(" - cgroup2 ")) {
          Path own = Path.of(line.split(" ", 6)[4]).resolve(path);
          boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
          return new Location(own, root, path.isEmpty(), ProcessHandle.current().pid());
        }
      }
      throw new IOException("no control groups of version 2 are mounted");
    }
  }

  /**
   * Gets the tree ready for workers. May move this process into a group below its own, because a
   * group with processes cannot divide what it has.
   *
   * @throws IOException saying why there can be no groups
   */
  static ControlGroups open(Location location, SandboxOptions options) throws IOException {
    Path parent = location.own().getParent();
    boolean ownIsOurs = isDelegated(location);
    Path base = !ownIsOurs && parent != null && isMarked(parent) ? parent : location.own();
    if (!ownIsOurs && base.equals(location.own())) {
      throw new IOException(location.own() + " is not delegated to this process");
    }
    Set<String> offered = words(base.resolve("cgroup.controllers"));
    if (!offered.containsAll(List.of("memory", "pids"))) {
      throw new IOException(base + " has the controllers " + offered + ", not memory and pids");
    }
    boolean cpu = offered.contains("cpu");
    if (base.equals(location.own())) {
      moveAside(base, location.pid());
    }
    Files.writeString(
        base.resolve("cgroup.subtree_control"), "+memory +pids" + (cpu ? " +cpu" : ""));
    ControlGroups groups =
        new ControlGroups(
            base, options, cpu ? Set.of("memory", "pids", "cpu") : Set.of("memory", "pids"));
    groups.removeLeftovers();
    return groups;
  }

  private static boolean isDelegated(Location location) throws IOException {
    Path own = location.own();
    boolean containersRoot = location.namespaceRoot() && Files.exists(own.resolve("cgroup.type"));
    return Files.isWritable(own.resolve("cgroup.subtree_control"))
        && (isMarked(own) || containersRoot || !location.root());
  }

  /** Whether systemd has marked the group as handed over. */
  private static boolean isMarked(Path group) throws IOException {
    UserDefinedFileAttributeView attributes =
        Files.getFileAttributeView(group, UserDefinedFileAttributeView.class);
    if (attributes == null || !attributes.list().contains("delegate")) {
      return false;
    }
    ByteBuffer value = ByteBuffer.allocate(Math.max(1, attributes.size("delegate")));
    attributes.read("delegate", value);
    return new String(value.array(), StandardCharsets.US_ASCII).strip().equals("1");
  }

  private static void moveAside(Path base, long pid) throws IOException {
    Set<String> members = words(base.resolve("cgroup.procs"));
    if (!members.equals(Set.of(Long.toString(pid)))) {
      throw new IOException(base + " has other processes in it");
    }
    Path runtime = Files.createDirectories(base.resolve(RUNTIME));
    Files.writeString(runtime.resolve("cgroup.procs"), Long.toString(pid));
  }

  private static Set<String> words(Path file) throws IOException {
    return Set.copyOf(List.of(Files.readString(file).strip().split("\\s+", -1)));
  }

  /** Groups of workers of a runtime that was killed. One that is not empty cannot be removed. */
  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(base, WORKER + "*")) {
      for (Path group : left) {
        if (Files.readString(group.resolve("cgroup.procs")).isBlank()) {
          new ControlGroup(group).remove();
        }
      }
    }
    Path weight = base.resolve(RUNTIME).resolve("cpu.weight");
    if (Files.exists(weight)) {
      Files.writeString(weight, RUNTIME_WEIGHT);
    }
  }

  /** Makes the group of one worker, with its limits set. */
  ControlGroup create(String name) throws IOException {
    Path group = Files.createDirectory(base.resolve(WORKER + name));
    long memory = options.workers().workerBytes();
    Files.writeString(group.resolve("memory.max"), Long.toString(memory));
    writeIfThere(group.resolve("memory.swap.max"), "0");
    writeIfThere(group.resolve("memory.oom.group"), "1");
    Files.writeString(group.resolve("pids.max"), Integer.toString(Limits.WORKER_TASKS));
    if (controllers.contains("cpu")) {
      Files.writeString(group.resolve("cpu.max"), cpuMicros() + " " + CPU_PERIOD_MICROS);
    }
    return new ControlGroup(group);
  }

  /** A quarter of the CPUs stays for the runtime and the other workers. */
  private static long cpuMicros() {
    return Runtime.getRuntime().availableProcessors() * CPU_PERIOD_MICROS * 3 / 4;
  }

  private static void writeIfThere(Path file, String value) throws IOException {
    if (Files.exists(file)) {
      Files.writeString(file, value);
    }
  }
}
