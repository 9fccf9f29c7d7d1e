package io.alternatefutures.store;

import io.alternatefutures.model.ActiveDeployment;
import io.alternatefutures.model.CatalogEntry;
import io.alternatefutures.model.CatalogSnapshot;
import io.alternatefutures.model.Cid;
import io.alternatefutures.model.DeploymentId;
import io.alternatefutures.model.DomainName;
import io.alternatefutures.model.FunctionId;
import io.alternatefutures.model.FunctionLimit;
import io.alternatefutures.model.FunctionName;
import io.alternatefutures.model.FunctionStatus;
import io.alternatefutures.model.ProjectId;
import io.alternatefutures.model.Route;
import io.alternatefutures.model.Slug;
import io.alternatefutures.model.egress.EgressRules;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A catalogue as bytes for a file: JSON, encrypted and authenticated with the key of the database,
 * and bound to that database. Whoever does not have the key can neither read {@code env} and
 * secrets of routes in it nor make one that is taken.
 */
public final class CatalogFile {
  private static final int VERSION = 2;

  private final StoredJson json = new StoredJson();
  private final EnvCipher cipher;
  private final String owner;

  public CatalogFile(StoreOptions options) {
    this.cipher = new EnvCipher(options.key());
    this.owner = "catalogue of " + options.database();
  }

  /** The bytes of {@code snapshot}. */
  public byte[] seal(CatalogSnapshot snapshot) {
    List<Map<String, Object>> functions =
        snapshot.entries().stream().map(CatalogFile::object).toList();
    String text = json.write(Map.of("version", VERSION, "functions", functions));
    return cipher.encrypt(text.getBytes(StandardCharsets.UTF_8), owner);
  }

  /**
   * The snapshot in {@code sealed}.
   *
   * @throws GeneralSecurityException when it was not made by {@link #seal} with this key for this
   *     database, or was changed since
   */
  public CatalogSnapshot open(byte[] sealed) throws GeneralSecurityException {
    String text = new String(cipher.decrypt(sealed, owner), StandardCharsets.UTF_8);
    Map<String, Object> file = json.read(text);
    if (!(file.get("functions") instanceof List<?> functions)
        || !Integer.valueOf(VERSION).equals(file.get("version"))) {
      throw new GeneralSecurityException("not of version " + VERSION);
    }
    return CatalogSnapshot.of(functions.stream().map(CatalogFile::entry).toList());
  }

  private static Map<String, Object> object(CatalogEntry entry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", entry.id());
    object.put("project", entry.projectId());
    object.put("name", entry.name());
    object.put("slug", entry.slug());
    object.put("status", entry.status().name());
    object.put(
        "routes",
        entry.routes().stream()
            .map(route -> List.of(route.pattern(), route.target(), route.options()))
            .toList());
    object.put("limits", FunctionLimit.byKey(entry.limits()));
    object.put("domains", entry.domains());
    object.put("egress", entry.egress().toMap());
    ActiveDeployment deployment = entry.deployment();
    if (deployment != null) {
      object.put("deployment", deployment.id());
      object.put("cid", deployment.cid());
      object.put("env", deployment.env());
    }
    return object;
  }

  private static CatalogEntry entry(Object value) {
    Map<?, ?> object = (Map<?, ?>) value;
    List<Route> routes =
        ((List<?>) get(object, "routes")).stream().map(CatalogFile::route).toList();
    return new CatalogEntry(
        new FunctionId(text(object, "id")),
        new ProjectId(text(object, "project")),
        new FunctionName(text(object, "name")),
        new Slug(text(object, "slug")),
        FunctionStatus.valueOf(text(object, "status")),
        routes,
        object.containsKey("deployment") ? deployment(object) : null,
        FunctionLimit.parse((Map<?, ?>) get(object, "limits")),
        ((List<?>) get(object, "domains"))
            .stream()
                .map(domain -> new DomainName(String.valueOf(domain)))
                .collect(Collectors.toSet()),
        EgressRules.parse((Map<?, ?>) get(object, "egress")));
  }

  private static Route route(Object value) {
    List<?> parts = (List<?>) value;
    Map<String, Object> options = new LinkedHashMap<>();
    ((Map<?, ?>) parts.get(2)).forEach((name, option) -> options.put(String.valueOf(name), option));
    return new Route(String.valueOf(parts.get(0)), String.valueOf(parts.get(1)), options);
  }

  private static ActiveDeployment deployment(Map<?, ?> object) {
    Map<String, String> env =
        ((Map<?, ?>) get(object, "env"))
            .entrySet().stream()
                .collect(
                    Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()),
                        entry -> String.valueOf(entry.getValue())));
    return new ActiveDeployment(
        new DeploymentId(text(object, "deployment")), Cid.parse(text(object, "cid")), env);
  }

  private static Object get(Map<?, ?> object, String field) {
    Object value = object.get(field);
    if (value == null) {
      throw new IllegalStateException("a function in the file has no " + field);
    }
    return value;
  }

  private static String text(Map<?, ?> object, String field) {
    return String.valueOf(get(object, field));
  }
}
