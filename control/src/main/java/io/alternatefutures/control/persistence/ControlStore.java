package io.alternatefutures.control.persistence;

import io.alternatefutures.control.access.ProjectStore;
import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.control.deployment.DeploymentStore;
import io.alternatefutures.control.domain.DomainStore;
import io.alternatefutures.control.function.FunctionStore;
import io.alternatefutures.control.instance.InstanceStore;
import io.alternatefutures.control.upload.UploadStore;

/** Everything the control API keeps. All parts are safe for use by many threads. */
public interface ControlStore {
  ProjectStore projects();

  FunctionStore functions();

  DeploymentStore deployments();

  DomainStore domains();

  UploadStore uploads();

  CatalogSource catalog();

  InstanceStore instances();
}
