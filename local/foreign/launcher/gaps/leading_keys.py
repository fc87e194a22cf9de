"""`dynamodb:LeadingKeys` of a request: the partition keys that it names.

Whatever cannot be read gives no keys at all, and a condition that wants one then refuses: Scan and PartiQL have none, and
one item without a readable key takes away the keys of the whole request.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

import re

from ministack.services import dynamodb

_EQUALS = re.compile(r"([#\w.]+)\s*=\s*(:\w+)")


class Unreadable(Exception):
    pass


def _partition_key(table_name, index):
    table = dynamodb._tables.get(table_name.split("/")[-1])
    if table is None:
        raise Unreadable(table_name)
    schema = table["KeySchema"]
    if index is not None:
        every = (table.get("GlobalSecondaryIndexes") or []) + (table.get("LocalSecondaryIndexes") or [])
        schema = next((each["KeySchema"] for each in every if each["IndexName"] == index), None)
    if not schema:
        raise Unreadable(index)
    return next(part["AttributeName"] for part in schema if part["KeyType"] == "HASH")


def _text(value):
    """A key as IAM compares it; only text keys are read."""
    if not isinstance(value, dict) or set(value) != {"S"}:
        raise Unreadable(value)
    return value["S"]


def _of_item(item, key):
    if not isinstance(item, dict) or key not in item:
        raise Unreadable(item)
    return _text(item[key])


def _of_query(request, key):
    names, values = request.get("ExpressionAttributeNames") or {}, request.get("ExpressionAttributeValues") or {}
    clauses = _EQUALS.findall(request["KeyConditionExpression"])
    found = [values[value] for name, value in clauses if names.get(name, name) == key and value in values]
    if len(found) != 1:
        raise Unreadable(request["KeyConditionExpression"])
    return _text(found[0])


def of_action(request):
    """Of one request, or of one action of a transaction."""
    key = _partition_key(request.get("TableName", ""), request.get("IndexName"))
    items = [request[part] for part in ("Key", "Item") if part in request]
    if items:
        return [_of_item(item, key) for item in items]
    if "KeyConditionExpression" in request:
        return [_of_query(request, key)]
    raise Unreadable(request)


def _of_batch(items):
    found = []
    for table_name, part in items.items():
        key = _partition_key(table_name, None)
        if isinstance(part, dict):
            found += [_of_item(each, key) for each in part["Keys"]]
            continue
        for write in part:
            puts, deletes = write.get("PutRequest"), write.get("DeleteRequest")
            found.append(_of_item(puts["Item"] if puts else deletes["Key"], key))
    return found


def of_request(request):
    """The keys, or None where there are none that can be read."""
    try:
        return _of_batch(request["RequestItems"]) if "RequestItems" in request else of_action(request)
    except (Unreadable, KeyError, TypeError, AttributeError):
        return None


def of_transaction_part(request):
    try:
        return of_action(request)
    except (Unreadable, KeyError, TypeError, AttributeError):
        return None
