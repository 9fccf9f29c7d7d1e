# Sourced by compare and platform: starts the servers, each on a port of its own on loopback.

ORIGIN_BODY="The origin says hello: this body has exactly sixty-four bytes.."
GREETING="Hello from the edge"
RUNTIME_BASE=localhost

nginx_configuration() { # FOLDER WORKERS; the http block's content is read from stdin
  mkdir -p "$1"
  cat <<TEXT
worker_processes $2;
pid $1/nginx.pid;
error_log $1/error.log warn;
events { worker_connections 20000; }
http {
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  client_body_temp_path $1/body;
  proxy_temp_path $1/proxy;
  fastcgi_temp_path $1/fastcgi;
  uwsgi_temp_path $1/uwsgi;
  scgi_temp_path $1/scgi;
$(cat)
}
TEXT
}

hello_module() {
  printf 'export default {\n  fetch() {\n    return new Response("%s\\n");\n  },\n};\n' "$GREETING"
}

start_workerd() {
  free_port
  hello_module >"$WORK/hello.js"
  cat >"$WORK/workerd.capnp" <<TEXT
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .hello)],
  sockets = [(name = "http", address = "127.0.0.1:$PORT", http = (), service = "main")],
);
const hello :Workerd.Worker = (
  modules = [(name = "hello.js", esModule = embed "hello.js")],
  compatibilityDate = "2026-01-01",
);
TEXT
  start workerd "$WORKERD" serve "$WORK/workerd.capnp"
  await_body workerd "$PID" "$PORT" hello.localhost "$GREETING"
  subject workerd "$PID" "$PORT" hello.localhost
}

start_deno() {
  free_port
  hello_module >"$WORK/hello.js"
  start deno env "DENO_DIR=$WORK/deno" DENO_NO_UPDATE_CHECK=1 "$DENO" serve --host 127.0.0.1 --port "$PORT" "$WORK/hello.js"
  await_body deno "$PID" "$PORT" hello.localhost "$GREETING"
  subject deno "$PID" "$PORT" hello.localhost
}

# One event loop and no access log, as nginx has one worker and none. Other variables of the runtime
# can be given as arguments.
launch_runtime() { # leaves the process id in PID and the ports in RUNTIME_PORT and API_PORT
  start runtime env "RUNTIME_PORT=$RUNTIME_PORT" "API_PORT=$API_PORT" "AF_DATA_DIR=$WORK/data" \
    "RUNTIME_BASE_DOMAIN=$RUNTIME_BASE" "EGRESS_ALLOW=127.0.0.0/8" "EVENT_LOOPS=1" "ACCESS_LOG=off" "$@" \
    env -u DATABASE_URL -u AF_TOKEN -u AF_PROJECT_ID -u AF_API_URL "$ROOT/af" runtime
}

runtime_ports() {
  free_port
  RUNTIME_PORT="$PORT"
  free_port
  API_PORT="$PORT"
}

# Times from the launch of "af runtime" until its health check answers; the first start makes the
# database, the others find it.
time_starts() {
  local number began ended
  runtime_ports
  for ((number = 1; number <= STARTS; number++)); do
    progress "start $number of $STARTS"
    began="$(now_microseconds)"
    launch_runtime
    until [[ "$(http "$API_PORT" 127.0.0.1 /healthz)" == 200* ]]; do
      ended="$(now_microseconds)"
      alive "$PID" || die "the runtime ended: $(tail -n 5 "$WORK/runtime.log")"
      ((ended - began < 60000000)) || die "the runtime is not ready after 60 s"
      sleep 0.01
    done
    ended="$(now_microseconds)"
    printf 'start\t%d\t%d\n' "$number" $((ended - began)) >>"$WORK/starts.tsv"
    stop "$PID"
  done
}

af() {
  env -u AF_TOKEN -u AF_PROJECT_ID "AF_API_URL=http://127.0.0.1:$API_PORT" "AF_DATA_DIR=${AF_DATA:-$WORK/data}" \
    "$ROOT/af" "$@" >>"$WORK/af.log" 2>&1 || die "af $1 $2 failed: $(tail -n 5 "$WORK/af.log")"
}

# await_runtime PID: waits until the runtime at API_PORT is ready.
await_runtime() {
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    [[ "$(http "$API_PORT" 127.0.0.1 /healthz)" != 200* ]] || return 0
    alive "$1" || die "the runtime ended: $(tail -n 5 "$WORK/runtime.log")"
    sleep 0.1
  done
  die "the runtime is not ready within 30 s"
}

start_runtime() {
  local pid host="bench-hello.$RUNTIME_BASE" tls=()
  runtime_ports
  if loaded tls || loaded h2; then
    make_certificate
    free_port
    tls=("TLS_CERTIFICATES=$WORK/tls.crt:$WORK/tls.key" "TLS_PORT=$PORT")
  fi
  TLS_PORT="$PORT"
  launch_runtime "${tls[@]}"
  pid="$PID"
  await_runtime "$pid"
  if proxied; then start_runtime_proxy "$pid"; fi
  if loaded function; then
    hello_module >"$WORK/hello.js"
    af functions create --name bench-hello
    af functions deploy --name bench-hello --path "$WORK/hello.js" --bundle false
    await_body runtime-function "$pid" "$RUNTIME_PORT" "$host" "$GREETING"
    subject runtime-function "$pid" "$RUNTIME_PORT" "$host"
  fi
}

start_runtime_proxy() { # PID
  local host="bench-proxy.$RUNTIME_BASE"
  af functions create --name bench-proxy --routes "{\"/*\": \"http://127.0.0.1:$ORIGIN_PORT\"}"
  await_body runtime-proxy "$1" "$RUNTIME_PORT" "$host" "$ORIGIN_BODY"
  proxy_subjects runtime-proxy "$1" "$RUNTIME_PORT" "$TLS_PORT" "$host"
  if loaded loops; then
    runtime_ports
    launch_runtime EVENT_LOOPS=2 "AF_DATA_DIR=$WORK/data-two-loops"
    local pid="$PID"
    await_runtime "$pid"
    AF_DATA="$WORK/data-two-loops" af functions create --name bench-proxy --routes "{\"/*\": \"http://127.0.0.1:$ORIGIN_PORT\"}"
    await_body runtime-proxy "$pid" "$RUNTIME_PORT" "$host" "$ORIGIN_BODY"
    subject runtime-proxy:loops "$pid" "$RUNTIME_PORT" "$host"
  fi
}
