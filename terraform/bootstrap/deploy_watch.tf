data "aws_iam_policy_document" "deploy_watch" {
  statement {
    sid = "LogGroups"
    actions = [
      "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:PutRetentionPolicy", "logs:DeleteRetentionPolicy",
      "logs:AssociateKmsKey", "logs:DisassociateKmsKey", "logs:ListTagsForResource", "logs:TagResource",
      "logs:UntagResource", "logs:FilterLogEvents", "logs:DescribeLogStreams",
    ]
    resources = flatten([
      for kind in ["lambda", "apigateway"] : [
        for end in ["", ":*"] :
        "arn:aws:logs:${var.aws_region}:${local.account_id}:log-group:/aws/${kind}/${var.project_name}-*${end}"
      ]
    ])
  }

  # An HTTP API's access log goes through a delivery; these calls know no resources.
  # https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
  statement {
    sid = "AccessLogDelivery"
    actions = [
      "logs:CreateLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:GetLogDelivery",
      "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
    ]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = [var.aws_region]
    }
  }

  statement {
    sid = "Alarms"
    actions = [
      "cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms",
      "cloudwatch:ListTagsForResource", "cloudwatch:TagResource", "cloudwatch:UntagResource",
    ]
    resources = ["arn:aws:cloudwatch:${var.aws_region}:${local.account_id}:alarm:${var.project_name}-*"]
  }

  statement {
    sid       = "Dashboard"
    actions   = ["cloudwatch:PutDashboard", "cloudwatch:GetDashboard", "cloudwatch:DeleteDashboards", "cloudwatch:ListTagsForResource", "cloudwatch:TagResource"]
    resources = ["arn:aws:cloudwatch::${local.account_id}:dashboard/${var.project_name}-*"]
  }

  statement {
    sid = "Alerts"
    actions = [
      "sns:CreateTopic", "sns:DeleteTopic", "sns:GetTopicAttributes", "sns:SetTopicAttributes",
      "sns:Subscribe", "sns:Unsubscribe", "sns:GetSubscriptionAttributes", "sns:ListTagsForResource",
      "sns:TagResource", "sns:UntagResource",
    ]
    resources = ["arn:aws:sns:${var.aws_region}:${local.account_id}:${var.project_name}-*"]
  }

  statement {
    sid = "Budget"
    actions = [
      "budgets:ViewBudget", "budgets:ModifyBudget", "budgets:ListTagsForResource", "budgets:TagResource",
      "budgets:UntagResource",
    ]
    resources = ["arn:aws:budgets::${local.account_id}:budget/${var.project_name}-*"]
  }
}
