"""What the fuzzer would call a fault and is none: few, each with its reason."""

import schemathesis
from schemathesis.specs.openapi import checks

# Refused by rules that no schema can say: checksums (IBAN), characters that turn or hide text, dates that do not
# exist, limits that depend on another field. The field error has the code `custom`, or one of these.
BEYOND_SCHEMA = {"custom", "unrecognized-keys"}
# What only the system can know: a cursor of another list, a key that does not decode, a ballot that is no choice here.
BEYOND_SCHEMA_CODES = {"invalid-cursor", "blinded-message-invalid", "choice-invalid", "prefix-too-long", "prefix-too-short"}
# A precondition is about a thing as it stands (412), a key about what was sent with it before (422).
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
