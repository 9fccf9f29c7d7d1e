package io.alternatefutures.content;

import java.io.IOException;
import java.util.Locale;

/** Turns the operating system's word for a full disk into an error that says so. */
final class StorageFaults {
  private StorageFaults() {}

  /** Something that writes to the disk. */
  @FunctionalInterface
  interface DiskWork<T> {
    T run() throws IOException;
  }

  static <T> T explain(String what, DiskWork<T> work) throws IOException {
    try {
      return work.run();
    } catch (ContentException e) {
      throw e;
    } catch (IOException e) {
      if (isFull(e)) {
        throw new ContentException(
            ContentCode.CONTENT_STORAGE_FULL,
            "cannot " + what + ": the disk is full or the quota is used up",
            e);
      }
      throw e;
    }
  }

  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota exceeded");
  }
}
