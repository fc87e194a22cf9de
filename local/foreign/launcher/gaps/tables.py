"""A table's own policy: CloudFormation drops it, and the evaluator of rights does not look at it.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-examples.html
"""

import json

from ministack.core import iam_evaluator
from ministack.services import dynamodb
from ministack.services.cloudformation import provisioners


def _policy_for_arn(resource_arn):
    """The policy of the table (indexes included) and the account that owns it."""
    table = "/".join(resource_arn.split("/")[:2])
    found = dynamodb._resource_policies.get(table)
    return None if found is None else (found["Policy"], resource_arn.split(":")[4])


def _role_of(arn):
    """`aws:PrincipalArn` of a session is the ARN of its role, not of the session (ministack gives the session's)."""
    if ":assumed-role/" not in arn:
        return arn
    account, role = arn.split(":")[4], arn.split("/")[1]
    return f"arn:aws:iam::{account}:role/{role}"


def fill():
    handler = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::Table"]
    create = handler["create"]

    def create_with_policy(logical_id, props, stack_name):
        made = create(logical_id, props, stack_name)
        document = props.get("ResourcePolicy", {}).get("PolicyDocument")
        if document:
            status, _, answer = dynamodb._put_resource_policy(
                {"ResourceArn": made[1]["Arn"], "Policy": json.dumps(document)}
            )
            if status >= 400:
                raise ValueError(f"The table's policy was refused: {answer}")
        return made

    resolve = iam_evaluator._resolve_condition_key

    def resolve_role(key, context):
        return _role_of(context.principal_arn) if key.lower() == "aws:principalarn" else resolve(key, context)

    handler["create"] = create_with_policy
    dynamodb.table_policy_for_arn = _policy_for_arn
    iam_evaluator._RESOURCE_POLICY_LOOKUPS["dynamodb"] = ("dynamodb", "table_policy_for_arn")
    iam_evaluator._resolve_condition_key = resolve_role
