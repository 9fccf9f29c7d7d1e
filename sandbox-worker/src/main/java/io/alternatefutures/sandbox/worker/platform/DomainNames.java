package io.alternatefutures.sandbox.worker.platform;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** "Domain to ASCII" of the URL standard, section 3.3: UTS #46, non-transitional, not strict. */
final class DomainNames {
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  /** Faults the URL standard does not object to: CheckHyphens and VerifyDnsLength are false. */
  private static final Set<IDNA.Error> TOLERATED =
      EnumSet.of(
          IDNA.Error.EMPTY_LABEL,
          IDNA.Error.LABEL_TOO_LONG,
          IDNA.Error.DOMAIN_NAME_TOO_LONG,
          IDNA.Error.LEADING_HYPHEN,
          IDNA.Error.TRAILING_HYPHEN,
          IDNA.Error.HYPHEN_3_4);

  private DomainNames() {}

  /** The domain's ASCII form, or null when it is not valid. */
  static @Nullable String toAscii(String domain) {
    StringBuilder ascii = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    UTS46.nameToASCII(domain, ascii, info);
    return TOLERATED.containsAll(info.getErrors()) ? ascii.toString() : null;
  }
}
