"""ElastiCache's snapshots in the lab, where moto has their names only.

moto knows replication groups and snapshots, and no data. This adds
- replication groups that hold RDB files: a folder of them each, which `bin/lab elasticache` makes;
- snapshots that take their time (creating, available) and keep the files as they were;
- CopySnapshot, to another snapshot or to a bucket, with AWS's errors: the bucket's region, its
  policy and ACL and the caller's rights are looked at, and the files come after some seconds,
  TARGET-0001.rdb, TARGET-0002.rdb, one for each shard, byte for byte.

All of it is in FOLDER, and known again after a restart, but for what was under way.
"""

import inspect
import json
import pathlib
import re
import shutil
import threading

import bucket_access
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.elasticache.models import elasticache_backends
from moto.elasticache.responses import ElastiCacheResponse
from moto.iam.access_control import IAMPolicy, PermissionResult, create_access_key
from moto.s3.models import s3_backends

SNAPSHOT_SECONDS = 3.0
EXPORT_SECONDS = 3.0
SHARD_SECONDS = 1.0
NOTHING = b"REDIS0009\xff" + bytes(8)
RELEASE = re.compile(rb"\xfa\x09redis-ver(.)", re.DOTALL)
CALLER_ON_BUCKET = ["s3:ListBucket", "s3:GetBucketLocation"]
CALLER_ON_OBJECTS = ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"]


class Fault(ServiceException):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def release(rdb):
    """The release that wrote a file, as the file says."""
    found = RELEASE.search(rdb[:512])
    return rdb[found.end() : found.end() + found[1][0]].decode() if found else "5.0.6"


