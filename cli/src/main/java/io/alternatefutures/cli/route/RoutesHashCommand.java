package io.alternatefutures.cli.route;

import io.alternatefutures.cli.context.CliContext;
import io.alternatefutures.cli.context.CliException;
import io.alternatefutures.routing.policy.PasswordHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code af functions routes hash}. */
@Command(
    name = "hash",
    description = {
      "Hash a password or an API key for a route's \"auth\".",
      "",
      "It is read from the standard input, so that it is in no command line and no history."
    },
    footer = {
      "",
      "Examples:",
      "  af functions routes hash < password.txt",
      "  openssl rand -hex 24 | tee key.txt | af functions routes hash --key"
    })
public final class RoutesHashCommand implements Callable<Integer> {
  private static final int SALT_BYTES = 16;

  private final CliContext context;

  @Option(names = "--key", description = "Hash an API key, which is random, not a password.")
  private boolean key;

  public RoutesHashCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String secret = read();
    if (secret.isEmpty()) {
      throw new CliException(
          "There is nothing to hash on the standard input",
          "For example: af functions routes hash < password.txt");
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    context
        .terminal()
        .print(key ? "sha256:" + sha256(secret) : PasswordHash.of(secret.toCharArray(), salt));
    return 0;
  }

  private String read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String line = in.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new CliException("The standard input cannot be read: " + e.getMessage());
    }
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
