# Sourced by af: runs the whole test suite, with every quality gate.

# Debian packages that tests start as programs: "package:program".
AF_TEST_PACKAGES="${AF_TEST_PACKAGES-nodejs:node npm:npm bubblewrap:bwrap nginx:nginx haproxy:haproxy slowhttptest:slowhttptest}"

install_test_programs() {
  local entry missing=""
  for entry in $AF_TEST_PACKAGES; do
    command -v "${entry#*:}" >/dev/null 2>&1 || [ -x "/usr/sbin/${entry#*:}" ] || missing="$missing ${entry%%:*}"
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "af: installing$missing for the tests"
    # shellcheck disable=SC2086 # the packages are words
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >&2 && return 0
  fi
  say "af: tests use programs that are not installed:$missing"
}

# Sums up the reports newer than $1 in the closing line; unlike Maven's own, it covers every module.
print_sum() {
  find "$AF_HOME"/*/target/surefire-reports "$AF_HOME"/*/target/failsafe-reports -name 'TEST-*.xml' -newer "$1" \
    -exec sed -n '/<testsuite /{p;q;}' {} \; 2>/dev/null |
    awk '
      function number(name,   text) {
        if (!match($0, " " name "=\"[0-9]+\"")) return 0
        text = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", text); return text + 0
      }
      { failed = number("failures") + number("errors"); skipped = number("skipped")
        sum_failed += failed; sum_skipped += skipped; sum_passed += number("tests") - failed - skipped }
      END { printf "%d passed, %d failed%s\n", sum_passed, sum_failed, (sum_skipped ? ", " sum_skipped " skipped" : "") }'
}

run_tests() {
  local status=0 started
  case "${1-}" in
    -h | --help)
      echo "Usage: af test [MAVEN OPTION]..."
      echo
      echo "Runs the whole test suite with every quality gate (mvn verify), installing what it needs."
      echo "Options are passed on to Maven, for example:"
      echo "  af test -pl routing -am              one module, and those it depends on"
      echo "  af test -Dtest='Route*' -Dsurefire.failIfNoSpecifiedTests=false"
      exit 0
      ;;
  esac
  find_maven
  install_test_programs
  mkdir -p "$AF_HOME/target"
  started="$AF_HOME/target/.af-testing"
  : >"$started"
  with_build_lock maven_verify "$@" || status=1
  print_sum "$started"
  rm -f "$started"
  exit "$status"
}

maven_verify() {
  (cd "$AF_HOME" && "$AF_MAVEN" -B -ntp verify "$@" 9>&-)
}
