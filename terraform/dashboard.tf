locals {
  gateway_dimension = ["ApiId", aws_apigatewayv2_api.chat.id]

  charts = {
    "Requests and refusals" = [
      for metric in ["Count", "4xx", "5xx"] : concat(["AWS/ApiGateway", metric], local.gateway_dimension, [{ stat = "Sum" }])
    ]
    "Latency of the API, ms" = [
      for stat in ["p50", "p95"] : concat(["AWS/ApiGateway", "Latency"], local.gateway_dimension, [{ stat = stat, label = stat }])
    ]
    "Failures" = concat(
      [for function in values(local.functions) : ["AWS/Lambda", "Errors", "FunctionName", function, { stat = "Sum" }]],
      [for function in values(local.functions) : ["AWS/Lambda", "Throttles", "FunctionName", function, { stat = "Sum" }]],
    )
    "Duration of the functions, ms" = [
      for function in values(local.functions) : ["AWS/Lambda", "Duration", "FunctionName", function, { stat = "p95" }]
    ]
    "Tokens of the model" = var.ai_provider == "bedrock" ? [
      for metric in ["InputTokenCount", "OutputTokenCount"] : ["AWS/Bedrock", metric, "ModelId", local.model_id, { stat = "Sum" }]
    ] : []
  }
}

resource "aws_cloudwatch_dashboard" "overview" {
  dashboard_name = local.name

  dashboard_body = jsonencode({
    widgets = [
      for title, metrics in local.charts : {
        type   = "metric"
        width  = 12
        height = 6
        properties = {
          title   = title
          metrics = metrics
          region  = var.aws_region
          view    = "timeSeries"
          period  = 300
        }
      } if length(metrics) > 0
    ]
  })
}
