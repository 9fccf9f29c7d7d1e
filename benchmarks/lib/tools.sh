# Sourced by compare: finds, or installs, what it runs.

WORKERD_VERSION="${WORKERD_VERSION:-1.20261117.1}"
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
  if wanted nginx || wanted runtime; then need nginx nginx-light; fi
  if wanted workerd; then find_workerd; fi
  if wanted runtime; then build_runtime; fi
}

# Leaves workerd's own program, not its wrapper in JavaScript, in WORKERD.
find_workerd() {
  local folder="$CACHE/workerd-$WORKERD_VERSION"
  if [[ ! -d "$folder/node_modules/workerd" ]]; then
    need node nodejs
    need npm npm
    say "Installing workerd $WORKERD_VERSION..."
    mkdir -p "$folder"
    npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "workerd@$WORKERD_VERSION" >&2 \
      || die "npm could not install workerd@$WORKERD_VERSION"
  fi
  WORKERD="$(find "$folder/node_modules/@cloudflare" -path '*/bin/workerd' -type f | head -n 1)"
  [[ -x "$WORKERD" ]] || die "npm has no workerd for this machine; leave it out with --only"
}

# Builds before anything is timed.
build_runtime() {
  "$ROOT/af" --version >/dev/null || die "the runtime does not build"
}

versions() {
  local list=""
  if wanted nginx; then list+="nginx $(nginx -v 2>&1 | sed 's|.*/||'), "; fi
  if wanted workerd; then list+="workerd $WORKERD_VERSION, "; fi
  if wanted runtime; then list+="runtime $("$ROOT/af" --version 2>/dev/null | head -n 1), "; fi
  printf '%s' "${list%, }"
}
