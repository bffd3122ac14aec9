# TF_WORKSPACE=dev terraform test -filter=tests/refusals.tftest.hcl

variables {
  lambda_package = "versions.tf"
}

run "values_that_cannot_work" {
  command = plan

  variables {
    project_name           = "Digital Twin"
    environment            = "prod"
    lambda_package         = "no-such.zip"
    lambda_architecture    = "mips"
    lambda_memory_size     = 128
    lambda_timeout         = 60
    memory_retention_days  = 0
    log_retention_days     = 29
    ai_provider            = "oracle"
    bedrock_model_id       = "Nova Lite"
    openai_model           = "two words"
    openai_base_url        = "http://plain.example"
    use_custom_domain      = true
    extra_origins          = ["https://example.org/"]
    viewer_protocol_policy = "none"
    throttle_rate_limit    = 0
    throttle_burst_limit   = 0
    alert_email            = "owner"
    monthly_budget_usd     = 0
  }

  expect_failures = [
    var.project_name, var.environment, var.lambda_package, var.lambda_architecture, var.lambda_memory_size,
    var.lambda_timeout, var.memory_retention_days, var.log_retention_days, var.ai_provider,
    var.bedrock_model_id, var.openai_model, var.openai_base_url, var.root_domain, var.extra_origins,
    var.viewer_protocol_policy, var.throttle_rate_limit, var.throttle_burst_limit, var.alert_email,
    var.monthly_budget_usd,
  ]
}

run "an_unknown_environment_a_domain_with_a_scheme_and_every_origin" {
  command = plan

  variables {
    environment   = "staging"
    root_domain   = "https://example.com"
    extra_origins = ["*"]
    aws_region    = "Ireland"
  }

  expect_failures = [var.environment, var.root_domain, var.extra_origins, var.aws_region]
}

run "a_profile_of_another_continent" {
  command = plan

  variables {
    bedrock_model_id = "us.amazon.nova-lite-v1:0"
  }

  expect_failures = [var.bedrock_model_id]
}

run "a_profile_of_no_continent" {
  command = plan

  variables {
    bedrock_model_id = "xx.amazon.nova-lite-v1:0"
  }

  expect_failures = [var.bedrock_model_id]
}

run "the_european_profile_in_america" {
  command = plan

  variables {
    aws_region = "us-east-1"
  }

  expect_failures = [var.bedrock_model_id]
}

run "nova_without_a_profile" {
  command = plan

  variables {
    bedrock_model_id = "amazon.nova-lite-v1:0"
  }

  expect_failures = [var.bedrock_model_id]
}

run "american_profile_in_america" {
  command = plan

  variables {
    aws_region       = "us-west-2"
    bedrock_model_id = "us.amazon.nova-lite-v1:0"
  }

  assert {
    condition = one([
      for statement in data.aws_iam_policy_document.function.statement : statement.resources if statement.sid == "Model"
      ]) == toset([
      "arn:aws:bedrock:us-west-2:${data.aws_caller_identity.current.account_id}:inference-profile/us.amazon.nova-lite-v1:0",
      "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
      "arn:aws:bedrock:us-east-2::foundation-model/amazon.nova-lite-v1:0",
      "arn:aws:bedrock:us-west-1::foundation-model/amazon.nova-lite-v1:0",
      "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0",
    ])
    error_message = "the profile, and the model in each region that it may route to"
  }
}

run "asian_profile_in_asia" {
  command = plan

  variables {
    aws_region       = "ap-northeast-1"
    bedrock_model_id = "apac.amazon.nova-lite-v1:0"
  }
}

run "global_profile_anywhere" {
  command = plan

  variables {
    aws_region       = "sa-east-1"
    bedrock_model_id = "global.amazon.nova-2-lite-v1:0"
  }

  assert {
    condition = one([
      for statement in data.aws_iam_policy_document.function.statement : statement.resources if statement.sid == "GlobalModel"
    ]) == toset(["arn:aws:bedrock:::foundation-model/amazon.nova-2-lite-v1:0"])
    error_message = "a global profile routes to a model of no region"
  }
}

run "a_model_that_the_region_runs_itself" {
  command = plan

  variables {
    bedrock_model_id = "mistral.mistral-7b-instruct-v0:2"
  }

  assert {
    condition = one([
      for statement in data.aws_iam_policy_document.function.statement : statement.resources if statement.sid == "Model"
    ]) == toset(["arn:aws:bedrock:eu-west-1::foundation-model/mistral.mistral-7b-instruct-v0:2"])
    error_message = "a model of the region needs no profile"
  }
}
