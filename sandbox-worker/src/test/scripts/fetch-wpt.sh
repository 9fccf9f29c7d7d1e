#!/bin/sh
# Fetches the web-platform-tests that Debian's source packages carry into a cache outside the repository:
# ${AF_WPT_CACHE:-~/.cache/af-wpt}/wpt. Node.js has most of them; fetch, urlpattern, performance-timeline's
# neighbours and the Cache API come out of Firefox (some 700 MB to download once, 20 MB kept), newer data for
# urlpattern out of ada. Leaves the system's package sources as they are.
set -eu
cache="${AF_WPT_CACHE:-$HOME/.cache/af-wpt}"
# What there is, one "package version" a line: a part that is there is not fetched again.
sources="$cache/wpt/sources.txt"
# Nothing larger is downloaded.
max_bytes=1000000000
mkdir -p "$cache/apt/lists/partial" "$cache/apt/cache/archives/partial" "$cache/wpt"
cd "$cache"
touch "$sources"

apt() {
  apt_command="$1"
  shift
  "$apt_command" -o Dir::Etc::sourcelist="$cache/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$cache/apt/lists" -o Dir::Cache="$cache/apt/cache" -o APT::Sandbox::User=root "$@"
}

# Once, and only when something is missing.
prepare() {
  [ -z "${prepared-}" ] || return 0
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  # The mirror that this system takes its packages from; its source packages are beside them.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -E '/debian/?$' | head -n 1)
  if [ -z "$mirror" ]; then
    echo "no Debian mirror among this system's package sources" >&2
    exit 1
  fi
  for suite in sid trixie bookworm; do
    echo "deb-src [signed-by=$keyring] $mirror $suite main"
  done > apt/sources.list
  apt apt-get -q update
  prepared=1
}

# fetch PACKAGE EXTRACT: downloads the newest source of PACKAGE that the mirror has and runs EXTRACT TARBALL.
fetch() {
  grep -q "^$1 " "$sources" && return 0
  prepare
  # Newest first; a mirror may already have dropped a version its index still names.
  for version in $(apt apt-cache showsrc "$1" | sed -n 's/^Version: //p' | sort -Vru); do
    # 'URI' FILE SIZE SHA256:HASH, of the source itself and not of what comes beside it.
    found=$(apt apt-get -qq source --print-uris --tar-only "$1=$version" | grep -E '\.orig\.tar\.[a-z0-9]+ ' | head -n 1)
    # shellcheck disable=SC2086 # the line's fields are words
    set -- "$1" "$2" $found
    [ "$#" = 6 ] && [ "$5" -le "$max_bytes" ] || continue
    uri=$(echo "$3" | tr -d "'")
    if apt /usr/lib/apt/apt-helper download-file "$uri" "$cache/source.tar" "$6" && "$2" "$cache/source.tar"; then
      rm -f "$cache/source.tar"
      echo "$1 $version" >> "$sources"
      echo "web-platform-tests of $1 $version are in $cache/wpt"
      return 0
    fi
    rm -f "$cache/source.tar"
    set -- "$1" "$2"
  done
  echo "no source package of $1 could be fetched" >&2
  return 1
}

from_node() {
  tar -xf "$1" --strip-components=4 -C wpt --wildcards '*/test/fixtures/wpt/*'
}
from_firefox() {
  tests='*/testing/web-platform/tests'
  tar -xf "$1" --strip-components=4 -C wpt --skip-old-files --wildcards "$tests/fetch/api/*" "$tests/fetch/data-urls/*" \
    "$tests/urlpattern/*" "$tests/service-workers/cache-storage/*" "$tests/common/*" "$tests/interfaces/*" "$tests/xhr/resources/*"
}
from_ada() {
  tar -xf "$1" --strip-components=3 -C wpt/urlpattern/resources --wildcards '*/tests/wpt/urlpattern*.json'
}
fetch nodejs from_node
fetch firefox-esr from_firefox
fetch ada-url from_ada
