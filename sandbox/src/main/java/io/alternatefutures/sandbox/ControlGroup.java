package io.alternatefutures.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's control group.
 *
 * @param folder where the kernel shows it
 */
record ControlGroup(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(ControlGroup.class);

  /** Joins the group before the worker's program begins, so that all it does counts. */
  private static final String JOIN = "echo 0 > \"$0/cgroup.procs\" && exec \"$@\"";

  /** The command that runs {@code command} in this group. */
  List<String> wrap(List<String> command) {
    List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", JOIN, folder.toString()));
    wrapped.addAll(command);
    return wrapped;
  }

  /** Ends what is left in the group and removes it. */
  void remove() {
    try {
      Path kill = folder.resolve("cgroup.kill");
      if (Files.exists(kill)) {
        Files.writeString(kill, "1");
      }
      Files.deleteIfExists(folder);
    } catch (IOException busy) {
      // Processes take a moment to go; the next start of a runtime removes what is empty.
      LOG.debug("{} is left behind: {}", folder, busy.toString());
    }
  }
}
