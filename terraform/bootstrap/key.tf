# One key for the states and for every environment: a key costs a dollar a month, and each of
# its first two rotations another, so that it rotates as seldom as AWS lets it: every seven years.
resource "aws_kms_key" "project" {
  description             = "Everything that ${var.project_name} keeps"
  enable_key_rotation     = true
  rotation_period_in_days = 2560
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "project" {
  name          = "alias/${var.project_name}"
  target_key_id = aws_kms_key.project.key_id
}

# https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
data "aws_iam_policy_document" "key" {
  #checkov:skip=CKV_AWS_109:in a key's own policy "*" is this key, the only resource that AWS documents
  #checkov:skip=CKV_AWS_111:in a key's own policy "*" is this key, the only resource that AWS documents
  #checkov:skip=CKV_AWS_356:in a key's own policy "*" is this key, the only resource that AWS documents
  statement {
    sid       = "AccountDecides"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "LogsOfThisProject"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.aws_region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:aws:logs:${var.aws_region}:${local.account_id}:log-group:/aws/*/${var.project_name}-*"]
    }
  }

  statement {
    sid       = "SiteThroughCloudFront"
    actions   = ["kms:Decrypt"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:cloudfront::${local.account_id}:distribution/*"]
    }
  }

  statement {
    sid       = "AlarmsToTopic"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}
