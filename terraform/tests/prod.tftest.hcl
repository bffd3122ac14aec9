# TF_WORKSPACE=prod terraform test -filter=tests/prod.tftest.hcl

variables {
  lambda_package = "versions.tf"
}

run "prod_as_it_comes" {
  command = plan

  assert {
    condition     = output.bedrock_model_id == "eu.amazon.nova-lite-v1:0" && aws_lambda_function.api.function_name == "digital-twin-prod-api"
    error_message = "prod runs Nova Lite"
  }

  assert {
    condition     = aws_cloudfront_distribution.site.default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https"
    error_message = "http is sent to https"
  }

  assert {
    condition     = aws_cloudfront_distribution.site.http_version == "http2and3" && aws_cloudfront_distribution.site.default_cache_behavior[0].compress
    error_message = "HTTP/2 and 3, compressed"
  }

  assert {
    condition     = [for error in aws_cloudfront_distribution.site.custom_error_response : error.error_code] == [403]
    error_message = "only a missing object is turned into the 404 page: the API's errors pass"
  }

  assert {
    condition = anytrue([
      for behavior in aws_cloudfront_distribution.site.ordered_cache_behavior :
      behavior.path_pattern == "/api/*" && behavior.target_origin_id == "api" &&
      behavior.cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" &&
      behavior.origin_request_policy_id == "b689b0a8-53d0-40ab-baf2-68738e2966ac" &&
      contains(behavior.allowed_methods, "POST") && contains(behavior.allowed_methods, "DELETE")
    ])
    error_message = "/api/* goes to the HTTP API, uncached, without the visitor's Host"
  }

  assert {
    condition     = aws_apigatewayv2_route.default.route_key == "$default"
    error_message = "every route of FastAPI is reachable"
  }

  assert {
    condition     = [for behavior in aws_cloudfront_distribution.site.ordered_cache_behavior : behavior.path_pattern] == ["/_next/static/*", "/api/*"]
    error_message = "nothing but the site and /api/*"
  }
}

run "with_a_domain" {
  command = plan

  variables {
    use_custom_domain = true
    root_domain       = "example.com"
    extra_origins     = ["https://example.org"]
  }

  assert {
    condition     = aws_cloudfront_distribution.site.aliases == toset(["example.com", "www.example.com"]) && output.site_url == "https://example.com"
    error_message = "apex and www"
  }

  assert {
    condition     = aws_acm_certificate.site[0].region == "us-east-1" && aws_acm_certificate.site[0].domain_name == "example.com"
    error_message = "CloudFront takes certificates of us-east-1"
  }

  assert {
    condition     = aws_cloudfront_distribution.site.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    error_message = "TLS 1.2 at least"
  }

  assert {
    condition     = toset(keys(aws_route53_record.site)) == toset(["example.com A", "example.com AAAA", "www.example.com A", "www.example.com AAAA"])
    error_message = "both names, IPv4 and IPv6"
  }

  assert {
    condition     = aws_apigatewayv2_api.chat.cors_configuration[0].allow_origins == toset(["https://example.com", "https://www.example.com", "https://example.org"])
    error_message = "the domain and extra_origins may call the API, nobody else"
  }

  assert {
    condition     = aws_lambda_function.api.environment[0].variables.CORS_ORIGINS == "https://example.com,https://www.example.com,https://example.org"
    error_message = "the app allows whom the gateway allows"
  }
}

run "streaming_on" {
  command = plan

  variables {
    enable_streaming = true
  }

  assert {
    condition     = aws_lambda_function_url.stream[0].invoke_mode == "RESPONSE_STREAM" && aws_lambda_function_url.stream[0].authorization_type == "AWS_IAM"
    error_message = "a function URL that streams, and that only IAM opens"
  }

  assert {
    condition     = aws_lambda_function.stream[0].handler == "run.sh" && aws_lambda_function.stream[0].layers == tolist(["arn:aws:lambda:eu-west-1:753240598075:layer:LambdaAdapterLayerX86:26"])
    error_message = "the start script under the web adapter"
  }

  assert {
    condition = (
      aws_lambda_function.stream[0].environment[0].variables.AWS_LAMBDA_EXEC_WRAPPER == "/opt/bootstrap" &&
      aws_lambda_function.stream[0].environment[0].variables.AWS_LWA_INVOKE_MODE == "response_stream"
    )
    error_message = "the adapter must be told to stream"
  }

  assert {
    condition     = toset([for permission in aws_lambda_permission.stream : permission.action]) == toset(["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"])
    error_message = "since October 2025 a function URL needs both permissions"
  }

  assert {
    condition     = aws_cloudfront_origin_access_control.stream[0].origin_access_control_origin_type == "lambda" && aws_cloudfront_origin_access_control.stream[0].signing_behavior == "always"
    error_message = "the distribution signs what it asks"
  }

  assert {
    condition = anytrue([
      for behavior in aws_cloudfront_distribution.site.ordered_cache_behavior :
      behavior.path_pattern == "/stream/*" && behavior.target_origin_id == "stream" &&
      behavior.cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" &&
      behavior.origin_request_policy_id == "b689b0a8-53d0-40ab-baf2-68738e2966ac" &&
      contains(behavior.allowed_methods, "POST")
    ])
    error_message = "/stream/* goes to the function URL, uncached, without the visitor's Host"
  }

  assert {
    condition     = aws_cloudwatch_log_group.stream[0].retention_in_days == 30
    error_message = "its logs are forgotten, too"
  }
}

run "streaming_on_arm" {
  command = plan

  variables {
    enable_streaming    = true
    lambda_architecture = "arm64"
    aws_region          = "eu-central-1"
  }

  assert {
    condition     = aws_lambda_function.stream[0].layers == tolist(["arn:aws:lambda:eu-central-1:753240598075:layer:LambdaAdapterLayerArm64:26"])
    error_message = "the adapter of that region and processor"
  }
}
