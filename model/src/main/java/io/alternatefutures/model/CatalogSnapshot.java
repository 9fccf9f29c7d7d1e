package io.alternatefutures.model;

import io.alternatefutures.model.egress.EgressRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All functions at one moment: immutable, swapped as a whole. Look-ups cost the same for any number
 * of functions.
 */
public final class CatalogSnapshot {
  private static final CatalogSnapshot EMPTY =
      new CatalogSnapshot(Map.of(), Map.of(), Map.of(), Map.of());

  private final Map<FunctionId, CatalogEntry> byId;
  private final Map<String, CatalogEntry> bySlug;
  private final Map<String, CatalogEntry> byDomain;

  /** Of projects that have any. */
  private final Map<ProjectId, EgressRules> egress;

  private CatalogSnapshot(
      Map<FunctionId, CatalogEntry> byId,
      Map<String, CatalogEntry> bySlug,
      Map<String, CatalogEntry> byDomain,
      Map<ProjectId, EgressRules> egress) {
    this.byId = byId;
    this.bySlug = bySlug;
    this.byDomain = byDomain;
    this.egress = egress;
  }

  /** A snapshot without functions. */
  public static CatalogSnapshot empty() {
    return EMPTY;
  }

  /** A snapshot of {@code entries}, whose identifiers, slugs and domains are each unique. */
  public static CatalogSnapshot of(Collection<CatalogEntry> entries) {
    Map<FunctionId, CatalogEntry> byId = HashMap.newHashMap(entries.size());
    Map<String, CatalogEntry> bySlug = HashMap.newHashMap(entries.size());
    Map<String, CatalogEntry> byDomain = new HashMap<>();
    Map<ProjectId, EgressRules> egress = new HashMap<>();
    for (CatalogEntry entry : entries) {
      byId.put(entry.id(), entry);
      bySlug.put(entry.slug().value(), entry);
      for (DomainName domain : entry.domains()) {
        byDomain.put(domain.value(), entry);
      }
      if (!entry.egress().isNone()) {
        egress.put(entry.projectId(), entry.egress());
      }
    }
    return new CatalogSnapshot(byId, bySlug, byDomain, egress);
  }

  /** The function with this slug, given as the host label in lower case; null when unknown. */
  public @Nullable CatalogEntry bySlug(String slug) {
    return bySlug.get(slug);
  }

  /** The function with this domain, given in lower case without a port; null when unknown. */
  public @Nullable CatalogEntry byDomain(String host) {
    return byDomain.get(host);
  }

  /** The function with this identifier. */
  public Optional<CatalogEntry> byId(FunctionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** What the functions of a project may reach. */
  public EgressRules egress(ProjectId project) {
    EgressRules rules = egress.get(project);
    return rules == null ? EgressRules.none() : rules;
  }

  /** All functions, in no order. */
  public Collection<CatalogEntry> entries() {
    return byId.values();
  }

  /** How many functions there are. */
  public int size() {
    return byId.size();
  }

  /** This snapshot with {@code entry} added, or put in the place of the entry of the same id. */
  public CatalogSnapshot with(CatalogEntry entry) {
    Map<FunctionId, CatalogEntry> entries = new HashMap<>(byId);
    entries.put(entry.id(), entry);
    return of(entries.values());
  }

  /** This snapshot without the function {@code id}. */
  public CatalogSnapshot without(FunctionId id) {
    Map<FunctionId, CatalogEntry> entries = new HashMap<>(byId);
    entries.remove(id);
    return of(entries.values());
  }
}
