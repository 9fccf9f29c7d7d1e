# Sourced by compare: processes, ports and the folder for temporary files.

say() { printf '%s\n' "$*" >&2; }
die() {
  say "error: $*"
  exit 1
}
progress() { [[ ! -t 2 ]] || printf '\r\033[K%s' "$*" >&2; }

WORK=""
STARTED=()

make_work_folder() {
  WORK="$(mktemp -d "${TMPDIR:-/tmp}/af-compare.XXXXXXXX")"
  : >"$WORK/starts.tsv"
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

clean_up() {
  local status=$? pid
  trap - EXIT
  progress ""
  for pid in "${STARTED[@]}"; do
    stop "$pid"
  done
  if [[ "$KEEP" -eq 1 ]]; then
    say "Logs and configuration: $WORK"
  else
    rm -rf "$WORK"
  fi
  exit "$status"
}

# start NAME COMMAND...: starts a server in the background; its process id is left in PID.
start() {
  local name="$1"
  shift
  "$@" >>"$WORK/$name.log" 2>&1 </dev/null &
  PID=$!
  STARTED+=("$PID")
}

# Prints "pid ppid ticks" of every process. Ticks include those of children that ended. Processes
# that end while they are read are left out.
process_table() {
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } | awk '{
    pid = $1
    sub(/^.*\) /, "")  # the name may hold blanks and parentheses
    print pid, $2, $12 + $13 + $14 + $15
  }'
}

# tree PID: prints PID and all its descendants.
tree() {
  process_table | awk -v root="$1" '
    { parent[$1] = $2 }
    END {
      for (pid in parent) {
        for (p = pid; p in parent && p != root && p > 1; p = parent[p]) {}
        if (p == root) print pid
      }
    }'
}

# cpu_ticks PID: prints the user and system time of PID and all its descendants.
cpu_ticks() {
  process_table | awk -v root="$1" '
    { parent[$1] = $2; ticks[$1] = $3 }
    END {
      for (pid in parent) {
        for (p = pid; p in parent && p != root && p > 1; p = parent[p]) {}
        if (p == root) sum += ticks[pid]
      }
      printf "%d", sum
    }'
}

alive() { [[ -d "/proc/$1" ]] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }

# stop PID: asks PID to end, waits, and makes what it left behind end.
stop() {
  local pid waited descendants
  alive "$1" || return 0
  descendants="$(tree "$1")"
  kill "$1" 2>/dev/null || true
  for ((waited = 0; waited < 100; waited++)); do
    alive "$1" || break
    sleep 0.1
  done
  for pid in $descendants; do
    if alive "$pid"; then kill -9 "$pid" 2>/dev/null || true; fi
  done
  wait "$1" 2>/dev/null || true
}

# free_port: a port of loopback that nothing listens on, below the range for outgoing connections.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    if [[ " ${PORTS-} " != *" $port "* ]] && ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      PORTS="${PORTS-} $port"
      PORT="$port"
      return 0
    fi
  done
}

# http PORT HOST PATH: prints the answer's status, then its body.
http() {
  local line status
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$3" "$2" >&3
    IFS= read -r -t 5 line <&3 || exit 1
    status="${line#* }"
    printf '%s\n' "${status%% *}"
    while IFS= read -r -t 5 line <&3 && [[ "$line" != $'\r' ]]; do :; done
    while IFS= read -r -t 5 line <&3; do printf '%s\n' "${line%$'\r'}"; done
    printf '%s' "$line"
  ) 2>/dev/null
}

# await_body NAME PID PORT HOST TEXT: waits until the server answers 200 with TEXT.
await_body() {
  local tries answer=""
  for ((tries = 0; tries < 300; tries++)); do
    alive "$2" || die "$1 ended; its log: $(tail -n 5 "$WORK/${1%%-*}.log" 2>/dev/null)"
    answer="$(http "$3" "$4" / || true)"
    if [[ "$answer" == 200$'\n'*"$5"* ]]; then return 0; fi
    sleep 0.1
  done
  die "$1 does not answer as expected within 30 s; its last answer: ${answer:-none}"
}

now_microseconds() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }
