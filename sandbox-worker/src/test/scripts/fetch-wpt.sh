#!/bin/sh
# Fetches the web-platform-tests that Debian's source package of Node.js carries into a cache outside the
# repository: ${AF_WPT_CACHE:-~/.cache/af-wpt}/wpt. Leaves the system's package sources as they are.
set -eu
cache="${AF_WPT_CACHE:-$HOME/.cache/af-wpt}"
[ -e "$cache/wpt/resources/testharness.js" ] && exit 0
mkdir -p "$cache/apt/lists/partial" "$cache/apt/cache/archives/partial" "$cache/wpt"
cd "$cache"
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
apt() {
  apt_command="$1"
  shift
  "$apt_command" -o Dir::Etc::sourcelist="$cache/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$cache/apt/lists" -o Dir::Cache="$cache/apt/cache" -o APT::Sandbox::User=root "$@"
}
apt apt-get -q update
# Newest first; a mirror may already have dropped a version its index still names.
for version in $(apt apt-cache showsrc nodejs | sed -n 's/^Version: //p' | sort -Vr); do
  apt apt-get -q source --tar-only "nodejs=$version" || true
  tarball=$(ls -1 nodejs_"${version%-*}".orig.tar.* 2>/dev/null | head -n 1)
  if [ -n "$tarball" ] && tar -xf "$tarball" --strip-components=4 -C wpt --wildcards '*/test/fixtures/wpt/*'; then
    echo "web-platform-tests of nodejs $version are in $cache/wpt"
    exit 0
  fi
done
echo "no source package of nodejs could be fetched" >&2
exit 1
