#!/bin/sh
# What a drill does to a node: sh -s -- check|inflict|undo FAULT HOLD GUARD, as root. HOLD is how long the
# fault lasts, in seconds; after GUARD seconds the node undoes it by itself, whoever is still there.
# Exit code 3: the fault is not possible here.
set -eu
# shellcheck source=/dev/null
. /etc/redis-node/node.env
action=$1 fault=$2 hold=$3 guard=$4
# Of systemd, and so beyond the login that started it.
unit=sentinelctl-drill

cli() { redis-cli -h "$ADDRESS" -p "$@"; }
cannot() { printf '%s\n' "$1" >&2; exit 3; }
now() { date +%s.%N; }
server() { systemctl show -p MainPID redis-server.service | cut -d= -f2; }

peers() {
  for pair in $NODES; do
    [ "${pair#*=}" = "$ADDRESS" ] || printf '%s\n' "${pair#*=}"
  done
}

# The interface towards the peers, and how it checks where packets come from.
peer=$(peers | head -n 1)
device() { ip -o route get "$peer" | sed -n 's/.* dev \([^ ]*\).*/\1/p'; }

# The text that undoes the fault, for here and for the guard; harmless when there is nothing to undo.
undo_text() {
  case $fault in
    stop) printf 'systemctl kill --kill-who=main --signal=CONT redis-server.service' ;;
    cut)
      peers | while read -r one; do printf 'ip route del blackhole %s/32 2>/dev/null; ' "$one"; done
      # The state before is kept in a file, since the route to the peers is gone now.
      printf 'test ! -f /run/%s.rp-filter || { read -r file value </run/%s.rp-filter; ' "$unit" "$unit"
      # shellcheck disable=SC2016 # the guard's shell is to expand it
      printf 'echo "$value" >"$file"; rm -f /run/%s.rp-filter; }' "$unit"
      ;;
  esac
}

set_guard() {
  systemd-run --quiet --unit="$unit" --on-active="$guard" --timer-property=AccuracySec=100ms \
    /bin/sh -c "$(undo_text)"
}

remove_guard() { systemctl stop "$unit.timer" "$unit.service" 2>/dev/null || true; }

check() {
  if systemctl --quiet is-active "$unit.timer"; then
    cannot 'another drill is under way on this node: it ends by itself, or by its own sentinelctl'
  fi
  case $fault in
    debug-sleep)
      answer=$(cli "$REDIS_PORT" debug sleep 0 2>&1) || true
      [ "$answer" = OK ] || cannot "DEBUG SLEEP is refused ($answer): take --fault stop, which looks alike from outside"
      ;;
    stop) command -v systemd-run >/dev/null || cannot 'there is no systemd-run, which would undo the fault if sentinelctl dies' ;;
    cut)
      command -v systemd-run >/dev/null || cannot 'there is no systemd-run, which would undo the fault if sentinelctl dies'
      command -v ip >/dev/null || cannot 'there is no ip (iproute2), which would take the routes to the peers away'
      [ -n "$(device)" ] || cannot "there is no route to $peer"
      [ -w "/proc/sys/net/ipv4/conf/$(device)/rp_filter" ] ||
        cannot 'net.ipv4.conf cannot be written to, so what comes from the peers cannot be dropped'
      ;;
  esac
}

inflict() {
  case $fault in
    debug-sleep)
      now
      setsid redis-cli -h "$ADDRESS" -p "$REDIS_PORT" debug sleep "$hold" </dev/null >/dev/null 2>&1 &
      ;;
    stop)
      set_guard
      now
      systemctl kill --kill-who=main --signal=STOP redis-server.service
      ;;
    kill)
      process=$(server)
      [ "$process" -gt 0 ] || cannot 'redis-server does not run'
      now
      kill -KILL "$process"
      ;;
    failover)
      now
      answer=$(cli "$SENTINEL_PORT" sentinel failover "$MASTER_NAME")
      [ "$answer" = OK ] || cannot "the sentinel refuses the failover: $answer"
      ;;
    reboot)
      now
      # Behind the answer, which would not get out otherwise.
      setsid sh -c 'sleep 0.1; systemctl --no-block reboot' </dev/null >/dev/null 2>&1 &
      ;;
    cut)
      filter=/proc/sys/net/ipv4/conf/$(device)/rp_filter
      printf '%s %s\n' "$filter" "$(cat "$filter")" >"/run/$unit.rp-filter"
      set_guard
      # A packet whose answer would have no route is dropped: the cut is for both directions.
      echo 1 >"$filter"
      now
      for one in $(peers); do ip route add blackhole "$one/32"; done
      ;;
  esac
}

undo() {
  case $fault in
    debug-sleep)
      # Nothing ends it before its time but a kill, which would be another fault.
      end=$(($(date +%s) + hold + 2))
      until [ "$(timeout 1 redis-cli -h "$ADDRESS" -p "$REDIS_PORT" ping 2>/dev/null)" = PONG ]; do
        [ "$(date +%s)" -lt "$end" ] || cannot "redis-server does not answer after $hold s of DEBUG SLEEP"
        sleep 0.2
      done
      ;;
    stop | cut)
      sh -c "$(undo_text)"
      remove_guard
      ;;
  esac
}

"$action"
