package io.alternatefutures.control.graphql;

import io.alternatefutures.control.access.Access;
import io.alternatefutures.control.access.Projects;
import io.alternatefutures.control.content.ContentLibrary;
import io.alternatefutures.control.deployment.Deployments;
import io.alternatefutures.control.domain.Domains;
import io.alternatefutures.control.function.AnswerCache;
import io.alternatefutures.control.function.Functions;
import io.alternatefutures.control.function.InvokeUrls;
import io.alternatefutures.control.instance.Rollout;
import io.alternatefutures.control.observe.ClusterReader;

/** What the fields of the schema are made of. */
public record GraphQlServices(
    Access access,
    Projects projects,
    Functions functions,
    Deployments deployments,
    Domains domains,
    Rollout rollout,
    ContentLibrary content,
    ClusterReader cluster,
    AnswerCache answers,
    InvokeUrls invokeUrls) {}
