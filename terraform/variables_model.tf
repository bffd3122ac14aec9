variable "ai_provider" {
  type        = string
  default     = "bedrock"
  description = "Which model answers: bedrock, or openai with its key in Secrets Manager."

  validation {
    condition     = contains(["bedrock", "openai"], var.ai_provider)
    error_message = "ai_provider must be bedrock or openai."
  }
}

variable "bedrock_model_id" {
  type        = string
  default     = null
  description = "Inference profile that Bedrock runs; environments/*.tfvars says which, unless given."

  validation {
    condition     = can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+(:[0-9]+)?(:[0-9]+k)?$", coalesce(var.bedrock_model_id, local.asked_model_id)))
    error_message = "bedrock_model_id must be an inference profile or a model, such as eu.amazon.nova-lite-v1:0."
  }

  validation {
    condition     = !startswith(coalesce(var.bedrock_model_id, local.asked_model_id), "amazon.nova-")
    error_message = "Bedrock runs Nova only through an inference profile: write eu., us., apac. or global. before the model, whichever has your region."
  }

  validation {
    condition     = try(contains(local.profile_regions[split(".", coalesce(var.bedrock_model_id, local.asked_model_id))[0]].sources, var.aws_region), !can(regex("^([a-z]{2}|us-gov)[.]", coalesce(var.bedrock_model_id, local.asked_model_id))))
    error_message = "That inference profile cannot be called from this region: eu. is for eu-*, us. for us-* and ca-*, apac., jp. and au. for ap-*, global. for all."
  }
}

variable "openai_model" {
  type        = string
  default     = "gpt-4o-mini"
  description = "The model when ai_provider is openai."

  validation {
    condition     = can(regex("^[!-~]{1,200}$", var.openai_model))
    error_message = "openai_model must be a model's name, without spaces."
  }
}

variable "openai_base_url" {
  type        = string
  default     = ""
  description = "Address of an OpenAI-compatible server; empty: OpenAI's own."

  validation {
    condition     = can(regex("^(https://[^[:space:]]+)?$", var.openai_base_url))
    error_message = "openai_base_url must begin with https://."
  }
}
