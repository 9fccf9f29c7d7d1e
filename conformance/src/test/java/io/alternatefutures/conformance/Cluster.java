package io.alternatefutures.conformance;

import io.alternatefutures.store.testing.PostgresServer;
import io.alternatefutures.testkit.RuntimeProcess;
import io.alternatefutures.testkit.Scratch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several runtimes on one PostgreSQL database, each with a data directory of its own. */
final class Cluster implements AutoCloseable {
  private final PostgresServer postgres = PostgresServer.start();
  private final String database = postgres.createDatabase();
  private final Path folder = Scratch.folder();
  private final List<RuntimeProcess> runtimes = new ArrayList<>();
  private final Map<String, String> environment;

  private Cluster(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Starts {@code count} runtimes, one after the other. */
  static Cluster start(int count, Map<String, String> environment) {
    Cluster cluster = new Cluster(environment);
    try {
      for (int i = 0; i < count; i++) {
        cluster.add(Map.of());
      }
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts another runtime. */
  RuntimeProcess add(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("DATABASE_URL", database);
    all.put("ENV_KEY_FILE", folder.resolve("env.key").toString());
    all.put("SPARE_WORKERS", "0");
    all.putAll(more);
    RuntimeProcess runtime = RuntimeProcess.start(all);
    runtimes.add(runtime);
    return runtime;
  }

  PostgresServer postgres() {
    return postgres;
  }

  String database() {
    return database;
  }

  RuntimeProcess runtime(int index) {
    return runtimes.get(index);
  }

  @Override
  public void close() {
    try {
      runtimes.forEach(RuntimeProcess::close);
    } finally {
      postgres.close();
      Scratch.delete(folder);
    }
  }
}
