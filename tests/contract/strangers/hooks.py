"""What the fuzzer would call a fault and is none: few, each with its reason."""

import schemathesis
from schemathesis.specs.openapi import checks

# Refused by rules that a schema cannot express: checksums (IBAN), control and invisible characters, dates that do not
# exist, limits that depend on another field. The field error has the code `custom`, or one of these.
BEYOND_SCHEMA = {"custom", "unrecognized-keys"}
# Only the system can judge these: a cursor of another list, a key that cannot be decoded, a ballot that is not a valid choice.
BEYOND_SCHEMA_CODES = {"invalid-cursor", "blinded-message-invalid", "choice-invalid", "prefix-too-long", "prefix-too-short"}
# 412: the version of the thing is not the one stated. 422: the idempotency key was sent before with another request.
BEYOND_SCHEMA_STATUSES = {412, 422}


def problem_of(response):
    try:
        problem = response.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}


def is_beyond_schema(response):
    if response.status_code in BEYOND_SCHEMA_STATUSES:
        return True
    if response.status_code != 400:
        return False
    problem = problem_of(response)
    if problem.get("code") in BEYOND_SCHEMA_CODES:
        return True
    errors = problem.get("errors", [])
    return bool(errors) and all(error["code"] in BEYOND_SCHEMA for error in errors)


@schemathesis.check
def valid_is_taken(ctx, response, case):
    """`positive_data_acceptance`, but for what no schema can say."""
    return None if is_beyond_schema(response) else checks.positive_data_acceptance(ctx, response, case)


@schemathesis.check
def invalid_is_refused(ctx, response, case):
    """`negative_data_rejection`, but for two headers that are no mistake whatever they say: a language that nobody speaks
    is answered in Dutch, and a tag that nobody knows (RFC 9110, 13.1.2) by the whole thing."""
    try:
        return checks.negative_data_rejection(ctx, response, case)
    except Exception as failure:
        if any(name in str(getattr(failure, "message", "")) for name in ("`Accept-Language`", "`If-None-Match`")):
            return None
        raise
