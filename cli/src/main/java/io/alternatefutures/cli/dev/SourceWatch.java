package io.alternatefutures.cli.dev;

import io.alternatefutures.cli.context.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices changes in a folder and all below it, besides {@code node_modules} and folders whose name
 * starts with a dot. Used by one thread.
 */
final class SourceWatch implements AutoCloseable {
  private final WatchService watcher;
  private final Map<WatchKey, Path> folders = new HashMap<>();

  SourceWatch(Path root) {
    try {
      watcher = root.getFileSystem().newWatchService();
      register(root);
    } catch (IOException e) {
      throw new CliException("Cannot watch " + root + " for changes: " + e.getMessage());
    }
  }

  /** Waits for a change, for {@code patience} at most, and then until no more follow at once. */
  boolean changedWithin(Duration patience) {
    boolean changed = false;
    WatchKey key = poll(patience);
    while (key != null) {
      changed |= look(key);
      key = poll(Limits.SETTLE);
    }
    return changed;
  }

  private @Nullable WatchKey poll(Duration patience) {
    try {
      return watcher.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted");
    }
  }

  private boolean look(WatchKey key) {
    Path folder = folders.get(key);
    boolean changed = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (folder == null || !(event.context() instanceof Path name)) {
        changed = true;
      } else if (!isIgnored(name)) {
        changed = true;
        Path path = folder.resolve(name);
        if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE) && Files.isDirectory(path)) {
          register(path);
        }
      }
    }
    if (!key.reset()) {
      folders.remove(key);
    }
    return changed;
  }

  private void register(Path root) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              if (!folder.equals(root) && isIgnored(folder.getFileName())) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              if (folders.size() >= Limits.WATCHED_FOLDERS) {
                return FileVisitResult.TERMINATE;
              }
              folders.put(
                  folder.register(
                      watcher,
                      StandardWatchEventKinds.ENTRY_CREATE,
                      StandardWatchEventKinds.ENTRY_MODIFY,
                      StandardWatchEventKinds.ENTRY_DELETE),
                  folder);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException _) {
      // It was removed again at once.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file with values for {@code env} is the one name with a dot that counts. */
  private static boolean isIgnored(Path name) {
    String text = name.toString();
    return text.equals("node_modules") || (text.startsWith(".") && !text.equals(".env"));
  }

  @Override
  public void close() {
    try {
      watcher.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
