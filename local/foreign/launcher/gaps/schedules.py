"""Scheduler's universal target that starts an execution (`arn:aws:scheduler:::aws-sdk:sfn:startExecution`)."""

import json

from ministack.services import eventbridge, stepfunctions

_universal = "arn:aws:scheduler:::aws-sdk:sfn:startExecution"


def fill():
    invoke = eventbridge._invoke_target

    def start_execution(target, event, rule, view=None):
        if target.get("Arn") != _universal:
            return invoke(target, event, rule, view)
        # The input names the members as the SDK for Java does; the API's own begin in lower case.
        given = {name[0].lower() + name[1:]: value for name, value in json.loads(target["Input"]).items()}
        status, _, answer = stepfunctions._start_execution(given)
        if status >= 400:
            print(f"Schedule: the execution could not be started: {answer}", flush=True)
        return None

    eventbridge._invoke_target = start_execution
