variable "project_name" {
  type        = string
  default     = "digital-twin"
  description = "First part of every name."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.project_name))
    error_message = "project_name must be 3 to 20 of a-z, 0-9 and '-', as bucket names need it."
  }
}

variable "environment" {
  type        = string
  default     = null
  description = "The environment; the workspace unless given, and never another than it."

  validation {
    condition     = alltrue([for name in compact([terraform.workspace, var.environment]) : contains(["dev", "test", "prod"], name)])
    error_message = "The environments are dev, test and prod: run `terraform workspace select -or-create dev` first."
  }

  validation {
    condition     = coalesce(var.environment, terraform.workspace) == terraform.workspace
    error_message = "environment and the workspace '${terraform.workspace}' differ: select the workspace of that name, or leave environment out."
  }
}

variable "aws_region" {
  type        = string
  default     = "eu-west-1"
  description = "Where everything but CloudFront and its certificate runs; where bootstrap/ ran."

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region must be a region's code, such as eu-west-1."
  }
}

variable "lambda_package" {
  type        = string
  default     = "../backend/lambda-deployment.zip"
  description = "The zip that backend/deploy.py builds."

  validation {
    condition     = fileexists(var.lambda_package)
    error_message = "There is no such package: build it with `cd backend && python deploy.py`."
  }
}

variable "lambda_architecture" {
  type        = string
  default     = "x86_64"
  description = "Processor of the functions; arm64 needs a package of `deploy.py --arch arm64`."

  validation {
    condition     = contains(["x86_64", "arm64"], var.lambda_architecture)
    error_message = "lambda_architecture must be x86_64 or arm64."
  }
}

variable "lambda_memory_size" {
  type        = number
  default     = 512
  description = "Memory of a function in MB; its processor grows with it."

  validation {
    condition     = var.lambda_memory_size >= 256 && var.lambda_memory_size <= 3008
    error_message = "lambda_memory_size must be between 256 and 3008 MB."
  }
}

variable "lambda_timeout" {
  type        = number
  default     = 30
  description = "Seconds that one request may take; the gateway waits no longer than 30. A turn has 5 less."

  validation {
    condition     = var.lambda_timeout >= 10 && var.lambda_timeout <= 30
    error_message = "lambda_timeout must be between 10 and 30 s: the HTTP API gives up after 30."
  }
}

variable "enable_snapstart" {
  type        = bool
  default     = false
  description = "Start the function from a snapshot: a cold start in half the time, about 2 USD a month while deploy.sh keeps one version."
  nullable    = false
}

variable "enable_streaming" {
  type        = bool
  default     = false
  description = "A second function that streams answers word by word, behind /stream/*."
  nullable    = false
}

variable "memory_retention_days" {
  type        = number
  default     = 90
  description = "Days after its last message that a conversation is deleted."

  validation {
    condition     = var.memory_retention_days >= 1 && var.memory_retention_days <= 3650
    error_message = "memory_retention_days must be between 1 and 3650."
  }
}

variable "log_retention_days" {
  type        = number
  default     = 30
  description = "Days that logs are kept."

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365."
  }
}
