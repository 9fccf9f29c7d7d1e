# Sourced by compare and scale: the origin, and the reverse proxies that lead to it. Each has one
# thread for requests, keeps connections to the origin, writes no access log, and says who the client
# is in the usual three fields.

# The cipher of TLS 1.3 that is compared: what the runtime chooses for these clients.
CIPHER=TLS_AES_256_GCM_SHA384

start_origin() {
  free_port
  ORIGIN_PORT="$PORT"
  local kibibyte
  kibibyte="$(printf 'x%.0s' {1..1024})"
  nginx_configuration "$WORK/origin" 1 >"$WORK/origin.conf" <<TEXT
  server {
    listen 127.0.0.1:$ORIGIN_PORT backlog=4096;
    location / { default_type text/plain; return 200 "$ORIGIN_BODY\\n"; }
    set \$k "$kibibyte";
    location = /large { default_type text/plain; return 200 "\$k\$k\$k\$k\$k\$k\$k\$k\$k\$k\$k\$k\$k\$k\$k\$k"; }
  }
TEXT
  start origin nginx -c "$WORK/origin.conf" -e "$WORK/origin/error.log" -g "daemon off;"
  await_body origin "$PID" "$ORIGIN_PORT" origin.localhost "$ORIGIN_BODY"
}

# A certificate for all servers, valid for a week.
make_certificate() {
  [[ ! -e "$WORK/tls.pem" ]] || return 0
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 7 -subj /CN=bench-proxy.$RUNTIME_BASE \
    -addext "subjectAltName=DNS:bench-proxy.$RUNTIME_BASE,DNS:proxy.$RUNTIME_BASE" \
    -keyout "$WORK/tls.key" -out "$WORK/tls.crt" 2>>"$WORK/openssl.log" || die "openssl made no certificate"
  chmod 600 "$WORK/tls.key"
  cat "$WORK/tls.crt" "$WORK/tls.key" >"$WORK/tls.pem"
}

# proxy_ports: free ports without and with TLS, in PLAIN_PORT and TLS_PORT.
proxy_ports() {
  make_certificate
  free_port
  PLAIN_PORT="$PORT"
  free_port
  TLS_PORT="$PORT"
}

# proxy_subjects NAME PID PORT TLS_PORT HOST: one subject for each kind of load.
proxy_subjects() {
  if loaded small || loaded loops; then subject "$1" "$2" "$3" "$5"; fi
  if loaded large; then subject "$1:large" "$2" "$3" "$5"; fi
  if { loaded tls || loaded h2; } && ! same_cipher "$1" "$4" "$5"; then return 0; fi
  if loaded tls; then subject "$1:tls" "$2" "$4" "$5"; fi
  if loaded h2; then subject "$1:h2" "$2" "$4" "$5"; fi
}

# same_cipher NAME PORT HOST: a comparison of other ciphers would say nothing, so such a server is left
# out of it. Caddy does not let its cipher of TLS 1.3 be chosen.
same_cipher() {
  local chosen
  chosen="$(openssl s_client -connect "127.0.0.1:$2" -servername "$3" </dev/null 2>/dev/null \
    | sed -n 's/.*Cipher is \(TLS_[A-Z0-9_]*\).*/\1/p' | head -n 1)"
  [[ "$chosen" == "$CIPHER" ]] || { say "$1 uses the cipher ${chosen:-none}, not $CIPHER: left out with TLS" && return 1; }
}

start_nginx_proxy() {
  proxy_ports
  nginx_configuration "$WORK/nginx" 1 >"$WORK/nginx.conf" <<TEXT
  upstream origin {
    server 127.0.0.1:$ORIGIN_PORT;
    keepalive $((CONNECTIONS * 2));
    keepalive_requests 1000000000;
  }
  server {
    listen 127.0.0.1:$PLAIN_PORT backlog=4096;
    listen 127.0.0.1:$TLS_PORT ssl http2 backlog=4096;
    ssl_certificate $WORK/tls.crt;
    ssl_certificate_key $WORK/tls.key;
    ssl_protocols TLSv1.3;
    ssl_conf_command Ciphersuites $CIPHER;
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
  await_body nginx "$PID" "$PLAIN_PORT" proxy.localhost "$ORIGIN_BODY"
  proxy_subjects nginx "$PID" "$PLAIN_PORT" "$TLS_PORT" proxy.localhost
}

start_haproxy_proxy() {
  proxy_ports
  cat >"$WORK/haproxy.cfg" <<TEXT
global
  nbthread 1
  maxconn 4000
  ssl-default-bind-ciphersuites $CIPHER
  ssl-default-bind-options ssl-min-ver TLSv1.3
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend in
  bind 127.0.0.1:$PLAIN_PORT backlog 4096
  bind 127.0.0.1:$TLS_PORT ssl crt $WORK/tls.pem alpn h2,http/1.1 backlog 4096
  http-request set-header X-Forwarded-For %[src]
  http-request set-header X-Forwarded-Host %[req.hdr(host)]
  http-request set-header X-Forwarded-Proto https if { ssl_fc }
  http-request set-header X-Forwarded-Proto http if !{ ssl_fc }
  default_backend origin
backend origin
  server origin 127.0.0.1:$ORIGIN_PORT
TEXT
  start haproxy haproxy -db -f "$WORK/haproxy.cfg"
  await_body haproxy "$PID" "$PLAIN_PORT" proxy.localhost "$ORIGIN_BODY"
  proxy_subjects haproxy "$PID" "$PLAIN_PORT" "$TLS_PORT" proxy.localhost
}

# Caddy sets the three fields by itself.
start_caddy_proxy() {
  proxy_ports
  cat >"$WORK/Caddyfile" <<TEXT
{
  admin off
  auto_https off
}
(origin) {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:$ORIGIN_PORT {
    transport http {
      keepalive_idle_conns_per_host $((CONNECTIONS * 2))
      compression off
    }
  }
}
http://proxy.localhost:$PLAIN_PORT {
  import origin
}
https://proxy.localhost:$TLS_PORT {
  tls $WORK/tls.crt $WORK/tls.key
  import origin
}
TEXT
  start caddy env GOMAXPROCS=1 "HOME=$WORK/caddy" "XDG_DATA_HOME=$WORK/caddy" "XDG_CONFIG_HOME=$WORK/caddy" \
    caddy run --config "$WORK/Caddyfile" --adapter caddyfile
  await_body caddy "$PID" "$PLAIN_PORT" proxy.localhost "$ORIGIN_BODY"
  proxy_subjects caddy "$PID" "$PLAIN_PORT" "$TLS_PORT" proxy.localhost
}

start_vertx_proxy() {
  proxy_ports
  start vertx "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -XX:+UseCompactObjectHeaders -cp "$HERE/target/classes:$HERE/target/lib/*" io.alternatefutures.benchmarks.VertxProxy \
    "$PLAIN_PORT" "$TLS_PORT" "$ORIGIN_PORT" $((CONNECTIONS * 2)) "$WORK/tls.crt" "$WORK/tls.key" "$CIPHER"
  await_body vertx "$PID" "$PLAIN_PORT" proxy.localhost "$ORIGIN_BODY"
  proxy_subjects vertx "$PID" "$PLAIN_PORT" "$TLS_PORT" proxy.localhost
}
