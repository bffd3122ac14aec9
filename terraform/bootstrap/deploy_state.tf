data "aws_iam_policy_document" "deploy_state" {
  statement {
    sid       = "FindState"
    actions   = ["s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
    resources = [aws_s3_bucket.state.arn]
  }

  # Not bootstrap.tfstate: a workflow never changes what it is itself allowed.
  statement {
    sid       = "KeepState"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${aws_s3_bucket.state.arn}/env:/*", "${aws_s3_bucket.state.arn}/terraform.tfstate*"]
  }

  statement {
    sid       = "LockState"
    actions   = ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"]
    resources = [aws_dynamodb_table.locks.arn]
  }

  statement {
    sid = "Buckets"
    actions = [
      "s3:CreateBucket", "s3:DeleteBucket", "s3:ListBucket", "s3:ListBucketVersions",
      "s3:GetAccelerateConfiguration", "s3:GetBucket*", "s3:GetEncryptionConfiguration",
      "s3:GetLifecycleConfiguration", "s3:GetReplicationConfiguration", "s3:ListTagsForResource",
      "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy",
      "s3:PutBucketPublicAccessBlock", "s3:PutBucketTagging", "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration", "s3:TagResource", "s3:UntagResource",
    ]
    resources = local.bucket_arns
  }

  statement {
    sid = "Files"
    actions = [
      "s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:PutObject",
      "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload",
    ]
    resources = [for arn in local.bucket_arns : "${arn}/*"]
  }
}

locals {
  bucket_arns = [
    for role in ["frontend", "memory", "data"] : "arn:aws:s3:::${var.project_name}-${role}-*-${local.account_id}"
  ]
}
