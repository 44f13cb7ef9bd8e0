"""Keys on a node's server: `fill COUNT` makes that many, of every type; `digest` says how many there are and a
sum over all of them, their values and the times at which they expire."""
import hashlib
import sys

sys.path.insert(0, "/usr/local/lib/redis-node")
import local  # noqa: E402
import node  # noqa: E402

FILL = b"""
local expiry = tonumber(ARGV[3])
for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
  local key, kind = 'key:' .. i, i % 6
  if kind == 0 then redis.call('SET', key, 'value of ' .. i .. string.rep('x', i % 90))
  elseif kind == 1 then redis.call('RPUSH', key, i, 'two', 'three')
  elseif kind == 2 then redis.call('SADD', key, i, i + 1, i + 2)
  elseif kind == 3 then redis.call('ZADD', key, i, 'one', i + 0.5, 'two')
  elseif kind == 4 then redis.call('HSET', key, 'field', i, 'other', 'value')
  else redis.call('XADD', key, i .. '-1', 'field', i) end
  if i % 5 == 0 then redis.call('PEXPIREAT', key, expiry + i * 10000) end
end
return 'OK'"""
STEP = 2000
# Expiries are multiples of it, so that what is measured can be rounded.
GRAIN_MILLIS = 10000


def fill(server, count):
    seconds = int(server.raw([[b"TIME"]])[0][0])
    expiry = (seconds * 1000 // GRAIN_MILLIS + 1000) * GRAIN_MILLIS
    for begin in range(0, count, STEP):
        words = [str(number).encode() for number in (begin, min(begin + STEP, count) - 1, expiry)]
        said = server.raw([[b"EVAL", FILL, b"0"] + words])[0]
        if said != b"OK":
            raise SystemExit(str(said))
    server.raw([[b"SELECT", b"3"], [b"SET", b"bytes \xff\x00", b"in another database"], [b"SELECT", b"0"]])


def digest(server):
    total, keys = 0, 0
    for database in sorted(local.keyspace(server)):
        server.raw([[b"SELECT", b"%d" % database]])
        cursor = b"0"
        while True:
            cursor, found = server.raw([[b"SCAN", cursor, b"COUNT", b"2000"]])[0]
            found = list(dict.fromkeys(found))
            time, *rest = server.raw([[b"TIME"]] + [words for key in found for words in ([b"PTTL", key], [b"DUMP", key])])
            now = int(time[0]) * 1000 + int(time[1]) // 1000
            for key, left, value in zip(found, rest[::2], rest[1::2]):
                expiry = -1 if left < 0 else round((now + left) / GRAIN_MILLIS)
                one = b"%d %b %b %d" % (database, key, value, expiry)
                total += int.from_bytes(hashlib.sha256(one).digest(), "big")
                keys += 1
            if cursor == b"0":
                break
    print(keys, "%064x" % (total % (1 << 256)))


def main():
    settings = node.Settings()
    server = local.Local(settings.redis_port, node.password(), timeout=60)
    fill(server, int(sys.argv[2])) if sys.argv[1] == "fill" else digest(server)


main()
