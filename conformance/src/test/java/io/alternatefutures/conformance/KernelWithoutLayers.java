package io.alternatefutures.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A seccomp filter under which a process finds none of the system calls that confine (x86-64), as
 * on a kernel that does not have them.
 */
final class KernelWithoutLayers {
  private static final int SETRLIMIT = 160;
  private static final int PRCTL = 157;
  private static final int SECCOMP = 317;
  private static final int LANDLOCK_CREATE_RULESET = 444;
  private static final int LANDLOCK_RESTRICT_SELF = 446;

  private static final int LOAD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff_0000;
  private static final int NO_SUCH_CALL = 0x0005_0000 | 38;

  private KernelWithoutLayers() {}

  /** The program as {@code bwrap --seccomp} reads it: an array of {@code struct sock_filter}. */
  static byte[] filter() {
    List<Integer> missing =
        List.of(SETRLIMIT, PRCTL, SECCOMP, LANDLOCK_CREATE_RULESET, LANDLOCK_RESTRICT_SELF);
    ByteBuffer program =
        ByteBuffer.allocate(8 * (missing.size() + 3)).order(ByteOrder.nativeOrder());
    instruction(program, LOAD, 0, 0); // the number of the call
    for (int i = 0; i < missing.size(); i++) {
      instruction(program, JUMP_IF_EQUAL, missing.size() - i, missing.get(i));
    }
    instruction(program, RETURN, 0, ALLOW);
    instruction(program, RETURN, 0, NO_SUCH_CALL);
    return program.array();
  }

  private static void instruction(ByteBuffer program, int code, int jumpIfTrue, int operand) {
    program.putShort((short) code).put((byte) jumpIfTrue).put((byte) 0).putInt(operand);
  }
}
