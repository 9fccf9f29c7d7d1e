package io.alternatefutures.sandbox.worker.restrict;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Confines itself as a worker does and then tries to get out, as code would that has broken V8; run
 * as a process of its own. What Java can try is tried before too, so that what fails later is known
 * to fail because of the confinement. Takes the canaries' port and a file that can be written.
 */
final class ConfinementProbe {
  private static final int CONNECT_MILLIS = 2_000;

  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int AF_PACKET = 17;
  private static final int SOCK_STREAM = 1;
  private static final int PTRACE_ATTACH = 16;
  private static final int SIGKILL = 9;
  private static final int RLIMIT_NOFILE = 7;
  private static final int F_DUPFD = 0;
  private static final int CLONE_THREAD_FLAGS = 0x10f00;

  private interface Attempt {
    void run() throws IOException, InterruptedException;
  }

  private final SystemCalls calls = new SystemCalls();
  private final int port;
  private final Path writable;
  private final long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);

  private ConfinementProbe(int port, Path writable) {
    this.port = port;
    this.writable = writable;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new ConfinementProbe(Integer.parseInt(arguments[0]), Path.of(arguments[1])).run();
  }

  private void run() throws IOException, InterruptedException {
    Map<String, Attempt> attempts = attempts();
    attempts.forEach((name, attempt) -> report("before", name, attempt));
    Confinement confinement = new Confinement(calls);
    CountDownLatch confined = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    confinement.restrictFiles();
    // As a worker's function threads: started between the steps.
    new Thread(
            () -> {
              awaitQuietly(confined);
              attempts.forEach((name, attempt) -> report("after", name, attempt));
              systemCalls().forEach((name, result) -> say("call", name, Long.toString(result)));
              say("bound", "descriptors", Integer.toString(duplicateDescriptors()));
              done.countDown();
            })
        .start();
    String layers =
        confinement.restrictCalls().stream().map(Layer::name).collect(Collectors.joining(" "));
    System.out.println("layers " + layers);
    confined.countDown();
    done.await();
    // What a worker does need still works: memory, time, its descriptors.
    byte[] memory = new byte[8 << 20];
    System.out.println("works " + (memory.length + calls.threadId() > 0));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private Map<String, Attempt> attempts() {
    Map<String, Attempt> attempts = new LinkedHashMap<>();
    attempts.put("read-passwd", () -> Files.readString(Path.of("/etc/passwd")));
    attempts.put("read-own-environment", () -> Files.readAllBytes(Path.of("/proc/self/environ")));
    attempts.put("read-first-environment", () -> Files.readAllBytes(Path.of("/proc/1/environ")));
    attempts.put("list-root", () -> list(Path.of("/")));
    attempts.put("write-file", () -> Files.writeString(writable, "written"));
    attempts.put("connect-ipv4", () -> connect("127.0.0.1"));
    attempts.put("connect-ipv6", () -> connect("::1"));
    attempts.put("start-process", () -> new ProcessBuilder("/bin/true").start().waitFor());
    attempts.put("start-thread", () -> startThread());
    return attempts;
  }

  private static void list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      if (entries.findAny().isEmpty()) {
        throw new IOException("nothing there");
      }
    }
  }

  private void connect(String literal) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(literal), port), CONNECT_MILLIS);
    }
  }

  private static void startThread() throws IOException {
    try {
      new Thread(() -> {}).start();
    } catch (OutOfMemoryError refused) {
      throw new IOException(refused);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(String when, String name, Attempt attempt) {
    String outcome;
    try {
      attempt.run();
      outcome = "allowed";
    } catch (IOException | InterruptedException | RuntimeException denied) {
      outcome = "denied";
    }
    say(when, name, outcome);
  }

  private static void say(String what, String name, String outcome) {
    System.out.println(what + " " + name + " " + outcome);
  }

  /** What native code would call; the answer of each. */
  private Map<String, Long> systemCalls() {
    Map<String, Long> results = new LinkedHashMap<>();
    try (Arena arena = Arena.ofConfined()) {
      long passwd = text(arena, "/etc/passwd");
      long shell = text(arena, "/bin/sh");
      long empty = arena.allocate(16, 8).address();
      results.put("open-passwd", calls.call(2, passwd, 0, 0, 0, 0));
      results.put("openat-passwd", calls.call(257, -100, passwd, 0, 0, 0));
      results.put("openat2", calls.call(437, -100, passwd, empty, 24, 0));
      results.put("readlink", calls.call(89, passwd, empty, 16, 0, 0));
      results.put("unlink", calls.call(87, passwd, 0, 0, 0, 0));
      results.put("socket-unix", calls.call(41, AF_UNIX, SOCK_STREAM, 0, 0, 0));
      results.put("socket-ipv4", calls.call(41, AF_INET, SOCK_STREAM, 0, 0, 0));
      results.put("socket-ipv6", calls.call(41, AF_INET6, SOCK_STREAM, 0, 0, 0));
      results.put("socket-netlink", calls.call(41, AF_NETLINK, SOCK_STREAM, 0, 0, 0));
      results.put("socket-packet", calls.call(41, AF_PACKET, SOCK_STREAM, 0, 0, 0));
      results.put("socketpair", calls.call(53, AF_UNIX, SOCK_STREAM, 0, empty, 0));
      results.put("connect", calls.call(42, 0, empty, 16, 0, 0));
      results.put("clone-process", calls.call(56, 0, 0, 0, 0, 0));
      results.put("clone-thread", calls.call(56, CLONE_THREAD_FLAGS, 0, 0, 0, 0));
      results.put("clone3", calls.call(435, empty, 0, 0, 0, 0));
      results.put("fork", calls.call(57, 0, 0, 0, 0, 0));
      results.put("vfork", calls.call(58, 0, 0, 0, 0, 0));
      results.put("execve", calls.call(59, shell, empty, empty, 0, 0));
      results.put("execveat", calls.call(322, -100, shell, empty, empty, 0));
      results.put("kill-parent", calls.call(62, parent, SIGKILL, 0, 0, 0));
      results.put("tgkill-parent", calls.call(234, parent, parent, SIGKILL, 0, 0));
      results.put("ptrace-parent", calls.call(101, PTRACE_ATTACH, parent, 0, 0, 0));
      results.put("read-parents-memory", calls.call(310, parent, empty, 1, empty, 1));
      results.put("pidfd-of-parent", calls.call(434, parent, 0, 0, 0, 0));
      results.put("prctl-dumpable", calls.call(157, 4, 1, 0, 0, 0));
      results.put("raise-limit", calls.call(302, 0, RLIMIT_NOFILE, empty, 0, 0));
      results.put("mount", calls.call(165, passwd, passwd, 0, 0, 0));
      results.put("unshare", calls.call(272, 0x10000000, 0, 0, 0, 0));
      results.put("setns", calls.call(308, 0, 0, 0, 0, 0));
      results.put("memfd_create", calls.call(319, passwd, 0, 0, 0, 0));
      results.put("bpf", calls.call(321, 0, empty, 16, 0, 0));
      results.put("userfaultfd", calls.call(323, 0, 0, 0, 0, 0));
      results.put("perf_event_open", calls.call(298, empty, 0, -1, -1, 0));
      results.put("io_uring_setup", calls.call(425, 1, empty, 0, 0, 0));
      results.put("keyctl", calls.call(250, 0, 0, 0, 0, 0));
    }
    return results;
  }

  private static long text(Arena arena, String value) {
    return arena.allocateFrom(value, StandardCharsets.US_ASCII).address();
  }

  /** How many descriptors can be had by duplicating one. */
  private int duplicateDescriptors() {
    int made = 0;
    while (made < 100_000 && calls.call(72, 0, F_DUPFD, 0, 0, 0) >= 0) {
      made++;
    }
    return made;
  }
}
