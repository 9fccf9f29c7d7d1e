package io.alternatefutures.content;

import io.alternatefutures.model.Cid;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that adds files to a store and prints each CID once it is announced. Files
 * of one number have the same content in every process, and all share their first block.
 *
 * <p>Arguments: directory, first number, how many, and {@code keep} or {@code delete}.
 */
final class ChildWriter {
  private static final int SHARED_BYTES = 1 << 20;

  private ChildWriter() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    boolean delete = arguments[3].equals("delete");
    try (ContentStore store = ContentStore.open(ContentSettings.of(directory, List.of()))) {
      for (int number = first; number < first + count; number++) {
        Cid cid = store.addFile(content(number));
        if (delete) {
          store.delete(cid);
        } else {
          System.out.println(cid);
        }
      }
    }
  }

  static byte[] content(int number) {
    byte[] content = new byte[SHARED_BYTES + 50_000];
    java.util.Arrays.fill(content, (byte) 7);
    byte[] own = TestContent.bytes(40_000 + number);
    System.arraycopy(own, 0, content, SHARED_BYTES, 40_000);
    return content;
  }

  /** Starts the process; its standard output carries the CIDs. */
  static Process start(Path directory, int first, int count, String mode) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp"));
    command.add(System.getProperty("java.class.path") + File.pathSeparator + "target/test-classes");
    command.add(ChildWriter.class.getName());
    command.addAll(
        List.of(directory.toString(), Integer.toString(first), Integer.toString(count), mode));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
