#!/bin/sh
# All that is to be known of a node, as root, in one go: blocks of answers, each behind a line that names it.
# Nothing here waits for more than two seconds (S3 for three, where asks_s3 is set before), nothing is
# changed, and no secret leaves the node.
# shellcheck source=/dev/null
. /etc/redis-node/node.env 2>/dev/null || {
  printf '@broken\n/etc/redis-node/node.env cannot be read: is this a node of a cluster?\n'
  exit 0
}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
settings=/etc/redis-node/settings

cli() { timeout 2 redis-cli -h "$ADDRESS" -p "$@" 2>&1; }

# A server that hangs is asked once, not five times.
redis() {
  printf '@redis-ping\n'
  answer=$(cli "$REDIS_PORT" ping) || answer=${answer:-no answer within 2 s}
  printf '%s\n' "$answer"
  case $answer in PONG | LOADING*) ;; *) return ;; esac
  printf '@redis-info\n'
  cli "$REDIS_PORT" info
  printf '@redis-config\n'
  # Names and values in turn. Of passwords only whether there is one.
  cli "$REDIS_PORT" config get '*' | awk '
    NR % 2 { name = $0; next }
    name ~ /pass|auth|user/ { $0 = ($0 == "" ? "" : "set") }
    { print name; print }'
}

sentinel() {
  printf '@sentinel-ping\n'
  answer=$(cli "$SENTINEL_PORT" ping) || answer=${answer:-no answer within 2 s}
  printf '%s\n' "$answer"
  [ "$answer" = PONG ] || return
  printf '@sentinel-info\n'
  cli "$SENTINEL_PORT" info sentinel
  for question in master sentinels slaves ckquorum; do
    printf '@sentinel-%s\n' "$question"
    cli "$SENTINEL_PORT" sentinel "$question" "$MASTER_NAME"
  done
}

# What the stack wants now is in the instance's tags; what it wanted at launch in files.
wishes() {
  metadata=http://169.254.169.254/latest
  token=$(curl -s -f -m 1 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/api/token")
  wish redis redis-settings
  wish sentinel sentinel-settings
  wish commands disabled-commands
}

# wish FILE TAG
wish() {
  printf '@wanted-%s\n' "$1"
  curl -s -f -m 1 -H "X-aws-ec2-metadata-token: $token" \
    "$metadata/meta-data/tags/instance/redis-sentinel:$2" ||
    cat "$settings/$1" 2>/dev/null
  printf '\n'
}

# Whether this node has the password that the store has. Neither is told. Not where spares_store is set before:
# the store is asked over the network, twice.
secret() {
  printf '@secret\n'
  [ -n "${spares_store:-}" ] || timeout 2 redis-node-rotate look
}

# What this node knows of backups, and what their timer goes by; and what S3 has of them.
backups() {
  printf '@backups-timer\n'
  cat /run/redis-node/backups.applied
  printf '\n'
  printf '@backups\n'
  if [ -n "${asks_s3:-}" ] && answer=$(timeout 3 redis-node-backup status); then
    printf '%s\n@backups-asked\nyes\n' "$answer"
  else
    timeout 2 redis-node-backup status --local
  fi
}

since_start() { awk '/Redis is starting/ { n = 0 } { line[n++] = $0 } END { for (i = 0; i < n; i++) print line[i] }' "$1"; }

redis >"$scratch/1" 2>/dev/null &
sentinel >"$scratch/2" 2>/dev/null &
wishes >"$scratch/3" 2>/dev/null &
secret >"$scratch/4" 2>/dev/null &
backups >"$scratch/5" 2>/dev/null &

printf '@env\n'
grep -E "^[A-Z_0-9]+='" /etc/redis-node/node.env
printf '@managed\n'
grep -v -E '^(#|include |$)' /etc/redis-node/managed.conf
printf '@without\n'
sed -n 's/^rename-command \([A-Z]*\) .*/\1/p' /var/lib/redis-node/start.conf
printf '@identity\n'
sed -n 's/^sentinel myid //p' /data/sentinel.conf
printf '@units\n'
for unit in redis-node redis-server redis-sentinel; do
  printf '%s %s %s\n' "$unit" "$(systemctl is-active "$unit")" "$(systemctl is-enabled "$unit" 2>/dev/null)"
done
printf '@bootstrap\n'
cat /var/lib/redis-node/status
printf '@ready\n'
[ -e /run/redis-node/ready ] && printf 'yes\n'

printf '@container\n'
systemd-detect-virt --container
printf '@sysctl-file\n'
sed 's/[[:space:]]*=[[:space:]]*/ /' /etc/sysctl.d/90-redis-node.conf | grep -v '^#'
printf '@sysctl-live\n'
grep -v '^#' /etc/sysctl.d/90-redis-node.conf | while IFS='= ' read -r key _; do
  [ -z "$key" ] || printf '%s %s\n' "$key" "$(sysctl -n "$key")"
done
printf '@thp\n'
cat /sys/kernel/mm/transparent_hugepage/enabled
printf '@thp-unit\n'
systemctl is-enabled disable-thp.service

printf '@mount\n'
findmnt -n -o SOURCE,FSTYPE,UUID,OPTIONS --mountpoint /data
device=$(findmnt -n -o SOURCE --mountpoint /data)
printf '@device\n'
[ -z "$device" ] || readlink -f "$device"
printf '@uuid\n'
[ -z "$device" ] || blkid -p -s UUID -o value "$device"
printf '@volume\n'
readlink -e "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol${VOLUME_ID#vol-}" ||
  readlink -e "$DEVICE_NAME" || readlink -e "/dev/xvd${DEVICE_NAME#/dev/sd}"
printf '@fstab\n'
grep -E '^[^#]*[[:space:]]/data[[:space:]]' /etc/fstab
printf '@disks\n'
# Mount, size, available, in KiB; inodes in use.
for mount in /data /; do
  printf '%s %s %s\n' "$mount" "$(df -Pk "$mount" | awk 'NR == 2 { print $2, $4 }')" \
    "$(df -Pi "$mount" | awk 'NR == 2 { sub("%", "", $5); print $5 }')"
done
printf '@memory\n'
grep -E '^(MemTotal|MemAvailable|SwapTotal|SwapFree):' /proc/meminfo
printf '@listening\n'
ss -H -ltn | awk '{ print $4 }'

printf '@redis-warnings\n'
since_start /var/log/redis/redis-server.log |
  grep -E "WARNING|Can't save in background|Background saving error|rror writing to the AOF|MISCONF" | tail -n 20
printf '@sentinel-warnings\n'
since_start /var/log/redis/redis-sentinel.log | grep -E 'WARNING|DEBUG: .*-ERR' | tail -n 20
printf '@last-failover\n'
cat /var/log/redis/redis-sentinel.log.1 /var/log/redis/redis-sentinel.log 2>/dev/null | grep -F ' +switch-master ' | tail -n 1

wait
cat "$scratch"/[1-5]
# Last, so that what passes until it is read is the network's time and nothing else.
printf '@clock\n'
date +%s.%N
