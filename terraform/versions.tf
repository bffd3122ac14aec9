terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.62.0"
    }
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }

  # The bucket and its region come from -backend-config, and so does the table of another
  # project_name; the workspace gives the folder. The bucket encrypts with the project's key,
  # which `encrypt` would replace by S3's own.
  backend "s3" {
    key            = "terraform.tfstate"
    dynamodb_table = "digital-twin-terraform-locks"
    use_lockfile   = true
  }
}

provider "aws" {
  region = var.aws_region

  default_tags {
    tags = {
      Project     = var.project_name
      Environment = local.environment
      ManagedBy   = "terraform"
    }
  }
}
