"""Policies of S3's: what they allow whom, with their conditions, and what is wrong with them.

What is not known here, of conditions above all, is refused where a bucket's policy has it, and stops
the call where a role's has it: it is never passed over.
"""

import fnmatch
import json
import re

from moto.iam.access_control import IAMPolicy
from moto.s3.exceptions import BucketAccessDeniedError
from moto.s3.utils import bucket_policy_is_public


class Refused(Exception):
    """An error of S3's that moto does not know; s3.py puts it in S3's own form."""

    def __init__(self, code, message, status):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def like(pattern, value):
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))


def listed(value):
    return value if isinstance(value, list) else [value]


OPERATORS = {
    "StringEquals": lambda wanted, value: wanted == value,
    "StringLike": like,
    "ArnEquals": like,
    "ArnLike": like,
    "Bool": lambda wanted, value: str(wanted).lower() == value,
}


def operator_of(name):
    """The comparison of a condition, and whether it shall fail instead."""
    plain = name.removesuffix("IfExists")
    positive = plain.replace("Not", "", 1)
    if positive not in OPERATORS:
        raise Refused("NotImplemented", f"The lab does not know the condition {name}", 501)
    return OPERATORS[positive], positive != plain


def holds(operator, key, wanted, context):
    compare, negated = operator_of(operator)
    value = context.get(key.lower())
    if value is None:
        return negated or operator.endswith("IfExists")
    return negated != any(compare(one, value) for one in listed(wanted))


def concerns(statement, action, arn, context):
    def named(element, value):
        if "Not" + element in statement:
            return not any(like(one, value) for one in listed(statement["Not" + element]))
        return any(like(one, value) for one in listed(statement.get(element, [])))

    lowered = {
        name: [one.lower() for one in listed(statement[name])]
        for name in ("Action", "NotAction")
        if name in statement
    }
    statement = {**statement, **lowered}
    return (
        named("Action", action.lower())
        and named("Resource", arn)
        and all(
            holds(operator, key, wanted, context)
            for operator, keys in statement.get("Condition", {}).items()
            for key, wanted in keys.items()
        )
    )


def means(statement, context):
    """Whether a statement of a bucket's policy is about the caller, who is of its account."""
    principal = statement.get("Principal")
    names = listed(principal.get("AWS", [])) if isinstance(principal, dict) else [principal]
    account = context["aws:principalaccount"]
    wanted = {"*", context["aws:principalarn"], context["caller"]}
    if statement["Effect"] == "Deny":
        wanted |= {account, f"arn:aws:iam::{account}:root"}
    return bool(wanted & set(names))


def statements(policy):
    return listed(policy["Statement"])


def may(caller, action, arn, context, bucket):
    own = [IAMPolicy(policy)._policy_json for policy in caller.collect_policies()]
    found = [statement for policy in own for statement in statements(policy)]
    if bucket and bucket.policy:
        policy = json.loads(bucket.policy)
        found += [one for one in statements(policy) if means(one, context)]
    effects = {one["Effect"] for one in found if concerns(one, action, arn, context)}
    return "Allow" in effects and "Deny" not in effects


def put_bucket_policy(self, bucket_name, policy):
    bucket = self.get_bucket(bucket_name)
    try:
        document = json.loads(policy)
        for statement in statements(document):
            if "NotPrincipal" in statement:
                raise Refused("NotImplemented", "The lab does not know NotPrincipal", 501)
            missing = [
                name
                for name in ("Effect", "Principal", "Action", "Resource")
                if name not in statement and "Not" + name not in statement
            ]
            if missing:
                raise malformed(f"Missing required field {missing[0]}")
            for resource in listed(statement.get("Resource", statement.get("NotResource"))):
                if not re.match(rf"arn:aws:s3:::{re.escape(bucket_name)}(/|$)", resource):
                    raise malformed("Policy has invalid resource")
            for operator in statement.get("Condition", {}):
                operator_of(operator)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise malformed("Policies must be valid JSON and the first byte must be '{'") from None
    block = bucket.public_access_block
    if block and str(block.block_public_policy).lower() == "true":
        if bucket_policy_is_public(policy):
            raise BucketAccessDeniedError(bucket=bucket_name)
    bucket.policy = policy


def malformed(message):
    return Refused("MalformedPolicy", message, 400)
