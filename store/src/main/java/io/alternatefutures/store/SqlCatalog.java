package io.alternatefutures.store;

import io.alternatefutures.control.catalog.CatalogSource;
import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Route;
import io.alternatefutures.model.Slug;
import io.alternatefutures.model.egress.EgressRules;
import io.alternatefutures.routing.InvalidRoutesException;
import io.alternatefutures.routing.Routes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Functions with what they run, as the data plane needs them. */
final class SqlCatalog implements CatalogSource {
  private static final Logger LOG = LoggerFactory.getLogger(SqlCatalog.class);
  private static final String SELECT =
      "SELECT f.id, f.project_id, f.name, f.slug, f.status, f.routes, f.limits, f.deploying_until,"
          + " d.id AS deployment_id, d.cid, d.env, p.egress,"
          + " (SELECT string_agg(m.domain, ',') FROM function_domain m"
          + " WHERE m.function_id = f.id AND m.verified_at IS NOT NULL) AS domains"
          + " FROM edge_function f JOIN project p ON p.id = f.project_id"
          + " LEFT JOIN deployment d ON d.id = f.current_deployment_id";

  private final Database database;
  private final Rows rows;

  SqlCatalog(Database database, Rows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public Collection<CatalogEntry> loadAll() {
    return database.read(handle -> handle.select(SELECT).map((row, _) -> entry(row)).list());
  }

  @Override
  public Optional<CatalogEntry> load(FunctionId id) {
    return database.read(handle ->
        handle
            .select(SELECT + " WHERE f.id = ?", id.value())
            .map((row, _) -> entry(row))
            .findOne());
  }

  @Override
  public long revision() {
    return database.read(handle ->
        handle
            .select("SELECT revision FROM store_state WHERE id = 1")
            .map((row, _) -> row.getLong(1))
            .one());
  }

  private CatalogEntry entry(ResultSet row) throws SQLException {
    FunctionId id = new FunctionId(row.getString("id"));
    return new CatalogEntry(
        id,
        new ProjectId(row.getString("project_id")),
        new FunctionName(row.getString("name")),
        new Slug(row.getString("slug")),
        rows.status(row),
        routes(row, id),
        deployment(row, id),
        limits(row, id),
        domains(row.getString("domains")),
        egress(row, id));
  }

  private static Set<DomainName> domains(@Nullable String joined) {
    return joined == null
        ? Set.of()
        : Stream.of(joined.split(",")).map(DomainName::new).collect(Collectors.toSet());
  }

  /** One function that cannot be read must not take the others off the air. */
  private List<Route> routes(ResultSet row, FunctionId id) throws SQLException {
    Map<String, Object> routes = rows.routes(row.getString("routes"));
    if (routes.isEmpty()) {
      return List.of();
    }
    try {
      return Routes.parse(routes);
    } catch (InvalidRoutesException e) {
      LOG.error("Function {} is served without its routes: {}", id, e.getMessage());
      return List.of();
    }
  }

  private Map<FunctionLimit, Integer> limits(ResultSet row, FunctionId id) throws SQLException {
    try {
      return rows.limits(row.getString("limits"));
    } catch (IllegalArgumentException e) {
      LOG.error("Function {} is served with the default limits: {}", id, e.getMessage());
      return Map.of();
    }
  }

  /** Rules that cannot be read must not open what they closed. */
  private EgressRules egress(ResultSet row, FunctionId id) throws SQLException {
    try {
      return rows.egress(row.getString("egress"));
    } catch (IllegalArgumentException e) {
      LOG.error("Function {} reaches nothing, since its project's rules: {}", id, e.getMessage());
      return EgressRules.nothing();
    }
  }

  private @Nullable ActiveDeployment deployment(ResultSet row, FunctionId id) throws SQLException {
    String deployment = row.getString("deployment_id");
    if (deployment == null) {
      return null;
    }
    try {
      return new ActiveDeployment(
          new DeploymentId(deployment),
          Cid.parse(row.getString("cid")),
          rows.env(row.getBytes("env"), deployment));
    } catch (IllegalStateException e) {
      LOG.error("Function {} is served without its code", id, e);
      return null;
    }
  }
}
