package io.alternatefutures.store.testing;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once for each version and user into the temporary directory. */
final class PostgresBinaries {
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private PostgresBinaries() {}

  /** The directory that has {@code bin}; readable by every user. */
  static Path unpack() throws IOException {
    byte[] archive;
    try (InputStream stream =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
      archive = stream.readAllBytes();
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String user = System.getProperty("user.name");
    Path target = temporary.resolve("af-postgres-" + user + "-" + digest(archive));
    Path draft = Files.createTempDirectory(temporary, "af-postgres-");
    boolean isOurs =
        Files.isDirectory(target) && Files.getOwner(target).equals(Files.getOwner(draft));
    if (isOurs) {
      Files.delete(draft);
      return target;
    }
    Files.setPosixFilePermissions(draft, READABLE);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(
                new BufferedInputStream(new ByteArrayInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, draft);
      }
    }
    return publish(draft, target);
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    Path place = root.resolve(entry.getName()).normalize();
    if (!place.startsWith(root)) {
      throw new IOException("The archive has an entry outside of it: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(place, PosixFilePermissions.asFileAttribute(READABLE));
      return;
    }
    Files.createDirectories(place.getParent(), PosixFilePermissions.asFileAttribute(READABLE));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, place, StandardCopyOption.REPLACE_EXISTING);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          place, executable ? READABLE : PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** Several test processes may unpack at once; the first to finish wins. */
  private static Path publish(Path draft, Path target) throws IOException {
    try {
      return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException
        | DirectoryNotEmptyException
        | FileAlreadyExistsException e) {
      return draft;
    } catch (IOException e) {
      if (Files.isDirectory(target)) {
        return draft;
      }
      throw e;
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "Darwin" : name.startsWith("windows") ? "Windows" : "Linux";
  }

  private static String architecture() {
    return "amd64".equals(System.getProperty("os.arch")) ? "x86_64" : System.getProperty("os.arch");
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
