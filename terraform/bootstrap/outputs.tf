output "state_bucket" {
  description = "Bucket of every state; -backend-config=bucket=… of the root."
  value       = aws_s3_bucket.state.bucket
}

output "lock_table" {
  description = "Table of the locks."
  value       = aws_dynamodb_table.locks.name
}

output "aws_region" {
  description = "Region of the state; -backend-config=region=… of the root."
  value       = var.aws_region
}

output "github_actions_role_arn" {
  description = "Role of the workflows: the repository's secret AWS_ROLE_ARN."
  value       = one(aws_iam_role.deploy[*].arn)
}

output "github_repository" {
  description = "OWNER/REPO whose workflows may deploy; a later run of bootstrap.sh keeps it."
  value       = var.github_repository
}

output "github_owner_id" {
  description = "The owner's number; a later run of bootstrap.sh keeps it."
  value       = var.github_owner_id
}

output "github_repository_id" {
  description = "The repository's number; a later run of bootstrap.sh keeps it."
  value       = var.github_repository_id
}

output "create_github_provider" {
  description = "Whether GitHub's OIDC provider was made here; a later run of bootstrap.sh keeps it."
  value       = var.create_github_provider
}
