# Sourced by af: runs the built programs. java replaces this shell, so signals reach it.

# Says what may stay unsaid by the class-data caches, and what both programs need of the JVM.
AF_JVM_COMMON="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseCompactObjectHeaders -Xlog:aot=off -Xlog:cds=off"
AF_JVM_CLI="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss1m -Xms24m"
AF_JVM_RUNTIME="-XX:+UseG1GC -XX:+ExitOnOutOfMemoryError"

# Prints $1's class path: its own jar and the libraries beside it.
class_path() {
  local jar path=""
  for jar in "$AF_BUILD/$1"/*.jar; do
    path="$path${path:+:}$jar"
  done
  printf '%s' "$path"
}

# Records which classes the command line loads, so that the next starts map them ready-made.
# A command line without that cache works the same, only slower to start.
train_cli() {
  # shellcheck disable=SC2086 # the flags are words
  "$JAVA_HOME/bin/java" $AF_JVM_COMMON $AF_JVM_CLI -XX:AOTCacheOutput="$AF_BUILD/cli.aot" \
    -cp "$(class_path cli)" io.alternatefutures.cli.training.TrainingRun >"$AF_HOME/target/af-training.log" 2>&1 9>&- || true
}

# Sets AF_CACHE_FLAG to the flag for the class-data cache $1, when it can be used.
cache_flag() {
  AF_CACHE_FLAG="-Daf.cache=none"
  if [ -r "$AF_BUILD/$1.aot" ]; then
    AF_CACHE_FLAG="-XX:AOTCache=$AF_BUILD/$1.aot"
  fi
}

terminal() { if [ -t "$1" ]; then printf true; else printf false; fi; }

run_runtime() {
  if [ ! -d "$AF_BUILD/server" ]; then
    say "error: the build has no runtime; remove $AF_HOME/target and try again"
    exit 1
  fi
  cache_flag server
  # shellcheck disable=SC2086 # the flags are words
  exec "$JAVA_HOME/bin/java" $AF_JVM_COMMON $AF_JVM_RUNTIME "$AF_CACHE_FLAG" \
    -Daf.home="$AF_HOME" -Daf.worker.home="$AF_BUILD/worker" -Daf.terminal.out="$(terminal 1)" -Daf.terminal.err="$(terminal 2)" ${AF_JAVA_OPTS-} \
    -cp "$(class_path server)" io.alternatefutures.server.Main "$@"
}

run_cli() {
  cache_flag cli
  # shellcheck disable=SC2086 # the flags are words
  exec "$JAVA_HOME/bin/java" $AF_JVM_COMMON $AF_JVM_CLI "$AF_CACHE_FLAG" \
    -Daf.terminal.out="$(terminal 1)" -Daf.terminal.err="$(terminal 2)" -Djdk.httpclient.allowRestrictedHeaders=host \
    -cp "$(class_path cli)" io.alternatefutures.cli.Main "$@"
}
