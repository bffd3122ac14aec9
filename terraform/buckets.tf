# Only the site can be built again: `destroy` stops at the other two while they hold anything.
resource "aws_s3_bucket" "frontend" {
  #checkov:skip=CKV_AWS_144:the site is built from the repository, there is nothing to replicate
  #checkov:skip=CKV_AWS_18:nobody but CloudFront reads it
  #checkov:skip=CKV2_AWS_62:no event is of use to anybody
  bucket        = "${var.project_name}-frontend-${local.environment}-${local.account_id}"
  force_destroy = true
}

resource "aws_s3_bucket" "memory" {
  #checkov:skip=CKV_AWS_144:conversations stay in the owner's region
  #checkov:skip=CKV_AWS_18:a log of visitors' conversations would outlive their deletion
  #checkov:skip=CKV_AWS_21:a visitor who deletes a conversation deletes it for good
  #checkov:skip=CKV2_AWS_62:no event is of use to anybody
  bucket = "${var.project_name}-memory-${local.environment}-${local.account_id}"
}

resource "aws_s3_bucket" "data" {
  #checkov:skip=CKV_AWS_144:the owner has the files on their laptop
  #checkov:skip=CKV_AWS_18:the function reads one public file, and the owner writes
  #checkov:skip=CKV2_AWS_62:the function asks for a newer file itself
  bucket = "${var.project_name}-data-${local.environment}-${local.account_id}"
}

locals {
  buckets = {
    frontend = aws_s3_bucket.frontend
    memory   = aws_s3_bucket.memory
    data     = aws_s3_bucket.data
  }
}

resource "aws_s3_bucket_public_access_block" "private" {
  for_each = local.buckets

  bucket                  = each.value.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "owner" {
  for_each = local.buckets

  bucket = each.value.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "encrypted" {
  for_each = local.buckets

  bucket = each.value.bucket

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = local.key_arn
    }
  }
}
