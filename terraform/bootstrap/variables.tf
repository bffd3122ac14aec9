variable "project_name" {
  type        = string
  default     = "digital-twin"
  description = "First part of every name; the same as the root's."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.project_name))
    error_message = "project_name must be 3 to 20 of a-z, 0-9 and '-', as bucket names need it."
  }
}

variable "aws_region" {
  type        = string
  default     = "eu-west-1"
  description = "Where the state is kept, and where the twin runs."

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region must be a region's code, such as eu-west-1."
  }
}

variable "github_repository" {
  type        = string
  default     = ""
  description = "OWNER/REPO whose workflows may deploy; empty: none, and no role."

  validation {
    condition     = can(regex("^([A-Za-z0-9-]+/[A-Za-z0-9._-]+)?$", var.github_repository))
    error_message = "github_repository must be OWNER/REPO, such as ada/digital-twin."
  }
}

variable "github_owner_id" {
  type        = string
  default     = "*"
  description = "The owner's number, `gh api users/OWNER --jq .id`; *: whoever holds the name."

  validation {
    condition     = can(regex("^([0-9]+|[*])$", var.github_owner_id))
    error_message = "github_owner_id must be a number, or * for any."
  }
}

variable "github_repository_id" {
  type        = string
  default     = "*"
  description = "The repository's number, `gh api repos/OWNER/REPO --jq .id`; *: any."

  validation {
    condition     = can(regex("^([0-9]+|[*])$", var.github_repository_id))
    error_message = "github_repository_id must be a number, or * for any."
  }
}

variable "create_github_provider" {
  type        = bool
  default     = true
  description = "Make GitHub's OIDC provider; false when the account has it, as it may have only one."
  nullable    = false
}
