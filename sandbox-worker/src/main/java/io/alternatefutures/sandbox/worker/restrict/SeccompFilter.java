package io.alternatefutures.sandbox.worker.restrict;

import java.util.ArrayList;
import java.util.List;

/**
 * The seccomp program of a worker: a list of the system calls that the JVM and V8 need once they
 * are started, for memory, time, waiting, and reading and writing the descriptors that are open.
 * All threads have been started before, so there is no way to start one. Every other call fails
 * with {@code EPERM}. Numbers are those of x86-64.
 */
final class SeccompFilter {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  private static final int OFFSET_NUMBER = 0;
  private static final int OFFSET_ARCHITECTURE = 4;
  private static final int OFFSET_FIRST_ARGUMENT = 16;
  private static final int OFFSET_THIRD_ARGUMENT = 32;

  private static final int AUDIT_ARCH_X86_64 = 0xC000003E;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int ALLOW = 0x7FFF0000;
  private static final int FAIL_EPERM = 0x00050001;

  private static final int PRCTL = 157;
  private static final int PR_SET_NAME = 15;
  private static final int TGKILL = 234;
  private static final int PRLIMIT64 = 302;

  private static final int[] ALLOWED = {
    202, // futex
    0, // read
    1, // write
    228, // clock_gettime
    232, // epoll_wait
    281, // epoll_pwait
    233, // epoll_ctl
    20, // writev
    19, // readv
    28, // madvise
    10, // mprotect
    9, // mmap
    11, // munmap
    3, // close
    5, // fstat
    7, // poll
    271, // ppoll
    8, // lseek
    17, // pread64
    12, // brk
    25, // mremap
    13, // rt_sigaction
    14, // rt_sigprocmask
    15, // rt_sigreturn
    131, // sigaltstack
    24, // sched_yield
    204, // sched_getaffinity
    143, // sched_getparam
    145, // sched_getscheduler
    35, // nanosleep
    230, // clock_nanosleep
    229, // clock_getres
    39, // getpid
    186, // gettid
    60, // exit
    231, // exit_group
    44, // sendto
    45, // recvfrom
    48, // shutdown
    72, // fcntl
    97, // getrlimit
    98, // getrusage
    99, // sysinfo
    219, // restart_syscall
    273, // set_robust_list
    309, // getcpu
    318, // getrandom
    324, // membarrier
    329, // pkey_mprotect
    330, // pkey_alloc
    331, // pkey_free
    334, // rseq
  };

  private SeccompFilter() {}

  /**
   * The program, each instruction packed as the kernel lays it out: code, jumps, operand.
   *
   * @param processId the only process that signals may go to
   */
  static long[] forProcess(int processId) {
    List<Long> program = new ArrayList<>();
    program.add(instruction(LOAD_WORD, 0, 0, OFFSET_ARCHITECTURE));
    program.add(instruction(JUMP_IF_EQUAL, 1, 0, AUDIT_ARCH_X86_64));
    program.add(instruction(RETURN, 0, 0, KILL_PROCESS));
    program.add(instruction(LOAD_WORD, 0, 0, OFFSET_NUMBER));
    for (int number : ALLOWED) {
      program.add(instruction(JUMP_IF_EQUAL, 0, 1, number));
      program.add(instruction(RETURN, 0, 0, ALLOW));
    }
    allowWhen(program, PRCTL, OFFSET_FIRST_ARGUMENT, PR_SET_NAME);
    allowWhen(program, TGKILL, OFFSET_FIRST_ARGUMENT, processId);
    // Reading limits only: no new value is given.
    allowWhen(program, PRLIMIT64, OFFSET_THIRD_ARGUMENT, 0);
    program.add(instruction(RETURN, 0, 0, FAIL_EPERM));
    return program.stream().mapToLong(Long::longValue).toArray();
  }

  /** Allows a system call when the lower half of one of its arguments is {@code operand}. */
  private static void allowWhen(List<Long> program, int number, int argument, int operand) {
    program.add(instruction(JUMP_IF_EQUAL, 0, 4, number));
    program.add(instruction(LOAD_WORD, 0, 0, argument));
    program.add(instruction(JUMP_IF_EQUAL, 0, 1, operand));
    program.add(instruction(RETURN, 0, 0, ALLOW));
    program.add(instruction(RETURN, 0, 0, FAIL_EPERM));
  }

  private static long instruction(int code, int ifTrue, int ifFalse, int operand) {
    return (code & 0xffffL)
        | (ifTrue & 0xffL) << 16
        | (ifFalse & 0xffL) << 24
        | (operand & 0xffffffffL) << 32;
  }
}
