package io.alternatefutures.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {
  @TempDir Path root;
  private Machine machine;

  @BeforeEach
  void machine() {
    machine = new Machine(root);
  }

  @Test
  void a_kernel_with_landlock_is_fine_and_one_without_is_an_error() throws IOException {
    write("sys/kernel/security/lsm", "lockdown,capability,landlock,yama\n");
    assertThat(machine.landlock().state()).isEqualTo(Finding.State.OK);

    write("sys/kernel/security/lsm", "lockdown,capability,yama\n");
    assertThat(machine.landlock().state()).isEqualTo(Finding.State.ERROR);
    assertThat(machine.landlock().detail()).contains("lockdown,capability,yama");
    assertThat(machine.landlock().advice()).contains("lsm=landlock");
  }

  @Test
  void a_kernel_that_does_not_tell_is_a_warning() {
    assertThat(machine.landlock().state()).isEqualTo(Finding.State.WARNING);
  }

  @Test
  void a_kernel_without_seccomp_is_an_error() throws IOException {
    assertThat(machine.seccomp().state()).isEqualTo(Finding.State.ERROR);
    write("proc/sys/kernel/seccomp/actions_avail", "kill_process errno allow\n");
    assertThat(machine.seccomp().state()).isEqualTo(Finding.State.OK);
  }

  @Test
  void few_open_files_are_a_warning_with_the_number() throws IOException {
    write("proc/self/limits", "Limit  Soft Limit\nMax open files            1024   4096   files\n");
    assertThat(machine.openFiles().state()).isEqualTo(Finding.State.WARNING);
    assertThat(machine.openFiles().detail()).isEqualTo("at most 1024");

    write("proc/self/limits", "Max open files            1048576   1048576   files\n");
    assertThat(machine.openFiles().state()).isEqualTo(Finding.State.OK);
  }

  @Test
  void little_memory_is_a_warning() throws IOException {
    write("proc/meminfo", "MemTotal: 9999999 kB\nMemAvailable:     512000 kB\n");
    assertThat(machine.memory().state()).isEqualTo(Finding.State.WARNING);
    assertThat(machine.memory().detail()).isEqualTo("500 MiB available");
  }

  @Test
  void cgroups_of_version_2_are_named() throws IOException {
    assertThat(machine.cgroups().state()).isEqualTo(Finding.State.WARNING);
    write("sys/fs/cgroup/cgroup.controllers", "cpu memory pids\n");
    assertThat(machine.cgroups().detail()).isEqualTo("version 2: cpu memory pids");
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }
}
