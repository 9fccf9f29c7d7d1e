# Sourced by af: finds a JDK 25 or newer and exports it as JAVA_HOME.

AF_JAVA_MINIMUM=25

say() { printf '%s\n' "$*" >&2; }

# Prints the major version of the JDK at $1; fails when there is no JDK (a JRE without javac is none).
jdk_major() {
  local version=""
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    version="$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1)"
  fi
  if [ -z "$version" ]; then
    version="$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p' | head -n 1)"
  fi
  [ -n "$version" ] && printf '%s' "$version"
}

# Tries the JDK at $2, found through $1; remembers what was seen for the message when none fits.
try_jdk() {
  local major
  if [ ! -d "$2" ]; then
    AF_LOOKED="$AF_LOOKED
  $1: $2 does not exist"
    return 1
  fi
  if ! major="$(jdk_major "$2")"; then
    AF_LOOKED="$AF_LOOKED
  $1: $2 is not a JDK (no bin/java and bin/javac)"
    return 1
  fi
  if [ "$major" -lt "$AF_JAVA_MINIMUM" ]; then
    AF_LOOKED="$AF_LOOKED
  $1: $2 is version $major"
    return 1
  fi
  JAVA_HOME="$2"
  export JAVA_HOME
}

# The JDK that a java program on PATH belongs to, with symbolic links followed.
home_of_java() {
  local file="$1" link
  while [ -L "$file" ]; do
    link="$(readlink "$file")"
    case "$link" in
      /*) file="$link" ;;
      *) file="$(dirname "$file")/$link" ;;
    esac
  done
  (cd -P "$(dirname "$file")/.." && pwd)
}

jdk_from_variable() {
  if [ -z "$2" ]; then
    AF_LOOKED="$AF_LOOKED
  $1: not set"
    return 1
  fi
  try_jdk "$1" "$2"
}

jdk_from_path() {
  local java_home_program=/usr/libexec/java_home found
  if found="$(command -v java)"; then
    try_jdk "java on PATH" "$(home_of_java "$found")" && return 0
  else
    AF_LOOKED="$AF_LOOKED
  java on PATH: none"
  fi
  if [ -x "$java_home_program" ] && found="$("$java_home_program" -v "$AF_JAVA_MINIMUM+" 2>/dev/null)"; then
    try_jdk "$java_home_program" "$found" && return 0
  fi
  return 1
}

jdk_from_folders() {
  local pattern folder seen
  for pattern in /usr/lib/jvm "$HOME/.sdkman/candidates/java" "$HOME/.jdks" "$HOME/.asdf/installs/java" \
    "$HOME/.local/share/mise/installs/java" /opt /opt/java /Library/Java/JavaVirtualMachines; do
    seen=""
    for folder in "$pattern"/*; do
      [ -d "$folder/Contents/Home" ] && folder="$folder/Contents/Home"
      [ -x "$folder/bin/java" ] || continue
      seen=yes
      try_jdk "$pattern" "$folder" && return 0
    done
    if [ -z "$seen" ]; then
      AF_LOOKED="$AF_LOOKED
  $pattern: no JDK in it"
    fi
  done
  return 1
}

find_jdk() {
  AF_LOOKED=""
  : "${HOME:=/}"
  if [ -n "${AF_JAVA_HOME-}" ]; then
    # A choice made on purpose is never passed over in silence.
    try_jdk AF_JAVA_HOME "$AF_JAVA_HOME" && return 0
  else
    AF_LOOKED="
  AF_JAVA_HOME: not set"
    jdk_from_variable JAVA_HOME "${JAVA_HOME-}" && return 0
    jdk_from_path && return 0
    jdk_from_folders && return 0
  fi
  say "error: no JDK $AF_JAVA_MINIMUM or newer found. Looked at:$AF_LOOKED"
  say "Install one (for example Eclipse Temurin $AF_JAVA_MINIMUM) and put it on PATH, or set AF_JAVA_HOME to its folder."
  exit 1
}
