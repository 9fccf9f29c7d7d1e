package io.alternatefutures.control.domain;

import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Where domains of functions are kept. Any number of functions may wait for a domain; one at most
 * has it. Each method is one transaction; methods block.
 */
public interface DomainStore {
  /** Adds a domain to a function that exists; false when the function was given it before. */
  boolean add(StoredDomain domain);

  /** The domains of a project's functions, by name. */
  List<StoredDomain> list(ProjectId projectId);

  /**
   * Notes that a domain is proven to be for a function. Another function that had it loses it and
   * is forgotten to have been given it.
   *
   * @return the functions that this changed; none when the function was not given the domain
   */
  Set<FunctionId> prove(FunctionId functionId, DomainName name, Instant now);

  /** Takes a domain from a function; false when it was not given it. */
  boolean remove(FunctionId functionId, DomainName name);
}
