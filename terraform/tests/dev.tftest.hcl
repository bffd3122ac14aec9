# TF_WORKSPACE=dev terraform test -filter=tests/dev.tftest.hcl

variables {
  lambda_package = "versions.tf"
}

run "dev_as_it_comes" {
  command = plan

  assert {
    condition     = output.environment == "dev" && output.bedrock_model_id == "eu.amazon.nova-micro-v1:0"
    error_message = "dev must run Nova Micro, without a -var-file"
  }

  assert {
    condition     = aws_lambda_function.api.memory_size == 512 && aws_lambda_function.api.timeout == 30
    error_message = "512 MB and 30 s are the defaults"
  }

  assert {
    condition     = aws_lambda_function.api.runtime == "python3.12" && aws_lambda_function.api.handler == "lambda_handler.handler"
    error_message = "the handler is lambda_handler.handler on python3.12"
  }

  assert {
    condition = aws_lambda_function.api.environment[0].variables == tomap({
      AI_PROVIDER          = "bedrock"
      USE_S3               = "true"
      MEMORY_BUCKET        = output.memory_bucket
      PERSONAL_DATA_BUCKET = output.data_bucket
      BEDROCK_MODEL_ID     = "eu.amazon.nova-micro-v1:0"
      TURN_TIMEOUT         = "25"
    })
    error_message = "these six variables are all that the function is told"
  }

  assert {
    condition     = aws_lambda_function.api.tracing_config[0].mode == "Active" && aws_cloudwatch_log_group.function.retention_in_days == 30
    error_message = "the function must be traced, its logs forgotten after 30 days"
  }

  assert {
    condition     = !aws_lambda_function.api.publish && length(aws_lambda_alias.live) == 0
    error_message = "SnapStart is off unless asked for"
  }

  assert {
    condition     = aws_apigatewayv2_stage.default.default_route_settings[0].throttling_rate_limit == 2 && aws_apigatewayv2_stage.default.default_route_settings[0].throttling_burst_limit == 5
    error_message = "2 requests a second, 5 at once"
  }

  assert {
    condition     = length(aws_apigatewayv2_api.chat.cors_configuration) == 0
    error_message = "without a domain and extra_origins no other site may call the API"
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.memory.rule[0].expiration[0].days == 90
    error_message = "conversations are kept for 90 days"
  }

  assert {
    condition     = aws_s3_bucket_versioning.data.versioning_configuration[0].status == "Enabled"
    error_message = "the owner's files are versioned"
  }

  assert {
    condition     = alltrue([for block in aws_s3_bucket_public_access_block.private : block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets])
    error_message = "no bucket may ever be public"
  }

  assert {
    condition     = alltrue([for policy in data.aws_iam_policy_document.bucket : policy.statement[0].sid == "OnlyTls"])
    error_message = "buckets answer over TLS only"
  }

  assert {
    condition     = length(aws_lambda_function.stream) == 0 && output.streaming_enabled == false
    error_message = "streaming is off unless asked for"
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.function) == 0 && length(aws_budgets_budget.month) == 0
    error_message = "without alert_email there is nobody to alarm"
  }
}

run "a_shorter_request" {
  command = plan

  variables {
    lambda_timeout   = 15
    enable_streaming = true
  }

  assert {
    condition = alltrue([
      for function in [aws_lambda_function.api, aws_lambda_function.stream[0]] :
      function.timeout == 15 && function.environment[0].variables.TURN_TIMEOUT == "10"
    ])
    error_message = "a turn must end before Lambda ends the function"
  }
}

run "snapstart" {
  command = plan

  variables {
    enable_snapstart = true
  }

  assert {
    condition     = aws_lambda_function.api.publish && aws_lambda_function.api.snap_start[0].apply_on == "PublishedVersions"
    error_message = "SnapStart needs published versions"
  }

  assert {
    condition     = aws_lambda_alias.live[0].name == "live" && aws_lambda_permission.gateway.qualifier == "live"
    error_message = "the gateway calls the alias, and may"
  }
}

run "openai" {
  command = plan

  variables {
    ai_provider     = "openai"
    openai_base_url = "https://models.example/v1"
  }

  assert {
    condition     = aws_lambda_function.api.environment[0].variables.OPENAI_API_KEY_SECRET == "digital-twin-dev-openai-api-key"
    error_message = "the function is told the name of the secret"
  }

  assert {
    condition     = !contains(keys(aws_lambda_function.api.environment[0].variables), "OPENAI_API_KEY")
    error_message = "the key itself is never a plain variable"
  }
}

run "alarms" {
  command = plan

  variables {
    alert_email = "owner@example.com"
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.function)) == toset(["api-errors", "api-throttles", "api-slow"])
    error_message = "errors, throttles and slow answers raise an alarm"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.function["api-slow"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.gateway_5xx[0].metric_name == "5xx"
    error_message = "the 95th percentile of duration, and the gateway's 5xx"
  }

  assert {
    condition     = aws_budgets_budget.month[0].limit_amount == "10" && aws_sns_topic_subscription.owner[0].endpoint == "owner@example.com"
    error_message = "alarms and the budget reach alert_email"
  }
}
