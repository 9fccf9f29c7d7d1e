package io.alternatefutures.cli.deployment;

import io.alternatefutures.cli.api.Uploads;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.cli.terminal.ProgressBar;
import io.alternatefutures.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Brings content to the server, unless it is there already. */
final class Uploader {
  /** What became of an upload. */
  enum Result {
    SENT,
    ALREADY_THERE
  }

  private final Uploads uploads;
  private final Terminal terminal;

  Uploader(Uploads uploads, Terminal terminal) {
    this.uploads = uploads;
    this.terminal = terminal;
  }

  /**
   * Sends what the server does not have.
   *
   * @throws CliException when the server finds another CID than was computed here
   */
  Result upload(Content content) {
    Result result = Result.ALREADY_THERE;
    if (!uploads.isPresent(content.cid())) {
      send(content);
      result = Result.SENT;
    }
    uploads.record(content.basename(), content.totalBytes(), content.cid());
    return result;
  }

  private void send(Content content) {
    String found;
    try (ProgressBar bar =
        new ProgressBar(terminal, "Uploading " + content.basename(), Files.size(content.car()))) {
      found = uploads.store(content.car(), bar::update);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!found.equals(content.cid())) {
      throw new CliException(
          "The server says that the content is " + found + ", computed here it is " + content.cid(),
          "Nothing was deployed. The upload was changed on its way, or the server is not to be"
              + " trusted.");
    }
  }
}
