"""What a bucket lets ElastiCache's export do: its policy and its ACL, really evaluated.

A condition that is not known here never allows anything, and never keeps a denial from holding.
"""

import fnmatch
import json

# ElastiCache's account, which an ACL names; the one of AWS's default regions.
CANONICAL_ID = "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353"

# What AWS's errors call it, and what has to be allowed for it: on the bucket, or on its objects.
NEEDED = {
    "READ": [
        "s3:ListBucket",
        "s3:ListBucketMultipartUploads",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
    ],
    "WRITE": ["s3:PutObject"],
    "READ_ACP": ["s3:GetBucketAcl"],
}
ON_OBJECTS = {"s3:GetObject", "s3:PutObject", "s3:ListMultipartUploadParts"}


def principal(region):
    return f"{region}.elasticache-snapshot.amazonaws.com"


def missing(bucket, region, context):
    """What the bucket does not grant, by what AWS calls it: {"READ": ["s3:ListBucket"]}."""
    statements = listed(json.loads(bucket.policy).get("Statement", [])) if bucket.policy else []
    granted = acl_grants(bucket)
    lacking = {}
    for permission, actions in NEEDED.items():
        refused = [
            action
            for action in actions
            if not allowed(statements, action, bucket.name, region, context, permission in granted)
        ]
        if refused:
            lacking[permission] = refused
    return lacking


def acl_grants(bucket):
    if "BucketOwnerEnforced" in json.dumps(bucket.ownership_rule or {}):
        return set()
    grants = set()
    for grant in bucket.acl.grants if bucket.acl else []:
        if any(grantee.id == CANONICAL_ID for grantee in grant.grantees):
            grants.update(grant.permissions)
    return set(NEEDED) if "FULL_CONTROL" in grants else grants


def allowed(statements, action, bucket, region, context, by_acl):
    resource = f"arn:aws:s3:::{bucket}" + ("/export-0001.rdb" if action in ON_OBJECTS else "")
    verdict = by_acl
    for statement in statements:
        denies = statement.get("Effect") == "Deny"
        if (
            names(statement, region)
            and matches(statement, "Action", action.lower(), str.lower)
            and matches(statement, "Resource", resource, str)
            and holds(statement.get("Condition", {}), context, denies)
        ):
            if denies:
                return False
            verdict = True
    return verdict


def names(statement, region):
    if "NotPrincipal" in statement:
        return statement["Effect"] == "Deny"
    who = statement.get("Principal")
    if who == "*" or not isinstance(who, dict):
        return who == "*"
    services = listed(who.get("Service", []))
    return principal(region) in services or "*" in services + listed(who.get("AWS", []))


def matches(statement, element, value, form):
    if f"Not{element}" in statement:
        patterns = listed(statement[f"Not{element}"])
        return not any(fnmatch.fnmatchcase(value, form(pattern)) for pattern in patterns)
    patterns = listed(statement.get(element, []))
    return any(fnmatch.fnmatchcase(value, form(pattern)) for pattern in patterns)


def holds(conditions, context, otherwise):
    """Whether all conditions hold; `otherwise` where one is not known."""
    for operator, tests in conditions.items():
        known = operator.removesuffix("IfExists")
        for key, expected in tests.items():
            actual = context.get(key.lower())
            if actual is None:
                if operator.endswith("IfExists"):
                    continue
                return otherwise
            same = any(fnmatch.fnmatchcase(actual, str(one)) for one in listed(expected))
            if known in ("Bool", "StringEquals", "StringLike", "ArnEquals", "ArnLike"):
                if not same:
                    return False
            elif known in ("StringNotEquals", "StringNotLike", "ArnNotEquals", "ArnNotLike"):
                if same:
                    return False
            else:
                return otherwise
    return True


def listed(value):
    return value if isinstance(value, list) else [value]
