package io.alternatefutures.store.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts programs that refuse to run as root, such as PostgreSQL's: as another user when the tests
 * run as root, else as they are.
 */
final class UnprivilegedCommand {
  private static final List<String> USERS = List.of("nobody", "postgres", "daemon");

  private final Optional<UserPrincipal> user;
  private final List<String> prefix;

  private UnprivilegedCommand(Optional<UserPrincipal> user, List<String> prefix) {
    this.user = user;
    this.prefix = prefix;
  }

  /**
   * @param ours a file or directory that this process made
   */
  static UnprivilegedCommand detect(Path ours) throws IOException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(ours, "unix:uid"))) {
      return new UnprivilegedCommand(Optional.empty(), List.of());
    }
    UserPrincipal user = findUser();
    return new UnprivilegedCommand(Optional.of(user), switching(user.getName()));
  }

  /** Gives {@code path} to the user that commands run as. */
  void own(Path path) throws IOException {
    if (user.isPresent()) {
      Files.setOwner(path, user.get());
    }
  }

  /** A builder for {@code command}, run in {@code directory}. */
  ProcessBuilder builder(Path directory, List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return new ProcessBuilder(whole).directory(directory.toFile()).redirectErrorStream(true);
  }

  private static UserPrincipal findUser() throws IOException {
    for (String name : USERS) {
      try {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
      } catch (UserPrincipalNotFoundException e) {
        // The next one may exist.
      }
    }
    throw new IOException(
        "PostgreSQL refuses to run as root, and there is none of the users " + USERS);
  }

  /** Programs of util-linux that become another user without a login. */
  private static List<String> switching(String user) throws IOException {
    if (isInstalled("setpriv")) {
      String group = output(List.of("id", "-g", user)).strip();
      return List.of(
          "setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--no-new-privs");
    }
    if (isInstalled("runuser")) {
      return List.of("runuser", "-u", user, "--");
    }
    throw new IOException(
        "PostgreSQL refuses to run as root, and neither setpriv nor runuser (util-linux) is"
            + " installed to run it as "
            + user);
  }

  private static boolean isInstalled(String program) {
    try {
      output(List.of(program, "--version"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command + " failed: " + text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return text;
  }
}
