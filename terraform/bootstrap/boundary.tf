# The most that a function's role can ever do, whatever a workflow writes into its policy.
resource "aws_iam_policy" "function_boundary" {
  name        = "${var.project_name}-function-boundary"
  description = "The most that the functions of ${var.project_name} may do"
  policy      = data.aws_iam_policy_document.function_boundary.json
}

data "aws_iam_policy_document" "function_boundary" {
  statement {
    sid     = "Buckets"
    actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]
    resources = flatten([
      for role in ["memory", "data"] : [
        "arn:aws:s3:::${var.project_name}-${role}-*-${local.account_id}",
        "arn:aws:s3:::${var.project_name}-${role}-*-${local.account_id}/*",
      ]
    ])
  }

  statement {
    sid     = "Models"
    actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources = [
      "arn:aws:bedrock:*:${local.account_id}:inference-profile/*",
      "arn:aws:bedrock:*::foundation-model/*",
    ]
  }

  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:*:${local.account_id}:log-group:/aws/lambda/${var.project_name}-*"]
  }

  statement {
    sid       = "Traces"
    actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    resources = ["*"]
  }

  statement {
    sid       = "Secret"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["arn:aws:secretsmanager:*:${local.account_id}:secret:${var.project_name}-*"]
  }

  statement {
    sid       = "Encryption"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.project.arn]
  }
}
