output "site_url" {
  description = "Where visitors find the twin."
  value = (
    var.use_custom_domain ? "https://${local.domains[0]}" :
    "${var.viewer_protocol_policy == "allow-all" ? "http" : "https"}://${aws_cloudfront_distribution.site.domain_name}"
  )
}

output "api_url" {
  description = "The HTTP API itself; the site reaches it as /api of site_url."
  value       = aws_apigatewayv2_api.chat.api_endpoint
}

output "distribution_id" {
  description = "The CloudFront distribution, whose cache a deploy invalidates."
  value       = aws_cloudfront_distribution.site.id
}

output "distribution_domain_name" {
  description = "The distribution's own name."
  value       = aws_cloudfront_distribution.site.domain_name
}

output "frontend_bucket" {
  description = "Bucket of the site's files."
  value       = aws_s3_bucket.frontend.bucket
}

output "memory_bucket" {
  description = "Bucket of the conversations."
  value       = aws_s3_bucket.memory.bucket
}

output "data_bucket" {
  description = "Bucket of the owner's files and knowledge.json."
  value       = aws_s3_bucket.data.bucket
}

output "function_name" {
  description = "The function behind the HTTP API."
  value       = aws_lambda_function.api.function_name
}

output "log_group_name" {
  description = "Its logs."
  value       = aws_cloudwatch_log_group.function.name
}

output "streaming_enabled" {
  description = "Whether the site may post to /stream/chat."
  value       = var.enable_streaming
}

output "bedrock_model_id" {
  description = "The inference profile in use."
  value       = var.ai_provider == "bedrock" ? local.model_id : null
}

output "openai_key_secret" {
  description = "Secret whose value the owner sets when ai_provider is openai."
  value       = one(aws_secretsmanager_secret.openai_key[*].name)
}

output "environment" {
  description = "The environment."
  value       = terraform_data.environment.input
}

output "aws_region" {
  description = "The region."
  value       = var.aws_region
}
