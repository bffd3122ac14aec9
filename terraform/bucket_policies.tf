locals {
  # CloudFront asks the site's bucket in the protocol that its visitor used.
  plain_buckets = var.viewer_protocol_policy == "allow-all" ? ["frontend"] : []
}

data "aws_iam_policy_document" "bucket" {
  for_each = local.buckets

  dynamic "statement" {
    for_each = contains(local.plain_buckets, each.key) ? [] : ["OnlyTls"]

    content {
      sid       = statement.value
      effect    = "Deny"
      actions   = ["s3:*"]
      resources = [each.value.arn, "${each.value.arn}/*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }

      condition {
        test     = "Bool"
        variable = "aws:SecureTransport"
        values   = ["false"]
      }
    }
  }

  dynamic "statement" {
    for_each = each.key == "frontend" ? [aws_cloudfront_distribution.site.arn] : []

    content {
      sid       = "SiteThroughCloudFront"
      actions   = ["s3:GetObject"]
      resources = ["${each.value.arn}/*"]

      principals {
        type        = "Service"
        identifiers = ["cloudfront.amazonaws.com"]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceArn"
        values   = [statement.value]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "private" {
  for_each = local.buckets

  bucket     = each.value.bucket
  policy     = data.aws_iam_policy_document.bucket[each.key].json
  depends_on = [aws_s3_bucket_public_access_block.private]
}
