package io.alternatefutures.edge.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate chain and its private key, both PEM.
 *
 * @param certificate the server's own certificate first
 * @param key PKCS #8, not encrypted
 */
record CertificateFiles(Path certificate, Path key) {
  private static final List<String> ENDINGS = List.of(".crt", ".pem", ".cert");

  /**
   * The pairs that {@code sources} name, each a {@code CERTIFICATE:KEY} pair or a folder. In a
   * folder, {@code NAME.crt} (or {@code .pem}, {@code .cert}) goes with {@code NAME.key}, and in
   * folders below it {@code fullchain.pem} with {@code privkey.pem}.
   *
   * @throws IllegalArgumentException when there is none, or something is missing
   */
  static List<CertificateFiles> find(List<String> sources) {
    List<CertificateFiles> found = new ArrayList<>();
    for (String source : sources) {
      int colon = source.indexOf(':');
      if (colon > 0) {
        found.add(pair(Path.of(source.substring(0, colon)), Path.of(source.substring(colon + 1))));
      } else {
        inFolder(Path.of(source), found);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "No certificates in "
              + sources
              + ": expected NAME.crt with NAME.key, or"
              + " NAME/fullchain.pem with NAME/privkey.pem, or CERTIFICATE:KEY");
    }
    return found;
  }

  private static CertificateFiles pair(Path certificate, Path key) {
    for (Path file : List.of(certificate, key)) {
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException("Cannot read " + file);
      }
    }
    return new CertificateFiles(certificate, key);
  }

  private static void inFolder(Path folder, List<CertificateFiles> found) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        Path chain = entry.resolve("fullchain.pem");
        if (Files.isDirectory(entry) && Files.exists(chain)) {
          found.add(pair(chain, entry.resolve("privkey.pem")));
        } else if (Files.isRegularFile(entry)) {
          inFile(entry, found);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot list the folder of certificates " + folder, e);
    }
  }

  private static void inFile(Path file, List<CertificateFiles> found) {
    String name = String.valueOf(file.getFileName());
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        String stem = name.substring(0, name.length() - ending.length());
        found.add(pair(file, file.resolveSibling(stem + ".key")));
      }
    }
  }

  /** Changes whenever one of the files does. */
  String fingerprint() {
    return fingerprint(certificate) + " " + fingerprint(key);
  }

  private static String fingerprint(Path file) {
    try {
      return file + " " + Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
    } catch (IOException e) {
      return file + " is gone";
    }
  }
}
