package io.alternatefutures.sandbox.worker.restrict;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Confines itself and then tries to get out; run as a process of its own. Every attempt is made
 * before too, so that one that fails later is known to fail because of the confinement.
 */
final class ConfinementProbe {
  private static final Map<String, Integer> FORBIDDEN_CALLS = new LinkedHashMap<>();

  static {
    FORBIDDEN_CALLS.put("open", 2);
    FORBIDDEN_CALLS.put("socket", 41);
    FORBIDDEN_CALLS.put("socketpair", 53);
    FORBIDDEN_CALLS.put("clone-process", 56);
    FORBIDDEN_CALLS.put("fork", 57);
    FORBIDDEN_CALLS.put("vfork", 58);
    FORBIDDEN_CALLS.put("execve", 59);
    FORBIDDEN_CALLS.put("kill", 62);
    FORBIDDEN_CALLS.put("ptrace", 101);
    FORBIDDEN_CALLS.put("prctl-dumpable", 157);
    FORBIDDEN_CALLS.put("mount", 165);
    FORBIDDEN_CALLS.put("openat", 257);
    FORBIDDEN_CALLS.put("unshare", 272);
    FORBIDDEN_CALLS.put("memfd_create", 319);
    FORBIDDEN_CALLS.put("bpf", 321);
    FORBIDDEN_CALLS.put("userfaultfd", 323);
    FORBIDDEN_CALLS.put("io_uring_setup", 425);
    FORBIDDEN_CALLS.put("openat2", 437);
  }

  private interface Attempt {
    void run() throws IOException, InterruptedException;
  }

  private ConfinementProbe() {}

  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.parseInt(arguments[0]);
    Path writable = Path.of(arguments[1]);
    Map<String, Attempt> attempts = attempts(port, writable);
    attempts.forEach((name, attempt) -> report("before", name, attempt));
    SystemCalls calls = new SystemCalls();
    System.out.println("layers " + new Confinement(calls).apply());
    Thread fresh =
        new Thread(() -> attempts.forEach((name, attempt) -> report("after", name, attempt)));
    fresh.start();
    fresh.join();
    FORBIDDEN_CALLS.forEach((name, number) ->
        System.out.println("call " + name + " " + calls.call(number, 0, 0, 0, 0, 0)));
    // What a worker does need still works: memory, time, threads, its descriptors.
    byte[] memory = new byte[32 << 20];
    System.out.println("works " + (memory.length + calls.threadId() > 0));
  }

  private static Map<String, Attempt> attempts(int port, Path writable) {
    Map<String, Attempt> attempts = new LinkedHashMap<>();
    attempts.put("read-passwd", () -> Files.readString(Path.of("/etc/passwd")));
    attempts.put("read-environ", () -> Files.readAllBytes(Path.of("/proc/self/environ")));
    attempts.put("list-root", () -> list(Path.of("/")));
    attempts.put("write-file", () -> Files.writeString(writable, "written"));
    attempts.put("connect-ipv4", () -> connect("127.0.0.1", port));
    attempts.put("start-process", () -> new ProcessBuilder(List.of("/bin/true")).start().waitFor());
    return attempts;
  }

  private static void list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      if (entries.findAny().isEmpty()) {
        throw new IOException("nothing there");
      }
    }
  }

  private static void connect(String host, int port) throws IOException {
    new Socket(InetAddress.getByName(host), port).close();
  }

  private static void report(String when, String name, Attempt attempt) {
    String outcome;
    try {
      attempt.run();
      outcome = "allowed";
    } catch (IOException | InterruptedException | RuntimeException denied) {
      outcome = "denied";
    }
    System.out.println(when + " " + name + " " + outcome);
  }
}
