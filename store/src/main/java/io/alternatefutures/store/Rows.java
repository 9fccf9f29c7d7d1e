package io.alternatefutures.store;

import io.alternatefutures.control.deployment.Deployment;
import io.alternatefutures.control.function.StoredFunction;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Slug;
import io.alternatefutures.model.egress.EgressRules;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the ports from rows, and columns from values. */
final class Rows {
  static final String FUNCTION_COLUMNS =
      "f.id, f.project_id, f.name, f.slug, f.status, f.routes, f.limits, f.site_id,"
          + " f.current_deployment_id, f.deploying_until, f.created_at, f.updated_at";

  static final String DEPLOYMENT_COLUMNS =
      "d.id, d.function_id, d.cid, d.assets_cid, d.blake3_hash, d.sgx, d.env, d.created_at,"
          + " d.updated_at";

  private final StoredJson json = new StoredJson();
  private final EnvCipher cipher;
  private final Clock clock;

  Rows(EnvCipher cipher, Clock clock) {
    this.cipher = cipher;
    this.clock = clock;
  }

  StoredFunction function(ResultSet row) throws SQLException {
    String deployment = row.getString("current_deployment_id");
    return new StoredFunction(
        new FunctionId(row.getString("id")),
        new ProjectId(row.getString("project_id")),
        new FunctionName(row.getString("name")),
        new Slug(row.getString("slug")),
        status(row),
        routes(row.getString("routes")),
        limits(row.getString("limits")),
        row.getString("site_id"),
        deployment == null ? null : new DeploymentId(deployment),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }

  Deployment deployment(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String assets = row.getString("assets_cid");
    return new Deployment(
        new DeploymentId(id),
        new FunctionId(row.getString("function_id")),
        Cid.parse(row.getString("cid")),
        assets == null ? null : Cid.parse(assets),
        row.getString("blake3_hash"),
        row.getBoolean("sgx"),
        env(row.getBytes("env"), id),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }

  /** The status to show: what is stored, unless a deployment is under way. */
  FunctionStatus status(ResultSet row) throws SQLException {
    FunctionStatus stored = FunctionStatus.valueOf(row.getString("status"));
    long until = row.getLong("deploying_until");
    boolean deploying = !row.wasNull() && until > clock.millis();
    return deploying && stored != FunctionStatus.INACTIVE ? FunctionStatus.DEPLOYING : stored;
  }

  Map<String, Object> routes(@Nullable String text) {
    return text == null ? Map.of() : json.read(text);
  }

  @Nullable String routesText(Map<String, Object> routes) {
    return routes.isEmpty() ? null : json.write(routes);
  }

  /**
   * @throws IllegalArgumentException when a newer version stored a limit that this one lacks
   */
  Map<FunctionLimit, Integer> limits(@Nullable String text) {
    return text == null ? Map.of() : FunctionLimit.parse(json.read(text));
  }

  @Nullable String limitsText(Map<FunctionLimit, Integer> limits) {
    return limits.isEmpty() ? null : json.write(FunctionLimit.byKey(limits));
  }

  /**
   * @throws IllegalArgumentException when a newer version stored a rule that this one lacks
   */
  EgressRules egress(@Nullable String text) {
    return text == null ? EgressRules.none() : EgressRules.parse(json.read(text));
  }

  @Nullable String egressText(EgressRules rules) {
    return rules.isNone() ? null : json.write(rules.toMap());
  }

  byte @Nullable [] envBytes(Map<String, String> env, String deploymentId) {
    return env.isEmpty()
        ? null
        : cipher.encrypt(json.write(env).getBytes(StandardCharsets.UTF_8), deploymentId);
  }

  /**
   * @throws IllegalStateException when it does not decrypt
   */
  Map<String, String> env(byte @Nullable [] value, String deploymentId) {
    if (value == null) {
      return Map.of();
    }
    try {
      String text = new String(cipher.decrypt(value, deploymentId), StandardCharsets.UTF_8);
      Map<String, String> env = new LinkedHashMap<>();
      json.read(text).forEach((name, entry) -> env.put(name, String.valueOf(entry)));
      return env;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The env of deployment " + deploymentId + " does not decrypt with this key", e);
    }
  }
}
