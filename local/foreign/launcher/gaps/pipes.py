"""Pipes: ministack drops the filter and the enrichment, and does not deliver to a bus.

A batch whose enrichment or delivery fails stays on the stream and is tried again whole, as at AWS. Retries are not
limited here, and nothing goes to the pipe's dead-letter queue: a failure must be seen, so it is printed.
"""

import json

from ministack.services import eventbridge, lambda_svc, pipes
from ministack.services.cloudformation import provisioners

from . import patterns

_properties = {}
_batch = 10  # PutEvents takes ten entries.


def _filters_of(props):
    filters = props.get("SourceParameters", {}).get("FilterCriteria", {}).get("Filters", [])
    return [json.loads(each["Pattern"]) for each in filters]


def _enriched(function_arn, records):
    """What the function makes of the records; None where it failed."""
    data, config, _ = lambda_svc._get_func_record_for_ref_in_scope(function_arn)
    if data is None:
        print(f"Pipe: there is no function {function_arn}", flush=True)
        return None
    outcome = lambda_svc._execute_function_with_config_scope(
        lambda_svc._execution_record_for_config(data, config), records
    )
    if outcome.get("error"):
        print(f"Pipe: the enrichment failed, the batch is tried again: {outcome.get('body')}", flush=True)
        return None
    body = outcome.get("body")
    return json.loads(body) if isinstance(body, (str, bytes)) else body


def _put(pipe, props, events):
    to = props.get("TargetParameters", {}).get("EventBridgeEventBusParameters", {})
    entries = [
        {
            "Source": to.get("Source"),
            "DetailType": to.get("DetailType"),
            "Detail": json.dumps(event),
            "EventBusName": pipe["Target"],
        }
        for event in events
    ]
    status, _, answer = eventbridge._put_events({"Entries": entries})
    failed = status >= 400 or json.loads(answer).get("FailedEntryCount", 0) > 0
    if failed:
        print(f"Pipe: the bus refused events, the batch is tried again: {answer}", flush=True)
    return not failed


def fill():
    handler = provisioners._RESOURCE_HANDLERS["AWS::Pipes::Pipe"]
    create, deliver = handler["create"], pipes._deliver_batch

    def create_checked(logical_id, props, stack_name):
        for pattern in _filters_of(props):
            patterns.check(pattern)
        made = create(logical_id, props, stack_name)
        _properties[made[0]] = props
        return made

    def deliver_to_bus(pipe, batch):
        props = _properties.get(pipe["Name"])
        if props is None or pipes._arn_service(pipe["Target"]) != "events":
            return deliver(pipe, batch)
        wanted = _filters_of(props)
        records = json.loads(json.dumps(batch, default=str))
        chosen = [each for each in records if not wanted or any(patterns.matches(one, each) for one in wanted)]
        for start in range(0, len(chosen), _batch):
            events = chosen[start : start + _batch]
            if props.get("Enrichment"):
                events = _enriched(props["Enrichment"], events)
            if events is None or not _put(pipe, props, events):
                return False
        return True

    handler["create"] = create_checked
    pipes._deliver_batch = deliver_to_bus
