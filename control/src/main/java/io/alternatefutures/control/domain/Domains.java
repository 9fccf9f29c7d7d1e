package io.alternatefutures.control.domain;

import io.alternatefutures.control.ControlException;
import io.alternatefutures.control.ErrorCode;
import io.alternatefutures.control.Limits;
import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.catalog.CatalogChanges;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.ProjectId;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Gives functions domains. A domain is served once a TXT record has proven that its owner wants it,
 * and until it is removed or another function proves it: the owner of the name has the last word.
 * Safe for use by many threads; methods block.
 */
public final class Domains {
  private static final int TOKEN_LETTERS = 32;

  private final Functions functions;
  private final DomainStore store;
  private final CatalogChanges changes;
  private final TxtRecords records;
  private final List<String> baseDomains;
  private final Randomness randomness;
  private final Clock clock;

  /**
   * @param baseDomains names below which functions have their slugs, in lower case
   */
  public Domains(
      Functions functions,
      DomainStore store,
      CatalogChanges changes,
      TxtRecords records,
      List<String> baseDomains,
      Randomness randomness,
      Clock clock) {
    this.functions = functions;
    this.store = store;
    this.changes = changes;
    this.records = records;
    this.baseDomains = List.copyOf(baseDomains);
    this.randomness = randomness;
    this.clock = clock;
  }

  /**
   * Gives a function a domain, which is to be proven.
   *
   * @throws ControlException {@link ErrorCode#BAD_USER_INPUT} for one that belongs to the runtime,
   *     {@link ErrorCode#CONFLICT} when the function was given it before or has too many
   */
  public StoredDomain add(ProjectId projectId, FunctionId functionId, DomainName name) {
    functions.get(projectId, functionId);
    for (String base : baseDomains) {
      if (name.isWithin(base)) {
        throw new ControlException(
            ErrorCode.BAD_USER_INPUT,
            "The domain \""
                + name
                + "\" is within "
                + base
                + ", where functions are found by their slugs. Give a domain of your own");
      }
    }
    if (of(projectId, functionId).size() >= Limits.DOMAINS) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "The function has " + Limits.DOMAINS + " domains already; remove one first");
    }
    StoredDomain domain =
        new StoredDomain(
            functionId, name, randomness.letters(TOKEN_LETTERS), null, clock.instant());
    if (!store.add(domain)) {
      throw new ControlException(
          ErrorCode.CONFLICT,
          "The function was given the domain \"" + name + "\" before. List its domains, or verify");
    }
    return domain;
  }

  /** The domains of all functions of a project, by name. */
  public List<StoredDomain> list(ProjectId projectId) {
    return store.list(projectId);
  }

  /**
   * The domains of a function, by name.
   *
   * @throws ControlException {@link ErrorCode#NOT_FOUND} when there is no such function
   */
  public List<StoredDomain> list(ProjectId projectId, FunctionId functionId) {
    functions.get(projectId, functionId);
    return of(projectId, functionId);
  }

  /**
   * Looks for the record that proves a domain; it is served when this returns. One that was proven
   * before stays so, whatever is found.
   *
   * @throws ControlException {@link ErrorCode#NOT_FOUND} when the function was not given it, {@link
   *     ErrorCode#DOMAIN_NOT_PROVEN} without such a record, {@link ErrorCode#DNS_UNAVAILABLE} when
   *     no server answers
   */
  public StoredDomain verify(ProjectId projectId, FunctionId functionId, DomainName name) {
    StoredDomain domain = find(projectId, functionId, name);
    requireRecord(domain);
    Set<FunctionId> changed =
        changes.apply(functionId, () -> store.prove(functionId, name, clock.instant()));
    if (changed.isEmpty()) {
      throw notGiven(name);
    }
    changed.stream()
        .filter(id -> !id.equals(functionId))
        .forEach(loser -> changes.apply(loser, () -> loser));
    return find(projectId, functionId, name);
  }

  /**
   * Takes a domain from a function.
   *
   * @return the domain as it was
   * @throws ControlException {@link ErrorCode#NOT_FOUND} when the function was not given it
   */
  public StoredDomain remove(ProjectId projectId, FunctionId functionId, DomainName name) {
    StoredDomain domain = find(projectId, functionId, name);
    if (!changes.apply(functionId, () -> store.remove(functionId, name))) {
      throw notGiven(name);
    }
    return domain;
  }

  private void requireRecord(StoredDomain domain) {
    List<String> found;
    try {
      found = records.of(domain.recordName());
    } catch (IOException e) {
      throw new ControlException(
          ErrorCode.DNS_UNAVAILABLE,
          "The DNS gives no answer about " + domain.recordName() + ". Try again later",
          e);
    }
    if (!found.contains(domain.recordValue())) {
      throw new ControlException(
          ErrorCode.DOMAIN_NOT_PROVEN,
          (found.isEmpty() ? "No TXT record was found at " : "Only other TXT records are at ")
              + domain.recordName()
              + ". Add one that says "
              + domain.recordValue()
              + "; a new one takes minutes to be seen");
    }
  }

  private List<StoredDomain> of(ProjectId projectId, FunctionId functionId) {
    return store.list(projectId).stream()
        .filter(domain -> domain.functionId().equals(functionId))
        .toList();
  }

  private StoredDomain find(ProjectId projectId, FunctionId functionId, DomainName name) {
    return list(projectId, functionId).stream()
        .filter(domain -> domain.name().equals(name))
        .findFirst()
        .orElseThrow(() -> notGiven(name));
  }

  private static ControlException notGiven(DomainName name) {
    return new ControlException(
        ErrorCode.NOT_FOUND,
        "The function was not given the domain \"" + name + "\". Add it first");
  }
}
