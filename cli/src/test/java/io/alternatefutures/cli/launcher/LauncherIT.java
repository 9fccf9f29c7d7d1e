package io.alternatefutures.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script in a small tree of its own, with a JDK and a Maven that only say what they
 * were asked to do.
 */
final class LauncherIT {
  private static final long TIMEOUT_SECONDS = 60;

  @TempDir Path folder;
  private Path tree;
  private Path jdk;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectories(folder.resolve("a tree with spaces"));
    Path root = Path.of("").toAbsolutePath().getParent();
    copy(root, "af");
    for (String script : List.of("jdk.sh", "build.sh", "run.sh", "test.sh")) {
      copy(root, "scripts/" + script);
    }
    write(tree.resolve("pom.xml"), "<project/>");
    for (String module : List.of("cli", "server")) {
      write(tree.resolve(module + "/pom.xml"), "<project/>");
      write(tree.resolve(module + "/src/main/java/A.java"), "class A {}");
    }
    jdk = folder.resolve("jdk");
    write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    script(
        jdk.resolve("bin/java"),
        """
        case "$*" in *TrainingRun*) exit 0 ;; esac
        for argument in "$@"; do echo "<$argument>"; done
        pwd
        if [ -n "${FAKE_EXIT-}" ]; then exit "$FAKE_EXIT"; fi
        """);
    script(jdk.resolve("bin/javac"), "exit 1\n");
    script(
        folder.resolve("mvn"),
        """
        echo "$*" >> '%s'
        case "$*" in *verify*)
          mkdir -p cli/target/surefire-reports
          echo '<testsuite name="A" tests="3" errors="0" skipped="0" failures="1">' \\
            > cli/target/surefire-reports/TEST-A.xml
          exit 1 ;;
        esac
        if [ -n "${FAKE_BROKEN-}" ]; then echo "[ERROR] A.java:[1,2] broken"; exit 1; fi
        for module in cli server; do
          mkdir -p $module/target/lib
          echo jar > $module/target/$module-0.1.0-SNAPSHOT.jar
          echo jar > $module/target/lib/library.jar
        done
        mkdir -p sandbox-worker/target/worker/lib
        """
            .formatted(folder.resolve("builds")));
  }

  private void copy(Path root, String name) throws IOException {
    Path target = tree.resolve(name);
    Files.createDirectories(target.resolveSibling("x").getParent());
    Files.copy(root.resolve(name), target);
    assertThat(target.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("x").getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private static void script(Path file, String text) throws IOException {
    write(file, "#!/usr/bin/env bash\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private ProcessBuilder af(String... arguments) {
    List<String> command = new ArrayList<>(List.of(tree.resolve("af").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("AF_JAVA_HOME", jdk.toString());
    builder.environment().put("AF_TEST_PACKAGES", "");
    builder.environment().put("AF_MAVEN", folder.resolve("mvn").toString());
    return builder;
  }

  private Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private List<String> builds() throws IOException {
    Path file = folder.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void builds_on_first_use_and_again_only_when_a_source_changed() throws Exception {
    Result first = run(af("functions", "list"));

    assertThat(first.code()).isZero();
    assertThat(first.err()).contains("af: building; this first time", "af: built");
    assertThat(first.out()).contains("<io.alternatefutures.cli.Main>", "<functions>", "<list>");
    assertThat(run(af("version")).err()).isEmpty();
    assertThat(builds()).hasSize(1);

    Files.writeString(tree.resolve("cli/src/main/java/B.java"), "class B {}");
    assertThat(run(af("version")).err()).contains("af: built");
    assertThat(builds()).hasSize(2);

    Files.delete(tree.resolve("cli/src/main/java/B.java"));
    assertThat(run(af("version")).err()).contains("af: built");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void runtime_starts_the_server_in_the_callers_folder_with_its_arguments() throws Exception {
    Result result = run(af("runtime", "--flag", "two words"));

    assertThat(result.out())
        .contains("<io.alternatefutures.server.Main>", "<--flag>", "<two words>")
        .doesNotContain("<runtime>")
        .endsWith(folder.toRealPath() + "\n");
    assertThat(result.out()).containsPattern("<[^>]*/server/library.jar:[^>]*/server/server-0");
    assertThat(result.out()).containsPattern("<-Daf.worker.home=[^>]*/worker>");
  }

  @Test
  void works_through_a_symbolic_link() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), tree.resolve("af"));
    ProcessBuilder builder = af("version");
    builder.command().set(0, link.toString());

    assertThat(run(builder).out()).contains("<version>");
  }

  @Test
  void passes_the_exit_code_on() throws Exception {
    ProcessBuilder builder = af("functions");
    builder.environment().put("FAKE_EXIT", "2");

    assertThat(run(builder).code()).isEqualTo(2);
  }

  @Test
  void two_starts_at_once_build_once() throws Exception {
    Process first = af("version").redirectErrorStream(true).start();
    Process second = af("version").redirectErrorStream(true).start();

    assertThat(first.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(second.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(List.of(first.exitValue(), second.exitValue())).containsExactly(0, 0);
    assertThat(builds()).hasSize(1);
  }

  @Test
  void a_running_program_keeps_its_class_path_when_the_tree_is_built_anew() throws Exception {
    String classPath = classPath(run(af("version")).out());
    Files.writeString(tree.resolve("cli/src/main/java/B.java"), "class B {}");

    assertThat(classPath(run(af("version")).out())).isNotEqualTo(classPath);
    assertThat(classPath.split(":"))
        .isNotEmpty()
        .allSatisfy(jar -> assertThat(Path.of(jar)).exists());
  }

  private static String classPath(String out) {
    List<String> lines = out.lines().toList();
    String entry = lines.get(lines.indexOf("<-cp>") + 1);
    return entry.substring(1, entry.length() - 1);
  }

  @Test
  void a_broken_build_is_told_and_nothing_runs() throws Exception {
    ProcessBuilder builder = af("version");
    builder.environment().put("FAKE_BROKEN", "yes");

    Result result = run(builder);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("error: the build failed", "A.java:[1,2] broken");
  }

  @Test
  void a_chosen_jdk_that_is_too_old_is_told_and_not_passed_over() throws Exception {
    write(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");

    Result result = run(af("version"));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("error: no JDK 25", "AF_JAVA_HOME: " + jdk + " is version 17");
  }

  @Test
  void without_a_jdk_every_place_that_was_looked_at_is_named() throws Exception {
    ProcessBuilder builder = af("version");
    builder.environment().put("AF_JAVA_HOME", folder.resolve("nothing here").toString());

    assertThat(run(builder).err())
        .contains("AF_JAVA_HOME: " + folder.resolve("nothing here") + " does not exist");
  }

  @Test
  void java_home_is_used_when_it_is_new_enough() throws Exception {
    ProcessBuilder builder = af("version");
    builder.environment().remove("AF_JAVA_HOME");
    builder.environment().put("JAVA_HOME", jdk.toString());

    assertThat(run(builder).out()).contains("<version>");
  }

  @Test
  void test_runs_maven_with_the_arguments_and_sums_up_its_reports() throws Exception {
    Result result = run(af("test", "-pl", "cli"));

    assertThat(builds().getLast()).endsWith("verify -pl cli");
    assertThat(result.out()).endsWith("2 passed, 1 failed\n");
    assertThat(result.code()).isEqualTo(1);
  }
}
