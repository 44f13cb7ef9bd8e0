# shellcheck shell=bash
# Sourced by every script on the node: the node's settings, the log, and waiting.
NODE_LIB=/usr/local/lib/redis-node
NODE_LOG=/var/log/redis-node.log
export NODE_LIB NODE_LOG
# shellcheck source=/dev/null
. /etc/redis-node/node.env

# status STATE MESSAGE: one line that says where this node is, for people and for a waiting lab.
status() {
  printf '%s %s: %s\n' "$1" "${STEP:-bootstrap}" "$2" >/var/lib/redis-node/status.new
  mv -f /var/lib/redis-node/status.new /var/lib/redis-node/status
}

# log MESSAGE: to the log, the journal and the status.
log() {
  local line
  line="$(date -u +%Y-%m-%dT%H:%M:%SZ) ${STEP:-bootstrap}: $1"
  printf '%s\n' "$line" >>"$NODE_LOG"
  printf '%s\n' "$line"
  status running "$1"
}

# fail MESSAGE: logs and ends the step.
fail() {
  log "$1"
  exit 1
}

# wait_for SECONDS WHAT COMMAND...: until the command succeeds; says what it waits for, gives up at
# the limit.
wait_for() {
  local limit=$1 what=$2 begin=$SECONDS told=-10
  shift 2
  until "$@"; do
    if ((SECONDS - begin >= limit)); then
      log "gave up after ${limit} s: $what"
      return 1
    fi
    if ((SECONDS - told >= 10)); then
      told=$SECONDS
      log "waiting for $what (up to ${limit} s)"
    fi
    sleep 0.5
  done
}
