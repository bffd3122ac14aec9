locals {
  github       = "token.actions.githubusercontent.com"
  has_github   = var.github_repository != ""
  provider_arn = "arn:aws:iam::${local.account_id}:oidc-provider/${local.github}"

  # Repositories made since 2026-07-15 have their numbers in the subject.
  # https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
  numbered = "${replace(var.github_repository, "/", "@${var.github_owner_id}/")}@${var.github_repository_id}"
}

resource "aws_iam_openid_connect_provider" "github" {
  count = local.has_github && var.create_github_provider ? 1 : 0

  url            = "https://${local.github}"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "github_assumes" {
  count = local.has_github ? 1 : 0

  statement {
    sid     = "RepositoryByName"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:sub"
      values = [
        "repo:${var.github_repository}:ref:refs/heads/main",
        "repo:${var.github_repository}:environment:dev",
        "repo:${var.github_repository}:environment:test",
        "repo:${var.github_repository}:environment:prod",
      ]
    }
  }

  statement {
    sid     = "RepositoryByNumber"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.github}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "${local.github}:sub"
      values = [
        "repo:${local.numbered}:ref:refs/heads/main",
        "repo:${local.numbered}:environment:dev",
        "repo:${local.numbered}:environment:test",
        "repo:${local.numbered}:environment:prod",
      ]
    }
  }
}

resource "aws_iam_role" "deploy" {
  count = local.has_github ? 1 : 0

  name                 = "github-actions-${var.project_name}-deploy"
  description          = "What the workflows of ${var.github_repository} may do"
  assume_role_policy   = data.aws_iam_policy_document.github_assumes[0].json
  max_session_duration = 3600
  depends_on           = [aws_iam_openid_connect_provider.github]
}

locals {
  deploy_policies = {
    state   = data.aws_iam_policy_document.deploy_state.json
    service = data.aws_iam_policy_document.deploy_service.json
    edge    = data.aws_iam_policy_document.deploy_edge.json
    watch   = data.aws_iam_policy_document.deploy_watch.json
  }
}

resource "aws_iam_policy" "deploy" {
  for_each = local.has_github ? local.deploy_policies : {}

  name        = "${var.project_name}-deploy-${each.key}"
  description = "Part of what github-actions-${var.project_name}-deploy may do"
  policy      = each.value
}

resource "aws_iam_role_policy_attachment" "deploy" {
  for_each = aws_iam_policy.deploy

  role       = aws_iam_role.deploy[0].name
  policy_arn = each.value.arn
}
