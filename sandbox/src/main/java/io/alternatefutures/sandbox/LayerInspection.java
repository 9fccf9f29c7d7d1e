package io.alternatefutures.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a worker from outside, before it gets any user code: which layers does the kernel say
 * hold? Landlock cannot be seen from outside; the worker reports it after it has tried to open a
 * file. Reads files of {@code /proc}, so it must not run on an event loop.
 */
final class LayerInspection {
  private static final List<String> NAMESPACES = List.of("user", "mnt", "pid", "net", "ipc", "uts");

  private final Path process;
  private final Path self;

  /** For tests, which have a {@code /proc} of their own. */
  LayerInspection(Path proc, long pid) {
    process = proc.resolve(Long.toString(pid));
    self = proc.resolve("self");
  }

  LayerInspection(long pid) {
    this(Path.of("/proc"), pid);
  }

  /**
   * The layers that hold.
   *
   * @param reported names of layers, separated by blanks, as the worker sent them
   * @param group folder of the worker's control group; null when it has none
   */
  Set<Layer> verify(String reported, @Nullable Path group) {
    Set<String> said = Set.of(reported.split(" ", -1));
    Set<Layer> holding = EnumSet.noneOf(Layer.class);
    for (Layer layer : Layer.values()) {
      if ((!Layer.REQUIRED.contains(layer) || said.contains(layer.name())) && holds(layer, group)) {
        holding.add(layer);
      }
    }
    return holding;
  }

  private boolean holds(Layer layer, @Nullable Path group) {
    try {
      return switch (layer) {
        case NO_NEW_PRIVS -> everyThreadHas("NoNewPrivs:", "1");
        case LANDLOCK -> true;
        case SECCOMP -> everyThreadHas("Seccomp:", "2");
        case RLIMITS -> limitsAreSet();
        case NAMESPACES -> namespacesDiffer();
        case CGROUP -> group != null && isIn(group);
      };
    } catch (IOException unreadable) {
      return false;
    }
  }

  private boolean everyThreadHas(String name, String value) throws IOException {
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      List<Path> all = threads.toList();
      for (Path thread : all) {
        if (!value.equals(field(thread.resolve("status"), name))) {
          return false;
        }
      }
      return !all.isEmpty();
    }
  }

  private static String field(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name)) {
        return line.substring(name.length()).strip();
      }
    }
    return "";
  }

  private boolean limitsAreSet() throws IOException {
    Path limits = process.resolve("limits");
    return field(limits, "Max file size").startsWith("0 ")
        && field(limits, "Max core file size").startsWith("0 ")
        && field(limits, "Max open files").matches("\\d{1,3} .*");
  }

  private boolean namespacesDiffer() throws IOException {
    for (String name : NAMESPACES) {
      Path mine = Files.readSymbolicLink(self.resolve("ns").resolve(name));
      if (mine.equals(Files.readSymbolicLink(process.resolve("ns").resolve(name)))) {
        return false;
      }
    }
    return true;
  }

  private boolean isIn(Path group) throws IOException {
    return field(process.resolve("cgroup"), "0::").endsWith("/" + group.getFileName());
  }
}
