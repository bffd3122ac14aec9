locals {
  function_arns = "arn:aws:lambda:${var.aws_region}:${local.account_id}:function:${var.project_name}-*"
  role_arns     = "arn:aws:iam::${local.account_id}:role/${var.project_name}-*-function"
}

data "aws_iam_policy_document" "deploy_service" {
  statement {
    sid = "Functions"
    actions = [
      "lambda:CreateFunction", "lambda:DeleteFunction", "lambda:GetFunction*", "lambda:ListVersionsByFunction",
      "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration", "lambda:PublishVersion",
      "lambda:CreateAlias", "lambda:UpdateAlias", "lambda:DeleteAlias", "lambda:GetAlias", "lambda:ListAliases",
      "lambda:AddPermission", "lambda:RemovePermission", "lambda:GetPolicy", "lambda:ListTags",
      "lambda:TagResource", "lambda:UntagResource", "lambda:CreateFunctionUrlConfig",
      "lambda:UpdateFunctionUrlConfig", "lambda:DeleteFunctionUrlConfig", "lambda:GetRuntimeManagementConfig",
    ]
    resources = [local.function_arns]
  }

  statement {
    sid       = "WebAdapter"
    actions   = ["lambda:GetLayerVersion"]
    resources = ["arn:aws:lambda:${var.aws_region}:753240598075:layer:LambdaAdapterLayer*"]
  }

  statement {
    sid       = "GatewayApis"
    actions   = ["apigateway:GET", "apigateway:POST", "apigateway:PATCH", "apigateway:PUT", "apigateway:DELETE", "apigateway:TagResource"]
    resources = [for path in ["/apis", "/apis/*", "/tags/*"] : "arn:aws:apigateway:${var.aws_region}::${path}"]
  }

  statement {
    sid = "FunctionRole"
    actions = [
      "iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole", "iam:ListRoleTags", "iam:DeleteRole", "iam:DeleteRolePolicy",
      "iam:TagRole", "iam:UntagRole", "iam:UpdateRole",
    ]
    resources = [local.role_arns]
  }

  # Never without the boundary: no workflow can give a function more than that.
  statement {
    sid       = "BoundedFunctionRole"
    actions   = ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"]
    resources = [local.role_arns]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [aws_iam_policy.function_boundary.arn]
    }
  }

  statement {
    sid       = "RoleToLambdaOnly"
    actions   = ["iam:PassRole"]
    resources = [local.role_arns]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["lambda.amazonaws.com"]
    }
  }

  statement {
    sid = "ProviderKey"
    actions = [
      "secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret",
      "secretsmanager:GetResourcePolicy", "secretsmanager:UpdateSecret", "secretsmanager:TagResource",
      "secretsmanager:UntagResource",
    ]
    resources = ["arn:aws:secretsmanager:${var.aws_region}:${local.account_id}:secret:${var.project_name}-*"]
  }

  statement {
    sid       = "Encryption"
    actions   = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.project.arn]
  }

  # Aliases can only be listed all at once.
  statement {
    sid       = "FindKey"
    actions   = ["kms:ListAliases"]
    resources = ["*"]
  }
}
