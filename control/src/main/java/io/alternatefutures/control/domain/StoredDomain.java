package io.alternatefutures.control.domain;

import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A domain that a function was given.
 *
 * @param token what the TXT record must hold; another one each time the domain is given
 * @param verifiedAt when the record was seen; null while the function waits for it
 */
public record StoredDomain(
    FunctionId functionId,
    DomainName name,
    String token,
    @Nullable Instant verifiedAt,
    Instant createdAt) {
  private static final String RECORD = "_af-verify.";
  private static final String VALUE = "af-verify=";

  /** Where the TXT record is to be. */
  public String recordName() {
    return RECORD + name;
  }

  /** What the TXT record is to say. */
  public String recordValue() {
    return VALUE + token;
  }

  /** The same domain, proven. */
  public StoredDomain verified(Instant at) {
    return new StoredDomain(functionId, name, token, at, createdAt);
  }
}
