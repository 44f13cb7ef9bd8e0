"""The measurements behind bin/bench. Every row: the median of several runs, and the median of a
baseline that was measured in turn with it."""
import argparse
import contextlib
import glob
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import bench_ctl
import bench_data
from bench_data import WithData
from bench_lab import CACHE, ENVIRONMENT, ROOT, STATE, WithLab, choices, fresh_lab, lab, say, up


def node_folders():
    return glob.glob(STATE + "/nodes/i-*")


def compile_options(source):
    options = ["MALLOC=" + ("jemalloc" if os.path.exists(source + "/deps/jemalloc/configure") else "libc")]
    return options + ["REDIS_CFLAGS=-fcommon"]


def unmount(folder):
    """What was killed may hold it for a moment yet."""
    end = time.monotonic() + 10
    while subprocess.run(["umount", folder], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        if not os.path.ismount(folder) or time.monotonic() > end:
            return
        time.sleep(0.1)


def three_compiles(image, tarball):
    """Seconds for the nodes' three compiles at once, in the nodes' image, and nothing else."""
    roots, makes = [], []
    try:
        for _ in range(3):
            base = tempfile.mkdtemp(prefix="bench-", dir="/var/tmp")
            roots.append(base)
            for folder in ("up", "work", "root"):
                os.mkdir(os.path.join(base, folder))
            subprocess.run(
                ["mount", "-t", "overlay", "overlay", "-o",
                 "lowerdir=%s,upperdir=%s/up,workdir=%s/work" % (image, base, base), base + "/root"],
                check=True,
            )
            os.mkdir(base + "/root/redis")
            subprocess.run(["tar", "xzf", tarball, "-C", base + "/root/redis", "--strip-components=1"], check=True)
        begin = time.monotonic()
        for base in roots:
            makes.append(subprocess.Popen(
                ["chroot", base + "/root", "make", "-C", "/redis/src", "-j%d" % os.cpu_count(),
                 *compile_options(base + "/root/redis"), "redis-server", "redis-cli", "redis-sentinel"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            ))
        if any([make.wait() for make in makes]):
            sys.exit("the baseline's compile failed")
        return time.monotonic() - begin
    finally:
        for make in makes:
            # With its compilers, which would keep the mount busy.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(make.pid, signal.SIGKILL)
            make.wait()
        for base in roots:
            unmount(base + "/root")
            shutil.rmtree(base, ignore_errors=True)


def launch_to_quorum():
    """From the launch of the first instance until the last node says that it is ready."""
    with fresh_lab():
        up("--no-compiler-cache")
        begin = min(launched(node) for node in node_folders())
        end = max(os.stat(node + "/root/var/lib/redis-node/status").st_mtime for node in node_folders())
        image = json.load(open(STATE + "/settings.json"))
        tarball = image["tarball"]["file"].replace("file://", "")
        images = glob.glob("%s/images/%s-*" % (CACHE, image["base"]))
    return end - begin, three_compiles(images[0], tarball)


def launched(node):
    """When the instance's folder was made."""
    return float(subprocess.run(["stat", "-c", "%W", node], capture_output=True, text=True, check=True).stdout)


def start_to_quorum():
    for node in "abc":
        lab("kill", node)
    begin = time.monotonic()
    starts = [subprocess.Popen([ROOT + "/bin/lab", "start", node], env=ENVIRONMENT, stderr=subprocess.DEVNULL) for node in "abc"]
    for start in starts:
        start.wait()
    while not json.loads(lab("status", "--output", "json", check=False)[1])["healthy"]:
        if time.monotonic() - begin > 120:
            sys.exit("not healthy again after 120 s")
    return time.monotonic() - begin, None


def preview():
    seconds, _ = lab("pulumi", "--", "preview")
    return seconds, lab("pulumi", "--cwd", baseline_project(), "--", "preview")[0]


def baseline_project():
    """A Pulumi program in Java with one resource, run the same way. Goes with the lab's state."""
    folder = STATE + "/bench-baseline"
    shutil.copytree(ROOT + "/bin/lib/bench-baseline", folder, dirs_exist_ok=True)
    return folder


def second_up():
    return up()[0], None


def memory():
    """MB that the lab's own processes use while the nodes run: their proportional set size."""
    total = 0
    for process in glob.glob("/proc/[0-9]*"):
        with contextlib.suppress(OSError):
            command = open(process + "/cmdline").read()
            # The services, moto, and each node's keeper and supervisor; not what runs inside a node.
            if STATE in command and os.readlink(process + "/ns/pid") == os.readlink("/proc/self/ns/pid"):
                rollup = open(process + "/smaps_rollup").read()
                total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024, None


# From a node's process 1 until it had all of the master's data, in seconds.
BOOT_TO_SYNC = r"""
import datetime, re, time
started = time.time() - float(open("/proc/uptime").read().split()[0]) + int(open("/proc/1/stat").read().rsplit(")")[-1].split()[19]) / 100
log = open("/var/log/redis/redis-server.log").read()
synced = re.findall(r"(\d+ \w+ \d+ [\d:.]+) \* MASTER <-> REPLICA sync: (?:Finished with success|Master accepted a Partial)", log)[0]
moment = datetime.datetime.strptime(synced, "%d %b %Y %H:%M:%S.%f").replace(tzinfo=datetime.timezone.utc)
print(moment.timestamp() - started)
"""


def replace():
    """A node's instance is gone, its volume is not: from the new one's boot until it is in sync."""
    lab("terminate", "c")
    lab("pulumi", "--", "up", "--refresh", "--yes", "--skip-preview")
    return float(lab("exec", "c", "--", "python3", "-c", BOOT_TO_SYNC)[1]), None


def failover(down_after):
    """Seconds without writes after kill -9 of the master: what the tests' writers saw, run by run."""
    def measure_all(runs):
        figures = ROOT + "/src/lab/target/fault-figures.json"
        with contextlib.suppress(FileNotFoundError):
            os.remove(figures)
        maven = subprocess.run(
            ["mvn", "-q", "-pl", "src/lab", "-am", "test", "-Dtest.groups=bench", "-Dtest.excludedGroups=engine",
             "-Dtest=FailoverBench", "-Dsurefire.failIfNoSpecifiedTests=false",
             "-Dbench.runs=%d" % runs, "-Dbench.downAfterMillis=%d" % down_after],
            cwd=ROOT, stdout=sys.stderr, check=False,
        )
        if maven.returncode != 0:
            sys.exit("the failovers failed, see above")
        return [(figure["secondsWithoutWrites"], None) for figure in json.load(open(figures))]
    return measure_all


# name: (measure, unit, what it is, baseline, the lab that is there meanwhile)
ROWS = {
    "launch": (launch_to_quorum, "s", "launch to quorum, three nodes", "the same three compiles at once", None),
    "start": (start_to_quorum, "s", "start to quorum, Redis installed", "", WithLab),
    "preview": (preview, "s", "pulumi preview, warm", "a Java program with one resource", WithLab),
    "replace": (replace, "s", "a replaced instance with its volume, boot to replica in sync", "", WithLab),
    "up": (second_up, "s", "a second bin/lab up", "", WithLab),
    "memory": (memory, "MB", "the lab's own processes", "", WithLab),
    "failover": (failover(5000), "s", "without writes after kill -9 of the master, down-after 5 s", "", None),
    "failover-1s": (failover(1000), "s", "without writes after kill -9 of the master, down-after 1 s", "", None),
    "handover": (bench_ctl.handover, "s", "without writes in a planned failover, nothing lost", "", WithLab),
    "verify": (bench_ctl.verify, "s", "sentinelctl verify, three nodes", "", WithLab),
    "backup": (bench_data.backup, "s/GB", "a backup by a replica", "", WithData),
    "rehearsal": (bench_data.rehearsal, "s/GB", "restore --rehearse, the whole command", "", WithData),
    "backup-latency": (bench_data.latency, "ms", "the master's latency during a backup, 99th percentile", "no backup", WithData),
    "restore": (bench_data.restore, "s/GB", "without writes in a restore", "", WithData),
}
# These measure all their runs at once, in a lab of their own.
AT_ONCE = {"failover", "failover-1s"}
# A row whose baseline is another row, if both are measured.
BESIDE = {"handover": "failover"}
RUNS, RUNS_OF = 3, {"handover": 5, "verify": 5, "backup": 5, "backup-latency": 5}


def measure(name, runs):
    """The row's values and its baseline's, run by run."""
    action, unit, what, _, _ = ROWS[name]
    runs = runs or RUNS_OF.get(name, RUNS)
    values, bases = [], []
    all_runs = action(runs) if name in AT_ONCE else (action() for _ in range(runs))
    for run, (value, base) in enumerate(all_runs):
        say("%s, run %d: %.2f %s%s" % (what, run + 1, value, unit, "" if base is None else ", baseline %.2f" % base))
        values.append(value)
        bases.append(base)
    return values, bases


def line(name, measured):
    """A row of the table."""
    _, unit, what, baseline, _ = ROWS[name]
    values, bases = measured[name]
    median = statistics.median(values)
    row = "| %s | %.2f %s | %.2f-%.2f |" % (what, median, unit, min(values), max(values))
    beside = BESIDE.get(name)
    if beside in measured:
        bases, baseline = measured[beside][0], ROWS[beside][2]
    if bases[0] is None:
        return row + " | |"
    base = statistics.median(bases)
    return row + " %s: %.1f %s | %.2f |" % (baseline, base, unit, median / base)


def main():
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measures what the README states.")
    parser.add_argument("--runs", type=int, help="of each row (default: 3; 5 of some)")
    parser.add_argument("--redis-version", metavar="V", help="which Redis the lab's nodes run (default: the lab's)")
    parser.add_argument("--list", action="store_true", help="name the rows")
    parser.add_argument("rows", nargs="*", metavar="ROW", help="which rows (default: all)")
    arguments = parser.parse_args()
    # As Ctrl-C does: out by way of every `finally`, which takes the lab down.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))
    if arguments.list:
        print("\n".join(ROWS))
        return
    unknown = [row for row in arguments.rows if row not in ROWS]
    if unknown:
        parser.error("there is no row %s: %s" % (", ".join(unknown), ", ".join(ROWS)))
    if arguments.redis_version:
        choices.extend(["--redis-version", arguments.redis_version])
    wanted = arguments.rows or list(ROWS)
    measured = {}
    for place in (contextlib.nullcontext, WithLab, WithData):
        rows = [name for name in wanted if (ROWS[name][4] or contextlib.nullcontext) is place]
        if rows:
            with place():
                measured.update({name: measure(name, arguments.runs) for name in rows})
    print("| what | median | range | baseline | ratio |\n|---|---|---|---|---|")
    print("\n".join(line(name, measured) for name in measured))


if __name__ == "__main__":
    main()
