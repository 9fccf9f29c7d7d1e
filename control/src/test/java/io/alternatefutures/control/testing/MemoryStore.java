package io.alternatefutures.control.testing;

import io.alternatefutures.control.Limits;
import io.alternatefutures.control.StoreUnavailableException;
import io.alternatefutures.control.access.Project;
import io.alternatefutures.control.access.ProjectStore;
import io.alternatefutures.control.access.StoredToken;
import io.alternatefutures.control.access.TokenHash;
import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.control.deployment.DeploymentStore;
import io.alternatefutures.control.domain.DomainStore;
import io.alternatefutures.control.function.FunctionStore;
import io.alternatefutures.control.instance.Instance;
import io.alternatefutures.control.instance.InstanceStore;
import io.alternatefutures.control.persistence.ControlStore;
import io.alternatefutures.control.upload.Upload;
import io.alternatefutures.control.upload.UploadStore;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.egress.EgressRules;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The persistence ports in memory. Passes the contract that the databases pass; can be told to fail
 * as a database that does not answer. Safe for use by many threads.
 */
public final class MemoryStore implements ControlStore {
  private final MemoryFunctions functions;
  private final List<Project> projects = new ArrayList<>();
  private final List<StoredToken> tokens = new ArrayList<>();
  private final List<Upload> uploads = new ArrayList<>();
  private final Map<String, Announced> instances = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile boolean unavailable;

  public MemoryStore(Clock clock) {
    this.clock = clock;
    this.functions = new MemoryFunctions(this, clock);
  }

  /** Makes every call fail from now on. */
  public void stopAnswering() {
    unavailable = true;
  }

  /** Ends what {@link #stopAnswering} began. */
  public void answerAgain() {
    unavailable = false;
  }

  void requireAvailable() {
    if (unavailable) {
      throw new StoreUnavailableException("The database does not answer (test)", null);
    }
  }

  @Override
  public FunctionStore functions() {
    return functions;
  }

  @Override
  public DeploymentStore deployments() {
    return functions.deployments();
  }

  @Override
  public DomainStore domains() {
    return functions.domains();
  }

  @Override
  public CatalogSource catalog() {
    return functions.catalog();
  }

  @Override
  public InstanceStore instances() {
    return new MemoryInstances();
  }

  @Override
  public ProjectStore projects() {
    return new MemoryProjects();
  }

  @Override
  public UploadStore uploads() {
    return new MemoryUploads();
  }

  private final class MemoryProjects implements ProjectStore {
    @Override
    public boolean addProject(Project project) {
      requireAvailable();
      synchronized (projects) {
        boolean taken =
            project.ownerId() != null
                && projects.stream()
                    .anyMatch(other ->
                        project.ownerId().equals(other.ownerId())
                            && other.name().equals(project.name()));
        return !taken && projects.add(project);
      }
    }

    @Override
    public boolean setEgress(ProjectId id, EgressRules rules) {
      requireAvailable();
      synchronized (projects) {
        boolean found = findProject(id).isPresent();
        functions.changed();
        projects.replaceAll(
            project -> project.id().equals(id) ? project.withEgress(rules) : project);
        return found;
      }
    }

    @Override
    public boolean removeProject(ProjectId id) {
      requireAvailable();
      synchronized (tokens) {
        tokens.removeIf(token -> token.projectId().equals(id));
      }
      functions.deleteAll(id);
      synchronized (projects) {
        return projects.removeIf(project -> project.id().equals(id));
      }
    }

    @Override
    public List<Project> listOpenTo(ProjectId holder) {
      return listProjects().stream().filter(project -> project.isOpenTo(holder)).toList();
    }

    @Override
    public Optional<Project> findProject(ProjectId id) {
      return listProjects().stream().filter(project -> project.id().equals(id)).findFirst();
    }

    @Override
    public List<Project> listProjects() {
      requireAvailable();
      synchronized (projects) {
        return projects.stream().sorted(Comparator.comparing(Project::createdAt)).toList();
      }
    }

    @Override
    public void addToken(StoredToken token) {
      requireAvailable();
      synchronized (tokens) {
        tokens.add(token);
      }
    }

    @Override
    public Optional<StoredToken> findToken(TokenHash hash) {
      requireAvailable();
      synchronized (tokens) {
        return tokens.stream().filter(token -> token.hash().equals(hash)).findFirst();
      }
    }

    @Override
    public List<StoredToken> listTokens(ProjectId projectId) {
      requireAvailable();
      synchronized (tokens) {
        return tokens.stream().filter(token -> token.projectId().equals(projectId)).toList();
      }
    }

    @Override
    public void touchToken(String id, Instant usedAt) {
      requireAvailable();
      synchronized (tokens) {
        tokens.replaceAll(token -> token.id().equals(id) ? used(token, usedAt) : token);
      }
    }

    private static StoredToken used(StoredToken token, Instant at) {
      return new StoredToken(
          token.id(),
          token.projectId(),
          token.hash(),
          token.label(),
          token.scope(),
          token.createdAt(),
          token.expiresAt(),
          at);
    }

    @Override
    public boolean removeToken(ProjectId projectId, String id) {
      requireAvailable();
      synchronized (tokens) {
        return tokens.removeIf(
            token -> token.id().equals(id) && token.projectId().equals(projectId));
      }
    }
  }

  private record Announced(Instance instance, Instant at) {}

  private final class MemoryInstances implements InstanceStore {
    @Override
    public void announce(Instance instance) {
      requireAvailable();
      instances.put(instance.id(), new Announced(instance, clock.instant()));
    }

    @Override
    public void withdraw(String id) {
      requireAvailable();
      instances.remove(id);
    }

    @Override
    public List<Instance> live() {
      requireAvailable();
      Instant oldest = clock.instant().minus(Limits.INSTANCE_LIFE);
      return instances.values().stream()
          .filter(announced -> announced.at().isAfter(oldest))
          .map(Announced::instance)
          .sorted(Comparator.comparing(Instance::id))
          .toList();
    }
  }

  private final class MemoryUploads implements UploadStore {
    @Override
    public void addUpload(Upload upload) {
      removeUpload(upload.projectId(), upload.cid());
      synchronized (uploads) {
        uploads.add(upload);
      }
    }

    @Override
    public boolean removeUpload(ProjectId projectId, Cid cid) {
      requireAvailable();
      synchronized (uploads) {
        return uploads.removeIf(
            upload -> upload.projectId().equals(projectId) && upload.cid().equals(cid));
      }
    }

    @Override
    public Set<ProjectId> uploadersOf(Cid cid) {
      requireAvailable();
      synchronized (uploads) {
        return uploads.stream()
            .filter(upload -> upload.cid().equals(cid))
            .map(Upload::projectId)
            .collect(Collectors.toSet());
      }
    }
  }
}
