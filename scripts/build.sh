# Sourced by af: builds the tree when its sources are newer than the last build.
#
# A build ends in a folder of its own, target/af/NUMBER, that nothing writes to afterwards: a runtime
# that is running keeps its class path while the tree is built anew beside it. target/.af-built names
# the newest one; its time is that of the build's start.

AF_STAMP="$AF_HOME/target/.af-built"
AF_BUILDS_KEPT=3

# Sets AF_BUILD to the newest build's folder; fails when there is none.
read_stamp() {
  local name
  [ -r "$AF_STAMP" ] && read -r name <"$AF_STAMP" || return 1
  AF_BUILD="$AF_HOME/target/af/$name"
  [ -d "$AF_BUILD/cli" ]
}

# A folder's own time changes when a file in it is removed, so folders are compared too.
sources_changed() {
  local path
  set --
  for path in "$AF_HOME"/*/src/main; do
    set -- "$@" "$path"
  done
  [ -n "$(find "$AF_HOME"/pom.xml "$AF_HOME"/*/pom.xml "$@" -newer "$AF_STAMP" -print 2>/dev/null | head -n 1)" ]
}

is_current() { read_stamp && ! sources_changed; }

ensure_built() {
  is_current && return 0
  if [ ! -w "$AF_HOME" ] || { [ -e "$AF_HOME/target" ] && [ ! -w "$AF_HOME/target" ]; }; then
    if read_stamp; then
      say "af: the sources are newer than the build, and $AF_HOME cannot be written to; running the last build"
      return 0
    fi
    say "error: $AF_HOME is not built and cannot be written to; run af once as its owner"
    exit 1
  fi
  mkdir -p "$AF_HOME/target/af"
  with_build_lock build_unless_current
}

build_unless_current() {
  # Another start may have built while this one waited for the lock.
  is_current && return 0
  build
}

# Runs "$@" while no other af in this tree builds or tests.
with_build_lock() {
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$AF_HOME/target/.af-lock"
    if ! flock -n 9; then
      say "af: waiting for another build of this tree"
      flock 9
    fi
    "$@"
    exec 9>&-
  else
    lock_by_folder
    "$@"
    rm -rf "$AF_HOME/target/.af-lock.d"
    trap - EXIT
  fi
}

# Where flock is missing: a folder can be made only once. Its owner's process id tells a dead owner.
lock_by_folder() {
  local folder="$AF_HOME/target/.af-lock.d" owner told=""
  until mkdir "$folder" 2>/dev/null; do
    owner="$(cat "$folder/pid" 2>/dev/null || true)"
    if [ -n "$owner" ] && ! ps -p "$owner" >/dev/null 2>&1; then
      rm -rf "$folder"
      continue
    fi
    [ -n "$told" ] || say "af: waiting for another build of this tree (process ${owner:-unknown})"
    told=yes
    sleep 0.3
  done
  echo $$ >"$folder/pid"
  trap 'rm -rf "$AF_HOME/target/.af-lock.d"' EXIT
}

find_maven() {
  if [ -n "${AF_MAVEN-}" ]; then
    return 0
  fi
  if ! command -v mvn >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
      say "af: installing Maven"
      { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven; } >&2 || true
    fi
    if ! command -v mvn >/dev/null 2>&1; then
      say "error: Maven (mvn) is not installed. Install Maven 3.9 or newer, for example:"
      say "  Debian, Ubuntu: sudo apt-get install maven      Fedora: sudo dnf install maven"
      say "  macOS: brew install maven                       others: https://maven.apache.org/install.html"
      exit 1
    fi
  fi
  AF_MAVEN="$(command -v mvn)"
}

# Maven's output goes to a log; the module it works on is shown.
build() {
  local log="$AF_HOME/target/af-build.log" started name threads=1
  find_maven
  started="$AF_HOME/target/.af-building"
  name="$(date +%Y%m%d-%H%M%S)-$$"
  if [ -e "$AF_STAMP" ]; then
    say "af: the sources have changed; building"
  else
    say "af: building; this first time it downloads libraries and takes some minutes"
  fi
  printf '%s\n' "$name" >"$started"
  # While libraries are still missing, one thread: Maven 3.8 may fetch the same one twice at once.
  if [ -e "$AF_STAMP" ]; then threads=1C; fi
  # Maven adds libraries to these folders and never takes away those of an older version; what it has
  # unpacked once it does not unpack again, unless its markers go too.
  rm -rf "$AF_HOME/cli/target/lib" "$AF_HOME/server/target/lib" "$AF_HOME/sandbox-worker/target/worker/lib" \
    "$AF_HOME/sandbox-worker/target/worker/native" \
    "$AF_HOME/sandbox-worker/target/dependency-maven-plugin-markers"
  if ! (
    cd "$AF_HOME"
    "$AF_MAVEN" -B -ntp -T "$threads" -Dmaven.test.skip=true -Dspotless.check.skip -pl server,cli -am package 9>&-
  ) 2>&1 | tee "$log" | show_modules; then
    say "error: the build failed:"
    show_errors "$log"
    say "The whole output is in $log"
    rm -f "$started"
    exit 1
  fi
  keep_build "$AF_HOME/target/af/$name"
  mv "$started" "$AF_STAMP"
  read_stamp
  say "af: preparing fast starts"
  train_cli
  train_worker
  train_runtime
  say "af: built"
}

# The errors of the log $1, each once, without Maven's own advice; else its end.
show_errors() {
  local errors
  errors="$(sed -n 's/^\[ERROR\] //p' "$1" | sed '/^-> \[Help/,$d; /^COMPILATION ERROR/d; /^To see the full/,$d' | awk '!seen[$0]++' | head -n 12)"
  if [ -n "$errors" ]; then say "$errors"; else tail -n 20 "$1" >&2; fi
}

# Reads Maven's output; on a terminal keeps one line up to date with the module being built.
show_modules() {
  local line
  while IFS= read -r line; do
    case "$line" in
      "[INFO] Building "*"["*"/"*"]"*)
        if [ -t 2 ]; then
          line="${line#\[INFO\] Building }"
          printf '\r\033[K  %s' "$line" >&2
        fi
        ;;
    esac
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

# Copies the class paths to $1 and removes the oldest builds.
keep_build() {
  local module old
  for module in server cli; do
    mkdir -p "$1/$module"
    cp "$AF_HOME/$module/target/$module"-[0-9]*.jar "$1/$module/"
    [ ! -d "$AF_HOME/$module/target/lib" ] || cp "$AF_HOME/$module/target/lib/"*.jar "$1/$module/"
  done
  cp -R "$AF_HOME/sandbox-worker/target/worker" "$1/worker"
  # The names begin with the time, so they sort by age.
  for old in $(cd "$AF_HOME/target/af" && ls -1 | sort -r | tail -n +$((AF_BUILDS_KEPT + 1))); do
    rm -rf "$AF_HOME/target/af/$old"
  done
}
