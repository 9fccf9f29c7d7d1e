# Sourced by compare and platform: finds, or installs, what they run.

WORKERD_VERSION="${WORKERD_VERSION:-1.20261117.1}"
DENO_VERSION="${DENO_VERSION:-2.9.6}"
CACHE="$HERE/target/cache"

# need COMMAND PACKAGE: installs Debian's PACKAGE when COMMAND is missing and that is possible.
need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  if [[ "$(id -u)" -eq 0 ]] && command -v apt-get >/dev/null 2>&1; then
    say "Installing $2..."
    apt-get update -qq >&2 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >&2 || true
    command -v "$1" >/dev/null 2>&1 && return 0
  fi
  die "$1 is not installed. On Debian or Ubuntu: sudo apt-get install $2"
}

find_tools() {
  [[ -r /proc/self/stat ]] || die "this needs Linux: CPU time is read from /proc"
  ((BASH_VERSINFO[0] >= 5)) || die "this needs bash 5 or newer, not $BASH_VERSION"
  PATH="$PATH:/usr/sbin:/sbin"
  need wrk wrk
  if proxied; then need nginx nginx-light; fi
  if wanted haproxy; then need haproxy haproxy; fi
  if wanted caddy; then need caddy caddy; fi
  if wanted vertx && proxied; then build_vertx; fi
  if proxied; then need openssl openssl; fi
  if loaded h2; then need h2load nghttp2-client; fi
  if wanted workerd; then find_workerd; fi
  if wanted deno; then find_deno; fi
  if wanted runtime; then build_runtime; fi
}

# from_npm PACKAGE VERSION: installs it into the cache, and leaves its folder in FOLDER.
from_npm() {
  FOLDER="$CACHE/$1-$2"
  if [[ ! -d "$FOLDER/node_modules/$1" ]]; then
    need node nodejs
    need npm npm
    say "Installing $1 $2..."
    mkdir -p "$FOLDER"
    npm install --prefix "$FOLDER" --no-audit --no-fund --loglevel=error "$1@$2" >&2 || die "npm could not install $1@$2"
  fi
}

# Leaves workerd's own program, not its wrapper in JavaScript, in WORKERD.
find_workerd() {
  from_npm workerd "$WORKERD_VERSION"
  WORKERD="$(find "$FOLDER/node_modules/@cloudflare" -path '*/bin/workerd' -type f | head -n 1)"
  [[ -x "$WORKERD" ]] || die "npm has no workerd for this machine; leave it out with --only"
}

find_deno() {
  from_npm deno "$DENO_VERSION"
  DENO="$(find "$FOLDER/node_modules/@deno" -name deno -type f | head -n 1)"
  [[ -x "$DENO" ]] || die "npm has no deno for this machine; leave it out with --only"
}

# The proxy of Vert.x is a program of this module, on the JDK that the runtime has.
build_vertx() {
  # shellcheck source=../../scripts/jdk.sh
  source "$ROOT/scripts/jdk.sh"
  find_jdk
  [[ ! "$HERE/target/classes/io/alternatefutures/benchmarks/VertxProxy.class" -nt "$HERE/src/main/java/io/alternatefutures/benchmarks/VertxProxy.java" \
    || ! -d "$HERE/target/lib" ]] || return 0
  say "Building the proxy of Vert.x..."
  (cd "$ROOT" && mvn -B -ntp -q -pl benchmarks -am -DskipTests -Dspotless.check.skip=true package >&2) || die "the proxy of Vert.x does not build"
}

# Builds before anything is timed.
build_runtime() {
  "$ROOT/af" --version >/dev/null || die "the runtime does not build"
}

versions() {
  local list=""
  if wanted nginx; then list+="nginx $(nginx -v 2>&1 | sed 's|.*/||'), "; fi
  if wanted haproxy; then list+="HAProxy $(haproxy -v | awk 'NR == 1 { print $3 }'), "; fi
  if wanted caddy; then list+="Caddy $(caddy version | awk '{ print $1 }'), "; fi
  if wanted vertx; then list+="Vert.x $(sed -n 's|.*<vertx.version>\(.*\)</vertx.version>.*|\1|p' "$ROOT/pom.xml"), "; fi
  if wanted workerd; then list+="workerd $WORKERD_VERSION, "; fi
  if wanted runtime; then list+="runtime $("$ROOT/af" --version 2>/dev/null | head -n 1), "; fi
  printf '%s' "${list%, }"
}
