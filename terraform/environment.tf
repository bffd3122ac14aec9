data "aws_caller_identity" "current" {}

# Made by bootstrap/, once for all environments.
data "aws_kms_alias" "project" {
  name = "alias/${var.project_name}"
}

locals {
  environment = terraform.workspace
  account_id  = data.aws_caller_identity.current.account_id
  key_arn     = data.aws_kms_alias.project.target_key_arn
  name        = "${var.project_name}-${local.environment}"

  # The file holds without -var-file, too.
  environment_file = try(
    provider::terraform::decode_tfvars(file("${path.module}/environments/${local.environment}.tfvars")), {}
  )

  in_use = {
    project_name           = var.project_name
    environment            = coalesce(var.environment, local.environment)
    aws_region             = var.aws_region
    lambda_package         = var.lambda_package
    lambda_architecture    = var.lambda_architecture
    lambda_memory_size     = var.lambda_memory_size
    lambda_timeout         = var.lambda_timeout
    enable_snapstart       = var.enable_snapstart
    enable_streaming       = var.enable_streaming
    memory_retention_days  = var.memory_retention_days
    log_retention_days     = var.log_retention_days
    ai_provider            = var.ai_provider
    openai_model           = var.openai_model
    openai_base_url        = var.openai_base_url
    use_custom_domain      = var.use_custom_domain
    root_domain            = var.root_domain
    extra_origins          = var.extra_origins
    viewer_protocol_policy = var.viewer_protocol_policy
    throttle_rate_limit    = var.throttle_rate_limit
    throttle_burst_limit   = var.throttle_burst_limit
    alert_email            = var.alert_email
    monthly_budget_usd     = var.monthly_budget_usd
  }

  overlooked = [
    for name, value in local.environment_file : name
    if name != "bedrock_model_id" && jsonencode(value) != jsonencode(lookup(local.in_use, name, null))
  ]
}

resource "terraform_data" "environment" {
  input = local.environment

  lifecycle {
    precondition {
      condition     = length(local.overlooked) == 0
      error_message = "environments/${local.environment}.tfvars sets ${join(", ", local.overlooked)}, but this run does not use it: add -var-file=environments/${local.environment}.tfvars."
    }
  }
}
