"""IAM: the condition keys and resources that ministack's evaluator does not supply. What is missing refuses.

Every refusal is written to the file that DENIALS names, one JSON object a line, so that a run can say what was refused.
"""

import json
import os

from ministack.core import iam_actions, iam_evaluator

from . import leading_keys


class _KeyedArn(str):
    """The table of one action of a transaction, with the keys that this action names."""

    keys = None


def _body(raw):
    try:
        found = json.loads(raw or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _fill_tables():
    context_of, checks_of = iam_actions.dynamodb_service_context, iam_actions.dynamodb_transaction_checks

    def with_leading_keys(body):
        keys = leading_keys.of_request(_body(body))
        return context_of(body) | ({} if keys is None else {"dynamodb:LeadingKeys": keys})

    def keyed_checks(action, body, region, account):
        checks = checks_of(action, body, region, account)
        parts = [
            item[member]
            for item in _body(body).get("TransactItems", [])
            for member in iam_actions._DYNAMODB_TRANSACT_ITEM_ACTIONS
            if isinstance(item.get(member), dict) and item[member].get("TableName")
        ]
        keyed = []
        for (each, arn), part in zip(checks, parts, strict=True) if checks else ():
            table = _KeyedArn(arn)
            table.keys = leading_keys.of_transaction_part(part)
            keyed.append((each, table))
        return keyed

    iam_actions.dynamodb_service_context = with_leading_keys
    iam_actions.dynamodb_transaction_checks = keyed_checks


def _fill_keys():
    tags_of = iam_actions.request_tag_context

    def with_encryption_context(service, action, body, params):
        context = tags_of(service, action, body, params)
        if service != "kms":
            return context
        purposes = _body(body).get("EncryptionContext") or {}
        return context | {f"kms:EncryptionContext:{name}": value for name, value in purposes.items()}

    iam_actions.request_tag_context = with_encryption_context


def _fill_objects():
    context_of = iam_actions._s3_object_context

    def with_creation(action, query, path, headers):
        context = context_of(action, query, path, headers)
        if action != "s3:PutObject":
            return context
        creates = "uploads" not in query and "partNumber" not in query
        context |= {"s3:ObjectCreationOperation": str(creates).lower()}
        condition = headers.get("if-none-match")
        return context | ({"s3:if-none-match": condition} if condition else {})

    iam_actions._s3_object_context = with_creation


def _fill_schedules():
    """A schedule's ARN has its group, which is in the request."""
    arn_of = iam_actions.extract_resource_arn

    def with_group(service, method, path, headers, body, params, region, account):
        arn = arn_of(service, method, path, headers, body, params, region, account)
        if service != "scheduler" or ":schedule/default/" not in arn:
            return arn
        group = _body(body).get("GroupName") or (params.get("groupName") or [None])[0]
        return arn.replace(":schedule/default/", f":schedule/{group}/") if group else arn

    iam_actions.extract_resource_arn = with_group


def _fill_transport():
    """The gateway listens on the loopback address without TLS; policies that want TLS are about the wire."""
    pin = iam_evaluator.pin_request_origin
    iam_evaluator.pin_request_origin = lambda address, _secure: pin(address, True)


def _tell_refusals():
    enforce = iam_evaluator.enforce
    denials = open(os.environ["DENIALS"], "a", encoding="utf-8")  # noqa: SIM115 (as long as the process)

    def told(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        if isinstance(resource_arn, _KeyedArn):
            keys = {} if resource_arn.keys is None else {"dynamodb:LeadingKeys": resource_arn.keys}
            service_context = (service_context or {}) | keys
        refusal = enforce(
            access_key_id, iam_action, service, region, resource_arn=resource_arn, service_context=service_context
        )
        if refusal:
            line = {
                "action": iam_action,
                "resource": str(resource_arn),
                "principal": getattr(refusal, "principal_arn", None) or "nobody known",
                "leadingKeys": (service_context or {}).get("dynamodb:LeadingKeys", []),
            }
            print(json.dumps(line), file=denials, flush=True)
        return refusal

    iam_evaluator.enforce = told


def fill():
    _fill_tables()
    _fill_keys()
    _fill_objects()
    _fill_schedules()
    _fill_transport()
    _tell_refusals()
