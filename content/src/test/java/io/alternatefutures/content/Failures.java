package io.alternatefutures.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;

/** Assertions about this module's exception. */
final class Failures {
  private Failures() {}

  static ThrowableAssertAlternative<ContentException> assertFails(
      ThrowingCallable work, ContentCode code) {
    return assertThatExceptionOfType(ContentException.class)
        .isThrownBy(work)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
