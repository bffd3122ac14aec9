locals {
  site_origin   = "site"
  api_origin    = "api"
  stream_origin = "stream"

  # What the distribution asks of the two functions; prefix -> origin.
  live_paths = merge(
    { "/api/*" = local.api_origin },
    var.enable_streaming ? { "/stream/*" = local.stream_origin } : {},
  )
}

resource "aws_cloudfront_distribution" "site" {
  #checkov:skip=CKV_AWS_86:a log of visitors' addresses is not needed, and not kept
  #checkov:skip=CKV_AWS_68:a web ACL costs more a month than everything else together
  #checkov:skip=CKV2_AWS_47:a web ACL costs more a month than everything else together, and no Java runs here
  #checkov:skip=CKV_AWS_310:one region, one origin each: there is no second one to fail over to
  #checkov:skip=CKV_AWS_374:visitors may come from anywhere
  comment             = local.name
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  price_class         = "PriceClass_100"
  default_root_object = "index.html"
  aliases             = local.domains

  origin {
    origin_id                = local.site_origin
    domain_name              = aws_s3_bucket.frontend.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  origin {
    origin_id   = local.api_origin
    domain_name = "${aws_apigatewayv2_api.chat.id}.execute-api.${var.aws_region}.amazonaws.com"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = 35
    }
  }

  dynamic "origin" {
    for_each = aws_lambda_function_url.stream

    content {
      origin_id                = local.stream_origin
      domain_name              = split("/", origin.value.function_url)[2]
      origin_access_control_id = aws_cloudfront_origin_access_control.stream[0].id

      custom_origin_config {
        http_port              = 80
        https_port             = 443
        origin_protocol_policy = "https-only"
        origin_ssl_protocols   = ["TLSv1.2"]
        origin_read_timeout    = 35
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = local.site_origin
    viewer_protocol_policy     = var.viewer_protocol_policy
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = aws_cloudfront_cache_policy.pages.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.secure["pages"].id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.clean_paths.arn
    }
  }

  ordered_cache_behavior {
    path_pattern               = "/_next/static/*"
    target_origin_id           = local.site_origin
    viewer_protocol_policy     = var.viewer_protocol_policy
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.managed_caching_optimized
    response_headers_policy_id = aws_cloudfront_response_headers_policy.secure["assets"].id
  }

  dynamic "ordered_cache_behavior" {
    for_each = local.live_paths

    content {
      path_pattern               = ordered_cache_behavior.key
      target_origin_id           = ordered_cache_behavior.value
      viewer_protocol_policy     = var.viewer_protocol_policy
      allowed_methods            = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
      cached_methods             = ["GET", "HEAD"]
      compress                   = false
      cache_policy_id            = local.managed_caching_disabled
      origin_request_policy_id   = local.managed_all_viewer_except_host_header
      response_headers_policy_id = aws_cloudfront_response_headers_policy.secure["api"].id

      function_association {
        event_type   = "viewer-request"
        function_arn = aws_cloudfront_function.strip_prefix.arn
      }
    }
  }

  # A missing object is 403 behind access control; the API never answers 403.
  custom_error_response {
    error_code            = 403
    response_code         = 404
    response_page_path    = "/404.html"
    error_caching_min_ttl = 60
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  # CloudFront's own certificate has no choice of protocol; it takes TLSv1 as its name.
  viewer_certificate {
    cloudfront_default_certificate = !var.use_custom_domain
    acm_certificate_arn            = one(aws_acm_certificate_validation.site[*].certificate_arn)
    ssl_support_method             = var.use_custom_domain ? "sni-only" : null
    minimum_protocol_version       = var.use_custom_domain ? "TLSv1.2_2021" : "TLSv1"
  }
}
