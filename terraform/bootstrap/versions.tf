terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.62.0"
    }
  }

  # The first apply runs on a local state, which then moves into the bucket that it made.
  # docs/infrastructure.md has the commands. The bucket encrypts with the project's key, which
  # `encrypt` would replace by S3's own.
  backend "s3" {
    key            = "bootstrap.tfstate"
    dynamodb_table = "digital-twin-terraform-locks"
    use_lockfile   = true
  }
}

provider "aws" {
  region = var.aws_region

  default_tags {
    tags = {
      Project   = var.project_name
      ManagedBy = "terraform"
    }
  }
}

data "aws_caller_identity" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
}
