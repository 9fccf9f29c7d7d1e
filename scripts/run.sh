# Sourced by af: runs the built programs. java replaces this shell, so signals reach it.

# Says what may stay unsaid by the class-data caches, and what both programs need of the JVM.
AF_JVM_COMMON="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseCompactObjectHeaders -Xlog:aot=off -Xlog:cds=off"
AF_JVM_CLI="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss1m -Xms24m"
AF_JVM_RUNTIME="-XX:+UseG1GC -XX:+ExitOnOutOfMemoryError -Dio.netty.leakDetection.level=disabled"

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

# The same for the worker processes that the runtime starts.
train_worker() {
  local home="$AF_BUILD/worker" jar path=""
  # In the order in which the runtime names them.
  for jar in $(cd "$home/lib" && LC_ALL=C ls -1); do
    path="$path${path:+:}$home/lib/$jar"
  done
  "$JAVA_HOME/bin/java" @"$home/jvm.options" -XX:AOTCacheOutput="$home/worker.tmp" \
    -cp "$path" io.alternatefutures.sandbox.worker.TrainingRun "library=$(ls "$home"/native/*.so)" \
    >"$AF_HOME/target/af-training-worker.log" 2>&1 9>&- || true
  if [ -s "$home/worker.tmp" ]; then mv "$home/worker.tmp" "$home/worker.aot"; fi
}

# The same for the runtime: starts one on ports of its own with a data directory of its own, lets it
# serve a function and a route once, and ends it.
train_runtime() {
  local data log pid tries=0
  log="$AF_HOME/target/af-training-runtime.log"
  : >"$log"
  data="$(mktemp -d "${TMPDIR:-/tmp}/af-training.XXXXXX")" || return 0
  # shellcheck disable=SC2086 # the flags are words
  RUNTIME_PORT=0 RUNTIME_BIND=127.0.0.1 API_PORT=0 API_BIND=127.0.0.1 AF_DATA_DIR="$data" DATABASE_URL="" IPFS_GATEWAYS="" EGRESS_ALLOW=127.0.0.0/8 \
    RUNTIME_BASE_DOMAIN=localhost INVOKE_URL_BASE="" \
    "$JAVA_HOME/bin/java" $AF_JVM_COMMON $AF_JVM_RUNTIME -XX:AOTCacheOutput="$AF_BUILD/runtime.tmp" \
    -Daf.worker.home="$AF_BUILD/worker" -cp "$(class_path server)" io.alternatefutures.server.Main >>"$log" 2>&1 9>&- &
  pid=$!
  # Half a minute at most; the runtime says that it is ready after it has written the credentials.
  until grep -q "is ready" "$log" || [ "$tries" -ge 150 ] || ! kill -0 "$pid" 2>/dev/null; do
    tries=$((tries + 1))
    sleep 0.2
  done
  if kill -0 "$pid" 2>/dev/null; then
    exercise_runtime "$data" >>"$log" 2>&1 9>&- || true
    kill -TERM "$pid" 2>/dev/null || true
  fi
  wait "$pid" 2>/dev/null || true
  if [ -s "$AF_BUILD/runtime.tmp" ]; then mv "$AF_BUILD/runtime.tmp" "$AF_BUILD/server.aot"; fi
  rm -rf "$data"
}

# Uses the runtime whose data directory is $1 as the first user would.
exercise_runtime() {
  local api
  api="$(sed -n 's/.*"apiUrl" *: *"\([^"]*\)".*/\1/p' "$1/credentials.json")"
  echo 'export default { fetch: (request) => new Response("hello " + request.url) }' >"$1/hello.js"
  for arguments in "create --name training" "update --functionName training --routes {\"/h\":\"$api/healthz\"}" \
    "deploy --name training --path $1/hello.js" "invoke --name training --path /h" "invoke --name training"; do
    # shellcheck disable=SC2086 # the arguments are words without spaces
    (unset AF_TOKEN AF_API_URL AF_PROJECT_ID; AF_DATA_DIR="$1" run_cli functions $arguments) || return 1
  done
}

# Sets AF_CACHE_FLAG to the flag for the class-data cache $1, when it can be used.
cache_flag() {
  AF_CACHE_FLAG="-Daf.cache=none"
  if [ -r "$AF_BUILD/$1.aot" ]; then
    AF_CACHE_FLAG="-XX:AOTCache=$AF_BUILD/$1.aot"
  fi
}

# Sets AF_TERMINALS to the flags that say which outputs are terminals. Not for use in $(...), where
# the output is a pipe.
find_terminals() {
  local out=false err=false
  if [ -t 1 ]; then out=true; fi
  if [ -t 2 ]; then err=true; fi
  AF_TERMINALS="-Daf.terminal.out=$out -Daf.terminal.err=$err"
}

run_runtime() {
  if [ ! -d "$AF_BUILD/server" ]; then
    say "error: the build has no runtime; remove $AF_HOME/target and try again"
    exit 1
  fi
  cache_flag server
  find_terminals
  # shellcheck disable=SC2086 # the flags are words
  exec "$JAVA_HOME/bin/java" $AF_JVM_COMMON $AF_JVM_RUNTIME "$AF_CACHE_FLAG" \
    -Daf.home="$AF_HOME" -Daf.worker.home="$AF_BUILD/worker" $AF_TERMINALS ${AF_JAVA_OPTS-} \
    -cp "$(class_path server)" io.alternatefutures.server.Main "$@"
}

run_cli() {
  cache_flag cli
  find_terminals
  # shellcheck disable=SC2086 # the flags are words
  exec "$JAVA_HOME/bin/java" $AF_JVM_COMMON $AF_JVM_CLI "$AF_CACHE_FLAG" \
    $AF_TERMINALS -Djdk.httpclient.allowRestrictedHeaders=host -Daf.launcher="$AF_HOME/af" \
    -cp "$(class_path cli)" io.alternatefutures.cli.Main "$@"
}
