"""An event of an HTTP API (payload 2.0) has no `pathParameters` where the route has none. ministack sends null.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from ministack.services import lambda_svc


def fill():
    execute = lambda_svc._execute_function_with_config_scope

    def without_null(func, event):
        if isinstance(event, dict) and event.get("version") == "2.0" and event.get("pathParameters", "") is None:
            event = {key: value for key, value in event.items() if key != "pathParameters"}
        return execute(func, event)

    lambda_svc._execute_function_with_config_scope = without_null
