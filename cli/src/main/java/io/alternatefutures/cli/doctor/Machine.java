package io.alternatefutures.cli.doctor;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Checks of the machine and its kernel. Nothing is changed. */
final class Machine {
  private static final int JAVA = 25;
  private static final long OPEN_FILES = 65_536;
  private static final long MEMORY_MIB = 1_024;
  private static final long PATIENCE_SECONDS = 5;

  private final Path root;

  /**
   * @param root folder that holds {@code proc} and {@code sys}
   */
  Machine(Path root) {
    this.root = root;
  }

  List<Finding> check() {
    return List.of(
        java(),
        platform(),
        landlock(),
        seccomp(),
        bubblewrap(),
        cgroups(),
        openFiles(),
        memory(),
        names());
  }

  private static Finding java() {
    String version = Runtime.version().toString();
    return Runtime.version().feature() >= JAVA
        ? Finding.ok("Java", version)
        : Finding.error("Java", version, "Install a JDK " + JAVA + " or newer.");
  }

  private static Finding platform() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    boolean runs = system.equals("Linux amd64");
    return runs
        ? Finding.ok("Platform", system)
        : Finding.error(
            "Platform",
            system,
            "The runtime executes functions on Linux x86-64; this command line works elsewhere"
                + " too.");
  }

  Finding landlock() {
    Optional<String> modules = read("sys/kernel/security/lsm");
    if (modules.isEmpty()) {
      return Finding.warning(
          "Landlock",
          "the kernel does not tell its security modules",
          "Look at the runtime's log: it says which layers of isolation are active.");
    }
    return modules.get().contains("landlock")
        ? Finding.ok("Landlock", "active")
        : Finding.error(
            "Landlock",
            "not among the kernel's security modules: " + modules.get().strip(),
            "Start a kernel of version 5.13 or newer with lsm=landlock,… on its command line.");
  }

  Finding seccomp() {
    return read("proc/sys/kernel/seccomp/actions_avail").isPresent()
        ? Finding.ok("seccomp", "available")
        : Finding.error(
            "seccomp",
            "the kernel has none",
            "Start a kernel built with CONFIG_SECCOMP_FILTER, as distributions' kernels are.");
  }

  private static Finding bubblewrap() {
    String advice =
        "Optional: with bubblewrap, workers get namespaces of their own as one more layer.";
    if (!succeeds("bwrap", "--version")) {
      return Finding.warning("bubblewrap", "not installed", advice + " apt install bubblewrap");
    }
    return succeeds("bwrap", "--unshare-all", "--ro-bind", "/", "/", "true")
        ? Finding.ok("bubblewrap", "works")
        : Finding.warning(
            "bubblewrap",
            "installed, but may not make namespaces",
            advice + " Allow unprivileged user namespaces.");
  }

  Finding cgroups() {
    Optional<String> controllers = read("sys/fs/cgroup/cgroup.controllers");
    if (controllers.isEmpty()) {
      return Finding.warning(
          "cgroups",
          "version 2 is not mounted",
          "Optional: with cgroups version 2, the kernel bounds each worker's memory and CPU.");
    }
    return Finding.ok("cgroups", "version 2: " + controllers.get().strip());
  }

  Finding openFiles() {
    String line =
        read("proc/self/limits")
            .flatMap(text ->
                text.lines().filter(found -> found.startsWith("Max open files")).findFirst())
            .orElse("");
    List<String> words = List.of(line.strip().split(" +", -1));
    String soft = words.size() > 3 ? words.get(3) : "";
    boolean enough =
        soft.equals("unlimited")
            || (soft.matches("\\d{1,18}") && Long.parseLong(soft) >= OPEN_FILES);
    return enough
        ? Finding.ok("Open files", soft)
        : Finding.warning(
            "Open files",
            "at most " + (soft.isEmpty() ? "(unknown)" : soft),
            "Each connection takes one, a proxied one two: ulimit -n " + OPEN_FILES);
  }

  Finding memory() {
    long kibibytes =
        read("proc/meminfo")
            .flatMap(
                text -> text.lines().filter(found -> found.startsWith("MemAvailable:")).findFirst())
            .map(line -> line.replaceAll("[^0-9]", ""))
            .filter(digits -> !digits.isEmpty())
            .map(Long::parseLong)
            .orElse(0L);
    String detail = String.format(Locale.ROOT, "%,d MiB available", kibibytes >> 10);
    return kibibytes >> 10 >= MEMORY_MIB
        ? Finding.ok("Memory", detail)
        : Finding.warning(
            "Memory", detail, "The runtime and its workers take about 1 GiB to be comfortable.");
  }

  private static Finding names() {
    String name = "my-gateway.localhost";
    try {
      if (InetAddress.getByName(name).isLoopbackAddress()) {
        return Finding.ok("*.localhost", name + " is this machine");
      }
    } catch (UnknownHostException _) {
      // Told below.
    }
    return Finding.warning(
        "*.localhost",
        name + " is not known to this machine's resolver",
        "curl, browsers and af know it by themselves; for others, add it to /etc/hosts.");
  }

  private Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Whether a program is there, and ends well. */
  static boolean succeeds(String... command) {
    Process process = null;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }
}
