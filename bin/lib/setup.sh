# shellcheck shell=bash
# What bin/lab, bin/test and bin/bench share: what they need of the machine, got where it is missing.
# Every function is quick when there is nothing to do.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/redis-sentinel-lab
export ROOT CACHE

say() { printf '%s\n' "$*" >&2; }
die() {
  say "error: $*"
  exit 1
}

# timed WHAT COMMAND...: runs it and says how long it took, unless that was next to nothing.
timed() {
  local what=$1 begin=$EPOCHREALTIME
  shift
  "$@"
  awk -v what="$what" -v begin="$begin" -v end="$EPOCHREALTIME" \
    'BEGIN { if (end - begin >= 0.5) printf "%s: %.1f s\n", what, end - begin }' >&2
}

# The lab makes namespaces, mounts and loop devices: it needs root, and asks for it by sudo.
become_root() {
  [ "$(id -u)" -eq 0 ] && return
  command -v sudo >/dev/null || die "the lab needs root (it makes network namespaces, mounts and loop devices), and there is no sudo here: run it as root"
  say "the lab needs root: asking sudo"
  local kept=PATH,XDG_CACHE_HOME,LAB_NAME,REDIS_SOURCE,NO_COLOR name
  for name in "${!SENTINELCTL_@}"; do
    kept=$kept,$name
  done
  exec sudo "--preserve-env=$kept" "HOME=$HOME" "$0" "$@"
}

# When root was lent by sudo, what was built and cached belongs to the caller again at the end.
give_back() {
  [ -n "${SUDO_UID:-}" ] && [ -n "${SUDO_GID:-}" ] || return 0
  find "$ROOT" "$CACHE/tools" "$HOME/.m2" -xdev -user root -exec chown -h "$SUDO_UID:$SUDO_GID" {} + 2>/dev/null || true
}

check_system() {
  local family
  # shellcheck source=/dev/null
  family=$(. "${OS_RELEASE:-/etc/os-release}" 2>/dev/null && echo " ${ID:-unknown} ${ID_LIKE:-} ") || family=' unknown '
  case $family in
    *' debian '* | *' ubuntu '*) ;;
    *) die "the lab runs on Debian and Ubuntu (it installs what it needs by apt), this machine says it is:$family; use a virtual machine or a container host with one of them" ;;
  esac
  case $(uname -m) in
    x86_64 | aarch64) ;;
    *) die "the lab runs on x86_64 and aarch64, this machine is $(uname -m)" ;;
  esac
}

ensure_packages() {
  local package missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing by apt: ${missing[*]}"
  local log=$CACHE/apt.log
  mkdir -p "$CACHE"
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 ||
    { tail -n 5 "$log" >&2; die "apt could not install ${missing[*]}, see $log"; }
}

ensure_java() {
  local packages=()
  java_is_17 || packages+=(openjdk-17-jdk-headless)
  command -v mvn >/dev/null || packages+=(maven)
  [ ${#packages[@]} -eq 0 ] || ensure_packages "${packages[@]}"
}

java_is_17() {
  local major
  major=$(javac -version 2>/dev/null | sed 's/javac \([0-9]*\).*/\1/')
  [ "${major:-0}" -ge 17 ]
}

# On PATH, with its language hosts, and not much older than what is tested (see toolchain/go.mod).
pulumi_is_suitable() {
  local version
  command -v pulumi >/dev/null && command -v pulumi-language-java >/dev/null && command -v pulumi-language-yaml >/dev/null || return
  version=$(pulumi version 2>/dev/null)
  [ -n "$version" ] && [ "$(printf 'v3.200.0\n%s\n' "$version" | sort -V | head -n 1)" = v3.200.0 ]
}

# The Pulumi CLI and its language hosts: those on PATH, else built from toolchain/ (3 to 5 minutes,
# once). Puts them on PATH.
ensure_pulumi() {
  pulumi_is_suitable && return
  local tools
  tools=$CACHE/tools/$(cat "$ROOT/toolchain/go.mod" "$ROOT/toolchain/go.sum" | sha256sum | cut -c1-16)
  export PATH=$tools:$PATH
  [ -x "$tools/pulumi-language-java" ] && return
  command -v go >/dev/null ||
    die "no Pulumi CLI of version 3.200 or later on PATH, and no Go to build it with: install one of them (https://www.pulumi.com/docs/install/ or https://go.dev/dl/)"
  say "building the Pulumi CLI and its language hosts from toolchain/, once, 3 to 5 minutes"
  local version
  version=$(sed -n 's#.*github.com/pulumi/pulumi/pkg/v3 \(v[0-9.]*\).*#\1#p' "$ROOT/toolchain/go.mod")
  rm -rf "$tools.part"
  mkdir -p "$tools.part"
  # Without the flag the CLI does not know its own version.
  (cd "$ROOT/toolchain" && go build -trimpath -o "$tools.part/" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" tool) ||
    die "the Pulumi CLI could not be built from toolchain/"
  mv "$tools.part" "$tools"
}

# build MODULE WHAT [OTHER-MODULE]: compiles a module into its target (classes, and the file classpath), if a
# source of it or of the other one is newer.
build() {
  local module=$ROOT/$1 what=$2 sources=("$ROOT/pom.xml") part
  for part in "$1" ${3:+"$3"}; do
    sources+=("$ROOT/$part/pom.xml" "$ROOT/$part/src/main")
  done
  local stamp=$module/target/built
  if [ -f "$stamp" ] && [ -z "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then
    return
  fi
  ensure_java
  say "building $what"
  local log=$module/target/build.log
  mkdir -p "${log%/*}"
  (cd "$ROOT" && mvn -q -pl "$1" -am process-classes) >"$log" 2>&1 ||
    { cat "$log" >&2; die "$what does not compile, see above"; }
  touch "$stamp"
}

build_lab() { build src/lab "the lab" components/redis-sentinel; }

build_sentinelctl() { build src/sentinelctl sentinelctl; }

# Containers, packet filter, networks, disks, the base image, and Redis's source and moto from PyPI.
ensure_lab_packages() {
  ensure_packages systemd-container nftables iproute2 util-linux e2fsprogs mmdebstrap python3-venv openssh-client
}

# What the quick tests need. sentinelctl's are against a real sshd, which they start themselves, on loopback.
ensure_test_packages() {
  ensure_packages shellcheck openssh-client openssh-server
}
