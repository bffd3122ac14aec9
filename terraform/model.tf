locals {
  asked_model_id = try(local.environment_file.bedrock_model_id, "eu.amazon.nova-lite-v1:0")
  model_id       = coalesce(var.bedrock_model_id, local.asked_model_id)
  model_parts    = split(".", local.model_id)
  is_profile     = contains(keys(local.profile_regions), local.model_parts[0])
  profile        = try(local.profile_regions[local.model_parts[0]], { sources = [], destinations = [var.aws_region] })
  foundation     = local.is_profile ? join(".", slice(local.model_parts, 1, length(local.model_parts))) : local.model_id

  bedrock_profile_arns = [
    for profile in local.is_profile ? [local.model_id] : [] :
    "arn:aws:bedrock:${var.aws_region}:${local.account_id}:inference-profile/${profile}"
  ]
  bedrock_model_arns = [
    for region in distinct(concat([var.aws_region], local.profile.destinations)) :
    "arn:aws:bedrock:${region}::foundation-model/${local.foundation}"
  ]

  # Where a profile may be called from, and where it may route to: the widest of its models.
  # https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
  eu_regions = ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"]
  us_regions = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"]
  ca_regions = ["ca-central-1", "ca-west-1"]
  ap_regions = [
    "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
    "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
    "ap-southeast-6", "ap-southeast-7",
  ]

  profile_regions = {
    eu     = { sources = concat(local.eu_regions, ["eu-central-2", "eu-west-2"]), destinations = local.eu_regions }
    us     = { sources = concat(local.us_regions, local.ca_regions), destinations = local.us_regions }
    ca     = { sources = local.ca_regions, destinations = local.ca_regions }
    apac   = { sources = local.ap_regions, destinations = local.ap_regions }
    jp     = { sources = ["ap-northeast-1", "ap-northeast-3"], destinations = ["ap-northeast-1", "ap-northeast-3"] }
    au     = { sources = ["ap-southeast-2", "ap-southeast-4", "ap-southeast-6"], destinations = ["ap-southeast-2", "ap-southeast-4"] }
    global = { sources = [var.aws_region], destinations = [] }
  }
}
