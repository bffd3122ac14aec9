locals {
  # Ids that AWS makes up: nothing in them says whose they are.
  cloudfront_kinds = ["distribution", "origin-access-control", "response-headers-policy", "cache-policy"]
}

data "aws_iam_policy_document" "deploy_edge" {
  # What is not made yet has no ARN: AWS lets nobody narrow these.
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
  statement {
    sid = "MakeAtTheEdge"
    actions = [
      "cloudfront:CreateDistribution", "cloudfront:CreateOriginAccessControl", "cloudfront:CreateFunction",
      "cloudfront:CreateResponseHeadersPolicy", "cloudfront:CreateCachePolicy",
    ]
    resources = ["*"]
  }

  # A distribution is tagged while it is made.
  statement {
    sid       = "TagAtTheEdge"
    actions   = ["cloudfront:TagResource"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/Project"
      values   = [var.project_name]
    }
  }

  statement {
    sid = "Distribution"
    actions = [
      "cloudfront:UpdateDistribution", "cloudfront:DeleteDistribution", "cloudfront:GetDistribution",
      "cloudfront:GetDistributionConfig", "cloudfront:CreateInvalidation", "cloudfront:GetInvalidation",
      "cloudfront:ListTagsForResource", "cloudfront:TagResource", "cloudfront:UntagResource",
      "cloudfront:GetOriginAccessControl", "cloudfront:UpdateOriginAccessControl",
      "cloudfront:DeleteOriginAccessControl", "cloudfront:GetResponseHeadersPolicy",
      "cloudfront:UpdateResponseHeadersPolicy", "cloudfront:DeleteResponseHeadersPolicy",
      "cloudfront:GetCachePolicy", "cloudfront:UpdateCachePolicy", "cloudfront:DeleteCachePolicy",
    ]
    resources = [
      for kind in local.cloudfront_kinds : "arn:aws:cloudfront::${local.account_id}:${kind}/*"
    ]
  }

  statement {
    sid = "EdgeFunctions"
    actions = [
      "cloudfront:UpdateFunction", "cloudfront:PublishFunction", "cloudfront:DeleteFunction",
      "cloudfront:DescribeFunction", "cloudfront:GetFunction", "cloudfront:ListTagsForResource",
      "cloudfront:TagResource", "cloudfront:UntagResource",
    ]
    resources = ["arn:aws:cloudfront::${local.account_id}:function/${var.project_name}-*"]
  }

  # Lists know no resources.
  statement {
    sid       = "Look"
    actions   = ["route53:ListHostedZones", "route53:ListHostedZonesByName"]
    resources = ["*"]
  }

  statement {
    sid = "Certificate"
    actions = [
      "acm:RequestCertificate", "acm:DescribeCertificate", "acm:DeleteCertificate",
      "acm:ListTagsForCertificate", "acm:AddTagsToCertificate", "acm:RemoveTagsFromCertificate",
    ]
    resources = ["arn:aws:acm:us-east-1:${local.account_id}:certificate/*"]
  }

  statement {
    sid       = "Names"
    actions   = ["route53:GetHostedZone", "route53:ListTagsForResource", "route53:ListResourceRecordSets", "route53:ChangeResourceRecordSets"]
    resources = ["arn:aws:route53:::hostedzone/*"]
  }

  statement {
    sid       = "NamesAreLive"
    actions   = ["route53:GetChange"]
    resources = ["arn:aws:route53:::change/*"]
  }
}
