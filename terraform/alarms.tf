locals {
  alerted = var.alert_email != ""

  functions = merge(
    { api = aws_lambda_function.api.function_name },
    var.enable_streaming ? { stream = aws_lambda_function.stream[0].function_name } : {},
  )

  function_alarms = {
    errors    = { metric = "Errors", statistic = "Sum", threshold = 0, what = "A function failed" }
    throttles = { metric = "Throttles", statistic = "Sum", threshold = 0, what = "A function was refused for want of concurrency" }
    slow      = { metric = "Duration", statistic = "p95", threshold = 20000, what = "One answer in twenty takes over 20 s" }
  }

  alarms = local.alerted ? {
    for pair in setproduct(keys(local.functions), keys(local.function_alarms)) :
    "${pair[0]}-${pair[1]}" => merge(local.function_alarms[pair[1]], { function = local.functions[pair[0]] })
  } : {}
}

resource "aws_sns_topic" "alerts" {
  count = local.alerted ? 1 : 0

  name              = "${local.name}-alerts"
  kms_master_key_id = local.key_arn
}

resource "aws_sns_topic_subscription" "owner" {
  count = local.alerted ? 1 : 0

  topic_arn = aws_sns_topic.alerts[0].arn
  protocol  = "email"
  endpoint  = var.alert_email
}

resource "aws_cloudwatch_metric_alarm" "function" {
  for_each = local.alarms

  alarm_name          = "${local.name}-${each.key}"
  alarm_description   = "${each.value.what}: see the logs of ${each.value.function}."
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  dimensions          = { FunctionName = each.value.function }
  statistic           = each.value.statistic == "Sum" ? "Sum" : null
  extended_statistic  = each.value.statistic == "Sum" ? null : each.value.statistic
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = aws_sns_topic.alerts[*].arn
  ok_actions          = aws_sns_topic.alerts[*].arn
}

resource "aws_cloudwatch_metric_alarm" "gateway_5xx" {
  count = local.alerted ? 1 : 0

  alarm_name          = "${local.name}-5xx"
  alarm_description   = "Visitors got server errors: see the logs of ${local.function_name}."
  namespace           = "AWS/ApiGateway"
  metric_name         = "5xx"
  dimensions          = { ApiId = aws_apigatewayv2_api.chat.id }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = aws_sns_topic.alerts[*].arn
  ok_actions          = aws_sns_topic.alerts[*].arn
}

resource "aws_budgets_budget" "month" {
  count = local.alerted ? 1 : 0

  name         = "${local.name}-month"
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }

    content {
      notification_type          = notification.key
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = [var.alert_email]
    }
  }
}
