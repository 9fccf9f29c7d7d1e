package io.alternatefutures.control.testing;

import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.deployment.DeploymentStore;
import io.alternatefutures.control.domain.DomainStore;
import io.alternatefutures.control.domain.StoredDomain;
import io.alternatefutures.control.function.FunctionEdit;
import io.alternatefutures.control.function.FunctionStore;
import io.alternatefutures.control.function.FunctionWrite;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.routing.Routes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions and deployments in memory. Guarded by its own monitor. */
final class MemoryFunctions implements FunctionStore {
  private final MemoryStore store;
  private final Clock clock;
  private final Map<FunctionId, StoredFunction> functions = new LinkedHashMap<>();
  private final Map<FunctionId, Instant> leases = new HashMap<>();
  private final List<Deployment> deployments = new ArrayList<>();
  private final List<StoredDomain> domains = new ArrayList<>();
  private long revision;

  MemoryFunctions(MemoryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  DeploymentStore deployments() {
    return new Deployments();
  }

  DomainStore domains() {
    return new Domains();
  }

  CatalogSource catalog() {
    return new Catalog();
  }

  private synchronized <T> T locked(Supplier<T> action) {
    store.requireAvailable();
    return action.get();
  }

  @Override
  public FunctionWrite create(StoredFunction function) {
    return locked(() -> write(function));
  }

  @Override
  public FunctionWrite update(ProjectId projectId, FunctionId id, FunctionEdit edit, Instant now) {
    return locked(() -> {
      StoredFunction before = functions.get(id);
      if (before == null || !before.projectId().equals(projectId)) {
        return new FunctionWrite.NoSuchFunction();
      }
      return write(
          new StoredFunction(
              id,
              projectId,
              edit.name() == null ? before.name() : edit.name(),
              edit.slug() == null ? before.slug() : edit.slug(),
              edit.status() == null ? before.status() : edit.status(),
              edit.routes() == null ? before.routes() : edit.routes(),
              edit.limits() == null ? before.limits() : edit.limits(),
              edit.siteId() == null ? before.siteId() : edit.siteId(),
              before.currentDeploymentId(),
              before.createdAt(),
              now));
    });
  }

  private FunctionWrite write(StoredFunction function) {
    for (StoredFunction other : functions.values()) {
      if (other.id().equals(function.id())) {
        continue;
      }
      if (other.slug().equals(function.slug())) {
        return new FunctionWrite.SlugTaken();
      }
      if (other.projectId().equals(function.projectId()) && other.name().equals(function.name())) {
        return new FunctionWrite.NameTaken();
      }
    }
    functions.put(function.id(), function);
    revision++;
    return new FunctionWrite.Written(shown(function));
  }

  @Override
  public Optional<StoredFunction> find(ProjectId projectId, FunctionId id) {
    return list(projectId).stream().filter(function -> function.id().equals(id)).findFirst();
  }

  @Override
  public Optional<StoredFunction> findByName(ProjectId projectId, FunctionName name) {
    return list(projectId).stream().filter(function -> function.name().equals(name)).findFirst();
  }

  @Override
  public List<StoredFunction> list(ProjectId projectId) {
    return locked(() ->
        functions.values().stream()
            .filter(function -> function.projectId().equals(projectId))
            .map(this::shown)
            .toList());
  }

  @Override
  public boolean delete(ProjectId projectId, FunctionId id) {
    return locked(() -> {
      StoredFunction function = functions.get(id);
      if (function == null || !function.projectId().equals(projectId)) {
        return false;
      }
      functions.remove(id);
      deployments.removeIf(deployment -> deployment.functionId().equals(id));
      domains.removeIf(domain -> domain.functionId().equals(id));
      revision++;
      return true;
    });
  }

  void deleteAll(ProjectId projectId) {
    list(projectId).forEach(function -> delete(projectId, function.id()));
    changed();
  }

  /** Something in the catalogue changed that is not kept here. */
  void changed() {
    locked(() -> ++revision);
  }

  private StoredFunction shown(StoredFunction function) {
    Instant until = leases.get(function.id());
    boolean deploying = until != null && until.isAfter(clock.instant());
    return deploying && function.status() != FunctionStatus.INACTIVE
        ? with(function, FunctionStatus.DEPLOYING, function.currentDeploymentId())
        : function;
  }

  private static StoredFunction with(
      StoredFunction function, FunctionStatus status, @Nullable DeploymentId current) {
    return new StoredFunction(
        function.id(),
        function.projectId(),
        function.name(),
        function.slug(),
        status,
        function.routes(),
        function.limits(),
        function.siteId(),
        current,
        function.createdAt(),
        function.updatedAt());
  }

  private final class Domains implements DomainStore {
    @Override
    public boolean add(StoredDomain domain) {
      return locked(() ->
          domains.stream().noneMatch(known -> is(known, domain.functionId(), domain.name()))
              && domains.add(domain));
    }

    @Override
    public List<StoredDomain> list(ProjectId projectId) {
      return locked(() ->
          domains.stream()
              .filter(domain -> isOf(projectId, domain.functionId()))
              .sorted(Comparator.comparing(StoredDomain::name))
              .toList());
    }

    @Override
    public Set<FunctionId> prove(FunctionId functionId, DomainName name, Instant now) {
      return locked(() -> {
        if (domains.stream().noneMatch(known -> is(known, functionId, name))) {
          return Set.of();
        }
        Set<FunctionId> changed = new HashSet<>(Set.of(functionId));
        domains.removeIf(known ->
            known.name().equals(name)
                && known.verifiedAt() != null
                && !known.functionId().equals(functionId)
                && changed.add(known.functionId()));
        domains.replaceAll(known -> is(known, functionId, name) ? known.verified(now) : known);
        revision++;
        return changed;
      });
    }

    @Override
    public boolean remove(FunctionId functionId, DomainName name) {
      return locked(() -> {
        revision++;
        return domains.removeIf(known -> is(known, functionId, name));
      });
    }

    private boolean isOf(ProjectId projectId, FunctionId functionId) {
      StoredFunction function = functions.get(functionId);
      return function != null && function.projectId().equals(projectId);
    }

    private static boolean is(StoredDomain domain, FunctionId functionId, DomainName name) {
      return domain.functionId().equals(functionId) && domain.name().equals(name);
    }
  }

  private final class Deployments implements DeploymentStore {
    @Override
    public void begin(FunctionId functionId, Instant until) {
      locked(() -> leases.put(functionId, until));
    }

    @Override
    public boolean activate(Deployment deployment) {
      return locked(() -> {
        StoredFunction function = functions.get(deployment.functionId());
        if (function == null) {
          return false;
        }
        deployments.addFirst(deployment);
        leases.remove(function.id());
        boolean inactive = function.status() == FunctionStatus.INACTIVE;
        functions.put(
            function.id(),
            with(
                function,
                inactive ? FunctionStatus.INACTIVE : FunctionStatus.ACTIVE,
                deployment.id()));
        revision++;
        return true;
      });
    }

    @Override
    public void fail(FunctionId functionId) {
      locked(() -> {
        StoredFunction function = functions.get(functionId);
        leases.remove(functionId);
        if (function != null
            && function.status() == FunctionStatus.ACTIVE
            && function.currentDeploymentId() == null) {
          functions.put(functionId, with(function, FunctionStatus.FAILED, null));
        }
        return ++revision;
      });
    }

    @Override
    public Optional<Deployment> find(ProjectId projectId, DeploymentId id) {
      return listAll(projectId).stream().filter(found -> found.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Deployment> findByCid(ProjectId projectId, FunctionId functionId, Cid cid) {
      return list(projectId, functionId).stream()
          .filter(found -> found.cid().equals(cid))
          .findFirst();
    }

    @Override
    public List<Deployment> list(ProjectId projectId, FunctionId functionId) {
      return listAll(projectId).stream()
          .filter(found -> found.functionId().equals(functionId))
          .toList();
    }

    @Override
    public List<Deployment> listAll(ProjectId projectId) {
      return locked(() ->
          deployments.stream()
              .filter(found -> {
                StoredFunction function = functions.get(found.functionId());
                return function != null && function.projectId().equals(projectId);
              })
              .toList());
    }

    @Override
    public boolean uses(Cid cid) {
      return locked(() ->
          deployments.stream()
              .anyMatch(found -> found.cid().equals(cid) || cid.equals(found.assetsCid())));
    }
  }

  private final class Catalog implements CatalogSource {
    @Override
    public Collection<CatalogEntry> loadAll() {
      return locked(() -> functions.values().stream().map(this::entry).toList());
    }

    @Override
    public Optional<CatalogEntry> load(FunctionId id) {
      return locked(() -> Optional.ofNullable(functions.get(id)).map(this::entry));
    }

    @Override
    public long revision() {
      return locked(() -> revision);
    }

    private CatalogEntry entry(StoredFunction function) {
      return new CatalogEntry(
          function.id(),
          function.projectId(),
          function.name(),
          function.slug(),
          shown(function).status(),
          function.routes().isEmpty() ? List.of() : Routes.parse(function.routes()),
          deployments.stream()
              .filter(found -> found.id().equals(function.currentDeploymentId()))
              .map(found -> new ActiveDeployment(found.id(), found.cid(), found.env()))
              .findFirst()
              .orElse(null),
          function.limits(),
          domains.stream()
              .filter(domain ->
                  domain.functionId().equals(function.id()) && domain.verifiedAt() != null)
              .map(StoredDomain::name)
              .collect(Collectors.toSet()),
          store.projects().findProject(function.projectId()).orElseThrow().egress());
    }
  }
}
