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

start_origin() {
  free_port
  ORIGIN_PORT="$PORT"
  nginx_configuration "$WORK/origin" 1 >"$WORK/origin.conf" <<TEXT
  server {
    listen 127.0.0.1:$ORIGIN_PORT backlog=4096;
    location / { default_type text/plain; return 200 "$ORIGIN_BODY\\n"; }
  }
TEXT
  start origin nginx -c "$WORK/origin.conf" -e "$WORK/origin/error.log" -g "daemon off;"
  await_body origin "$PID" "$ORIGIN_PORT" origin.localhost "$ORIGIN_BODY"
}

start_nginx_proxy() {
  free_port
  nginx_configuration "$WORK/nginx" 1 >"$WORK/nginx.conf" <<TEXT
  upstream origin {
    server 127.0.0.1:$ORIGIN_PORT;
    keepalive $((CONNECTIONS * 2));
    keepalive_requests 1000000000;
  }
  server {
    listen 127.0.0.1:$PORT backlog=4096;
    location / {
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header X-Forwarded-For \$remote_addr;
      proxy_set_header X-Forwarded-Host \$host;
      proxy_set_header X-Forwarded-Proto \$scheme;
    }
  }
TEXT
  start nginx nginx -c "$WORK/nginx.conf" -e "$WORK/nginx/error.log" -g "daemon off;"
  await_body nginx "$PID" "$PORT" proxy.localhost "$ORIGIN_BODY"
  subject nginx "$PID" "$PORT" proxy.localhost
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

# One event loop and no access log, as nginx has one worker and none.
launch_runtime() { # leaves the process id in PID and the ports in RUNTIME_PORT and API_PORT
  start runtime env "RUNTIME_PORT=$RUNTIME_PORT" "API_PORT=$API_PORT" "AF_DATA_DIR=$WORK/data" \
    "RUNTIME_BASE_DOMAIN=$RUNTIME_BASE" "EGRESS_ALLOW=127.0.0.0/8" "EVENT_LOOPS=1" "ACCESS_LOG=off" \
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
  env -u AF_TOKEN -u AF_PROJECT_ID "AF_API_URL=http://127.0.0.1:$API_PORT" "AF_DATA_DIR=$WORK/data" \
    "$ROOT/af" "$@" >>"$WORK/af.log" 2>&1 || die "af $1 $2 failed: $(tail -n 5 "$WORK/af.log")"
}

start_runtime() {
  local tries pid
  runtime_ports
  launch_runtime
  pid="$PID"
  for ((tries = 0; tries < 300; tries++)); do
    [[ "$(http "$API_PORT" 127.0.0.1 /healthz)" == 200* ]] && break
    alive "$pid" || die "the runtime ended: $(tail -n 5 "$WORK/runtime.log")"
    sleep 0.1
  done
  hello_module >"$WORK/hello.js"
  af functions create --name bench-proxy --routes "{\"/*\": \"http://127.0.0.1:$ORIGIN_PORT\"}"
  af functions create --name bench-hello
  af functions deploy --name bench-hello --path "$WORK/hello.js" --bundle false
  await_body runtime-proxy "$pid" "$RUNTIME_PORT" "bench-proxy.$RUNTIME_BASE" "$ORIGIN_BODY"
  await_body runtime-function "$pid" "$RUNTIME_PORT" "bench-hello.$RUNTIME_BASE" "$GREETING"
  subject runtime-proxy "$pid" "$RUNTIME_PORT" "bench-proxy.$RUNTIME_BASE"
  subject runtime-function "$pid" "$RUNTIME_PORT" "bench-hello.$RUNTIME_BASE"
}
