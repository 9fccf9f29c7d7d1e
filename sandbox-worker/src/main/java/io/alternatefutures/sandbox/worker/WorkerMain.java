package io.alternatefutures.sandbox.worker;

import com.caoccao.javet.enums.JSRuntimeType;
import com.caoccao.javet.interop.loader.IJavetLibLoadingListener;
import com.caoccao.javet.interop.loader.JavetLibLoader;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import io.alternatefutures.sandbox.protocol.FrameType;
import io.alternatefutures.sandbox.worker.platform.Engine;
import io.alternatefutures.sandbox.worker.restrict.Confinement;
import io.alternatefutures.sandbox.worker.restrict.Layer;
import io.alternatefutures.sandbox.worker.restrict.NativeEnvironment;
import io.alternatefutures.sandbox.worker.restrict.SystemCalls;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Starts a worker: loads V8, connects to the runtime, gives up every other right, and serves. */
public final class WorkerMain {
  private WorkerMain() {}

  /** Takes {@code key=value} arguments and, on standard input, a line with the worker's secret. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String secret = input.readLine();
    if (secret == null) {
      throw new IOException("no secret on standard input");
    }
    WorkerOptions options = WorkerOptions.parse(arguments, secret);
    loadV8(options);
    Isolates isolates = Isolates.prepare();
    SystemCalls calls = new SystemCalls();
    Dispatcher dispatcher = new Dispatcher(Runtime.getRuntime().availableProcessors());
    Runnable exit = () -> Runtime.getRuntime().halt(0);
    WorkerLoop loop =
        new WorkerLoop(Selector.open(), dispatcher, isolates, calls, exit, dispatcher::sweep);
    dispatcher.start(loop);
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < options.connections(); i++) {
      connections.add(connect(options, loop));
    }
    exitWithRuntime(input, exit);
    WarmUp.run(options.socket(), isolates, calls);
    Confinement confinement = new Confinement(calls);
    confinement.restrictFiles();
    // Born into the restrictions; the last threads that this process can start.
    loop.start(options.threads());
    isolates.keepSpares();
    String layers =
        confinement.restrictCalls().stream().map(Layer::name).collect(Collectors.joining(" "));
    for (Connection connection : connections) {
      connection.write(
          out -> out.begin(FrameType.READY, 0).text(options.secret()).text(layers).end());
      connection.flush();
    }
  }

  private static Connection connect(WorkerOptions options, WorkerLoop loop) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(options.socket()));
    Connection connection = new Connection(channel);
    loop.add(connection, channel);
    return connection;
  }

  static void loadV8(WorkerOptions options) {
    File library = options.nativeLibrary().toFile();
    JavetLibLoader.setLibLoadingListener(
        new IJavetLibLoadingListener() {
          @Override
          public File getLibPath(JSRuntimeType type) {
            return library.getParentFile();
          }

          @Override
          public boolean isDeploy(JSRuntimeType type) {
            return false;
          }
        });
    V8RuntimeOptions.V8_FLAGS.setCustomFlags(
        "--max-old-space-size="
            + options.heapMegabytes()
            // No memory of WebAssembly is larger than a function may be.
            + " --wasm-max-mem-pages="
            + options.heapMegabytes() * 16
            + " --single-threaded-gc"
            // No SharedArrayBuffer: functions have no threads to share memory with.
            + " --enable-sharedarraybuffer-per-context");
    // Nothing of the machine's own settings: functions see the same everywhere.
    NativeEnvironment environment = new NativeEnvironment();
    environment.set("TZ", "UTC");
    environment.set("LC_ALL", "en_US");
    environment.set("ICU_DATA", library.getParent());
    Engine.host();
  }

  /** The runtime holds the other end of standard input: its end is ours. */
  private static void exitWithRuntime(BufferedReader input, Runnable exit) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                while (input.readLine() != null) {
                  Thread.onSpinWait();
                }
              } catch (IOException closed) {
                exit.run();
              }
              exit.run();
            },
            "runtime-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }
}
