resource "aws_iam_role" "function" {
  name                 = "${local.name}-function"
  description          = "What the functions of ${local.name} may do"
  permissions_boundary = "arn:aws:iam::${local.account_id}:policy/${var.project_name}-function-boundary"
  assume_role_policy   = data.aws_iam_policy_document.lambda_assumes.json
}

data "aws_iam_policy_document" "lambda_assumes" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "function" {
  name   = "least-privilege"
  role   = aws_iam_role.function.name
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  statement {
    sid       = "Conversations"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${aws_s3_bucket.memory.arn}/*.json"]
  }

  statement {
    sid       = "MissingIsNotForbidden"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.memory.arn, aws_s3_bucket.data.arn]
  }

  statement {
    sid       = "Knowledge"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.data.arn}/knowledge.json"]
  }

  statement {
    sid       = "Encryption"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [local.key_arn]
  }

  statement {
    sid     = "Logs"
    actions = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [
      for group in concat([aws_cloudwatch_log_group.function], aws_cloudwatch_log_group.stream) : "${group.arn}:*"
    ]
  }

  # X-Ray knows no resources.
  statement {
    sid       = "Traces"
    actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    resources = ["*"]
  }

  dynamic "statement" {
    for_each = var.ai_provider == "bedrock" ? ["Model"] : []

    content {
      sid       = statement.value
      actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
      resources = concat(local.bedrock_profile_arns, local.bedrock_model_arns)
    }
  }

  # A global profile routes to a model of no region, which only these conditions describe.
  # https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
  dynamic "statement" {
    for_each = var.ai_provider == "bedrock" && startswith(local.model_id, "global.") ? ["GlobalModel"] : []

    content {
      sid       = statement.value
      actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
      resources = ["arn:aws:bedrock:::foundation-model/${local.foundation}"]

      condition {
        test     = "StringEquals"
        variable = "aws:RequestedRegion"
        values   = ["unspecified"]
      }

      condition {
        test     = "StringEquals"
        variable = "bedrock:InferenceProfileArn"
        values   = local.bedrock_profile_arns
      }
    }
  }

  dynamic "statement" {
    for_each = aws_secretsmanager_secret.openai_key[*].arn

    content {
      sid       = "ProviderKey"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [statement.value]
    }
  }
}