class ElastiCache:
    def __init__(self, account, region, folder, lock):
        self.account, self.region, self.lock = account, region, lock
        self.backend = elasticache_backends[account][region]
        self.groups, self.snapshots = folder / "groups", folder / "snapshots"
        self.moto_create = self.backend.create_snapshot
        self.moto_delete = self.backend.delete_snapshot
        self.backend.create_snapshot, self.backend.delete_snapshot = self.create, self.delete
        self.snapshots.mkdir(parents=True, exist_ok=True)
        self.find_groups()
        for path in sorted(self.snapshots.iterdir()):
            self.register(path.name)

    def find_groups(self):
        """Those that the lab has made meanwhile."""
        for path in self.groups.iterdir() if self.groups.is_dir() else []:
            shards = sorted(path.glob("*.rdb"))
            if shards and path.name not in self.backend.replication_groups:
                self.make_group(path.name, shards)

    def make_group(self, name, shards):
        create = self.backend.create_replication_group
        settings = dict.fromkeys(inspect.signature(create).parameters)
        settings.update(
            replication_group_id=name,
            replication_group_description="played by the lab",
            num_node_groups=len(shards),
            cluster_mode="enabled" if len(shards) > 1 else "disabled",
            node_group_configuration=[],
            log_delivery_configurations=[],
            engine="redis",
            engine_version=release(shards[0].read_bytes()),
        )
        create(**settings)

    # --- snapshots ---

    def create(self, **request):
        name = request["snapshot_name"] = (request["snapshot_name"] or "").lower()
        snapshot = self.moto_create(**request)
        group = self.groups / str(request["replication_group_id"])
        shards = snapshot.num_node_groups or 1
        folder = self.snapshots / name
        folder.mkdir()
        for number in range(1, shards + 1):
            file = group / f"{number:04}.rdb"
            (folder / file.name).write_bytes(file.read_bytes() if file.exists() else NOTHING)
        self.keep(name, request["replication_group_id"], shards, snapshot.engine_version)
        self.described(snapshot)
        snapshot.snapshot_status = "creating"
        self.later(SNAPSHOT_SECONDS, self.available, name)
        return snapshot

    def keep(self, name, group, shards, version):
        known = {"group": group, "shards": shards, "version": version}
        (self.snapshots / name / "snapshot.json").write_text(json.dumps(known))

    def register(self, name):
        """Makes known to moto a snapshot that is in the folder; its group may be gone."""
        known = json.loads((self.snapshots / name / "snapshot.json").read_text())
        request = {"cache_cluster_id": None, "kms_key_id": None, "tags": None}
        if known["group"] not in self.backend.replication_groups:
            self.make_group(known["group"], sorted((self.snapshots / name).glob("*.rdb")))
        snapshot = self.moto_create(
            snapshot_name=name, replication_group_id=known["group"], **request
        )
        snapshot.num_node_groups, snapshot.engine_version = known["shards"], known["version"]
        self.described(snapshot)
        return snapshot

    def described(self, snapshot):
        files = sorted((self.snapshots / snapshot.snapshot_name).glob("*.rdb"))
        snapshot.node_snapshots = [
            {
                "cache_cluster_id": f"{snapshot.replication_group_id}-{file.stem}-001",
                "node_group_id": file.stem,
                "cache_size": f"{-(-file.stat().st_size // (1 << 20))} MB",
            }
            for file in files
        ]

    def delete(self, snapshot_name):
        snapshot = self.moto_delete(snapshot_name=snapshot_name)
        shutil.rmtree(self.snapshots / snapshot_name, ignore_errors=True)
        return snapshot

    def available(self, name):
        if name in self.backend.snapshots:
            self.backend.snapshots[name].snapshot_status = "available"

    # --- copies ---

    def copy(self, source, target, bucket, caller):
        snapshot = self.backend.snapshots.get((source or "").lower())
        if not snapshot:
            raise Fault("SnapshotNotFoundFault", f"Snapshot {source} not found.")
        target = (target or "").lower()
        if not target:
            raise Fault("InvalidParameterValue", "TargetSnapshotName must be provided.")
        if snapshot.snapshot_status != "available":
            raise Fault(
                "InvalidSnapshotState",
                f"Snapshot {source} is in state {snapshot.snapshot_status}, it must be available.",
            )
        if bucket:
            return self.export(snapshot, target, bucket, caller)
        return self.twin(snapshot, target)

    def twin(self, snapshot, target):
        if target in self.backend.snapshots:
            raise Fault("SnapshotAlreadyExistsFault", f"Snapshot {target} already exists.")
        shutil.copytree(self.snapshots / snapshot.snapshot_name, self.snapshots / target)
        made = self.register(target)
        made.snapshot_status = "copying"
        self.later(SNAPSHOT_SECONDS, self.available, target)
        return made

    def export(self, snapshot, target, bucket, caller):
        s3 = s3_backends[self.account]["aws"]
        keys = {
            file: f"{target}-{file.name}"
            for file in sorted((self.snapshots / snapshot.snapshot_name).glob("*.rdb"))
        }
        self.check(s3, snapshot, bucket, keys.values(), caller)
        snapshot.snapshot_status = "exporting"
        wait = EXPORT_SECONDS
        for file, key in keys.items():
            self.later(wait, self.put, bucket, key, file)
            wait += SHARD_SECONDS
        self.later(wait, self.available, snapshot.snapshot_name)
        return snapshot

    def put(self, bucket, key, file):
        s3_backends[self.account]["aws"].put_object(bucket, key, file.read_bytes())

    def check(self, s3, snapshot, name, keys, caller):
        bucket = s3.buckets.get(name)
        if not bucket:
            raise Fault("InvalidParameterValue", f"The S3 bucket {name} does not exist.")
        if bucket.region_name != self.region:
            raise Fault("InvalidParameterValue", f"The S3 bucket {name} is outside of the region.")
        self.check_caller(name, caller)
        context = {
            "aws:securetransport": "true",
            "aws:sourceaccount": self.account,
            "aws:sourcearn": snapshot.arn,
            "aws:principalisawsservice": "true",
        }
        for permission, actions in bucket_access.missing(bucket, self.region, context).items():
            raise Fault(
                "InvalidParameterValue",
                f"ElastiCache has not been granted {permission} permissions {actions}"
                " on the S3 Bucket.",
            )
        for key in keys:
            if key in bucket.keys:
                raise Fault(
                    "InvalidParameterValue",
                    f"The S3 bucket {name} already contains an object with key {key}.",
                )

    @staticmethod
    def check_caller(bucket, policies):
        needed = [(action, f"arn:aws:s3:::{bucket}") for action in CALLER_ON_BUCKET]
        needed += [(action, f"arn:aws:s3:::{bucket}/export") for action in CALLER_ON_OBJECTS]
        needed += [("s3:ListAllMyBuckets", "arn:aws:s3:::*")]
        for action, resource in needed:
            verdicts = [policy.is_action_permitted(action, resource) for policy in policies]
            if PermissionResult.DENIED in verdicts or PermissionResult.PERMITTED not in verdicts:
                raise Fault(
                    "InvalidParameterValue",
                    "Elasticache was unable to validate the authenticated user has access on the"
                    f" S3 bucket {bucket}.",
                )

    def later(self, seconds, work, *arguments):
        def run():
            with self.lock:
                work(*arguments)

        timer = threading.Timer(seconds, run)
        timer.daemon = True
        timer.start()


def install(account, region, folder, lock):
    """Adds all this to moto, whose calls come with the lock held."""
    service = ElastiCache(account, region, pathlib.Path(folder), lock)

    def copy_snapshot(self):
        credential = self.headers["Authorization"].partition("Credential=")[2].split("/")[0]
        key = create_access_key(account, "aws", credential, self.headers)
        snapshot = service.copy(
            self._get_param("SourceSnapshotName"),
            self._get_param("TargetSnapshotName"),
            self._get_param("TargetBucket"),
            [IAMPolicy(policy) for policy in key.collect_policies()],
        )
        return ActionResult({"Snapshot": snapshot})

    ElastiCacheResponse.copy_snapshot = copy_snapshot
    return service
