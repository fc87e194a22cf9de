"""CloudFormation refuses alarms on metric math. They are kept as alarms on their first metric: nothing here rings them."""

from ministack.services.cloudformation import provisioners


def fill():
    record = provisioners._cw_metric_alarm_record

    def of_first_metric(name, props):
        if props.get("Metrics"):
            stat = next(metric["MetricStat"] for metric in props["Metrics"] if "MetricStat" in metric)
            rest = {key: value for key, value in props.items() if key != "Metrics"}
            props = rest | {
                "Namespace": stat["Metric"]["Namespace"],
                "MetricName": stat["Metric"]["MetricName"],
                "Period": stat["Period"],
                "Statistic": stat["Stat"],
            }
        return record(name, props)

    provisioners._cw_metric_alarm_record = of_first_metric
