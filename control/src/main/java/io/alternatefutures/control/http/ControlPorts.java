package io.alternatefutures.control.http;

import io.alternatefutures.control.Randomness;
import io.alternatefutures.control.access.SiblingSecret;
import io.alternatefutures.control.catalog.CatalogPublisher;
import io.alternatefutures.control.content.ContentLibrary;
import io.alternatefutures.control.deployment.ModuleChecker;
import io.alternatefutures.control.domain.TxtRecords;
import io.alternatefutures.control.function.AnswerCache;
import io.alternatefutures.control.function.InvokeUrls;
import io.alternatefutures.control.instance.Siblings;
import io.alternatefutures.control.observe.FunctionLogReader;
import io.alternatefutures.control.observe.MetricsSource;
import io.alternatefutures.control.observe.ReadinessSource;
import io.alternatefutures.control.observe.StatusSource;
import io.alternatefutures.control.persistence.ControlStore;
import io.alternatefutures.model.LimitRules;
import io.alternatefutures.model.egress.EgressCaps;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything outside the control API that it needs.
 *
 * @param siblings gives the secret of the instances on one database; empty while it is not known
 * @param logs log lines of this instance
 * @param status of this instance
 * @param baseDomains names below which functions have their slugs, in lower case
 */
public record ControlPorts(
    ControlStore store,
    ContentLibrary content,
    CatalogPublisher publisher,
    Supplier<Optional<SiblingSecret>> siblings,
    ModuleChecker checker,
    InvokeUrls invokeUrls,
    MetricsSource metrics,
    ReadinessSource readiness,
    FunctionLogReader logs,
    StatusSource status,
    Siblings others,
    AnswerCache answers,
    LimitRules limits,
    TxtRecords txtRecords,
    List<String> baseDomains,
    EgressCaps egressCaps,
    Randomness randomness,
    Clock clock) {}
