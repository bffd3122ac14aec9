locals {
  function_name = "${local.name}-api"

  # What is left of a request's time to keep a turn that ran out of its own.
  spare_seconds = 5

  function_environment = merge(
    {
      AI_PROVIDER          = var.ai_provider
      USE_S3               = "true"
      MEMORY_BUCKET        = aws_s3_bucket.memory.bucket
      PERSONAL_DATA_BUCKET = aws_s3_bucket.data.bucket
      TURN_TIMEOUT         = tostring(var.lambda_timeout - local.spare_seconds)
    },
    var.ai_provider == "bedrock" ? { BEDROCK_MODEL_ID = local.model_id } : {},
    var.ai_provider == "openai" ? {
      OPENAI_MODEL          = var.openai_model
      OPENAI_API_KEY_SECRET = aws_secretsmanager_secret.openai_key[0].name
    } : {},
    var.openai_base_url != "" ? { OPENAI_BASE_URL = var.openai_base_url } : {},
    length(local.origins) > 0 ? { CORS_ORIGINS = join(",", local.origins) } : {},
  )
}

resource "aws_lambda_function" "api" {
  #checkov:skip=CKV_AWS_115:new accounts have ten concurrent executions in all, none can be reserved
  #checkov:skip=CKV_AWS_116:every call is synchronous, the visitor sees its failure
  #checkov:skip=CKV_AWS_117:it needs nothing inside a network of the owner's
  #checkov:skip=CKV_AWS_272:the package is built and uploaded by the same hand
  function_name    = local.function_name
  description      = "Answers visitors in the owner's voice"
  role             = aws_iam_role.function.arn
  handler          = "lambda_handler.handler"
  runtime          = "python3.12"
  architectures    = [var.lambda_architecture]
  filename         = var.lambda_package
  source_code_hash = filebase64sha256(var.lambda_package)
  memory_size      = var.lambda_memory_size
  timeout          = var.lambda_timeout
  publish          = var.enable_snapstart
  kms_key_arn      = local.key_arn

  environment {
    variables = local.function_environment
  }

  tracing_config {
    mode = "Active"
  }

  dynamic "snap_start" {
    for_each = var.enable_snapstart ? ["PublishedVersions"] : []

    content {
      apply_on = snap_start.value
    }
  }

  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy.function]
}

resource "aws_lambda_alias" "live" {
  count = var.enable_snapstart ? 1 : 0

  name             = "live"
  description      = "The version that visitors reach"
  function_name    = aws_lambda_function.api.function_name
  function_version = aws_lambda_function.api.version
}

resource "aws_lambda_permission" "gateway" {
  statement_id  = "gateway"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.api.function_name
  qualifier     = one(aws_lambda_alias.live[*].name)
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.chat.execution_arn}/*"
}

resource "aws_cloudwatch_log_group" "function" {
  #checkov:skip=CKV_AWS_338:visitors' traces are kept for a month, not for a year
  name              = "/aws/lambda/${local.function_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = local.key_arn
}

resource "aws_secretsmanager_secret" "openai_key" {
  #checkov:skip=CKV2_AWS_57:only the owner can renew a key of another provider
  count = var.ai_provider == "openai" ? 1 : 0

  name                    = "${local.name}-openai-api-key"
  description             = "API key of the OpenAI-compatible server; the owner sets its value"
  kms_key_id              = local.key_arn
  recovery_window_in_days = 0
}
