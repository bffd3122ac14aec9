locals {
  stream_name = "${local.name}-stream"

  # https://awslabs.github.io/aws-lambda-web-adapter/getting-started/zip-packages.html
  web_adapter_layer = {
    x86_64 = "arn:aws:lambda:${var.aws_region}:753240598075:layer:LambdaAdapterLayerX86:26"
    arm64  = "arn:aws:lambda:${var.aws_region}:753240598075:layer:LambdaAdapterLayerArm64:26"
  }

  # Since October 2025 a function URL needs both.
  stream_actions = {
    url      = "lambda:InvokeFunctionUrl"
    function = "lambda:InvokeFunction"
  }
}

resource "aws_lambda_function" "stream" {
  #checkov:skip=CKV_AWS_115:new accounts have ten concurrent executions in all, none can be reserved
  #checkov:skip=CKV_AWS_116:every call is synchronous, the visitor sees its failure
  #checkov:skip=CKV_AWS_117:it needs nothing inside a network of the owner's
  #checkov:skip=CKV_AWS_272:the package is built and uploaded by the same hand
  count = var.enable_streaming ? 1 : 0

  function_name    = local.stream_name
  description      = "Answers visitors word by word"
  role             = aws_iam_role.function.arn
  handler          = "run.sh"
  runtime          = "python3.12"
  architectures    = [var.lambda_architecture]
  layers           = [local.web_adapter_layer[var.lambda_architecture]]
  filename         = var.lambda_package
  source_code_hash = filebase64sha256(var.lambda_package)
  memory_size      = var.lambda_memory_size
  timeout          = var.lambda_timeout
  kms_key_arn      = local.key_arn

  environment {
    variables = merge(local.function_environment, {
      AWS_LAMBDA_EXEC_WRAPPER      = "/opt/bootstrap"
      AWS_LWA_INVOKE_MODE          = "response_stream"
      AWS_LWA_PORT                 = "8080"
      AWS_LWA_READINESS_CHECK_PATH = "/health"
    })
  }

  tracing_config {
    mode = "Active"
  }

  depends_on = [aws_cloudwatch_log_group.stream, aws_iam_role_policy.function]
}

resource "aws_lambda_function_url" "stream" {
  count = var.enable_streaming ? 1 : 0

  function_name      = aws_lambda_function.stream[0].function_name
  authorization_type = "AWS_IAM"
  invoke_mode        = "RESPONSE_STREAM"
}

resource "aws_lambda_permission" "stream" {
  for_each = var.enable_streaming ? local.stream_actions : {}

  statement_id             = "cloudfront-${each.key}"
  action                   = each.value
  function_name            = aws_lambda_function.stream[0].function_name
  principal                = "cloudfront.amazonaws.com"
  source_arn               = aws_cloudfront_distribution.site.arn
  function_url_auth_type   = each.key == "url" ? "AWS_IAM" : null
  invoked_via_function_url = each.key == "function" ? true : null
}

resource "aws_cloudwatch_log_group" "stream" {
  #checkov:skip=CKV_AWS_338:visitors' traces are kept for a month, not for a year
  count = var.enable_streaming ? 1 : 0

  name              = "/aws/lambda/${local.stream_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = local.key_arn
}

resource "aws_cloudfront_origin_access_control" "stream" {
  count = var.enable_streaming ? 1 : 0

  name                              = local.stream_name
  description                       = "Only the distribution calls the streaming function"
  origin_access_control_origin_type = "lambda"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"

  # CloudFront refuses to delete it while the distribution names it: that is changed first.
  lifecycle {
    create_before_destroy = true
  }
}
