locals {
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
  managed_caching_optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  managed_caching_disabled  = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"

  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
  managed_all_viewer_except_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"

  # The site's inline scripts lie in files of their own, so this never changes with a build.
  content_security_policy = join("; ", [
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    "img-src 'self' data:",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "script-src 'self'",
    "frame-ancestors 'none'",
  ])

  cache_control = {
    pages  = { value = "no-cache", override = true }
    assets = { value = "public, max-age=31536000, immutable", override = true }
    api    = { value = "no-store", override = false }
  }
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "${local.name}-site"
  description                       = "Only the distribution reads the site's bucket"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "clean_paths" {
  name    = "${local.name}-clean-paths"
  comment = "/about finds about.html"
  runtime = "cloudfront-js-2.0"
  code    = file("${path.module}/functions/clean-paths.js")
}

resource "aws_cloudfront_function" "strip_prefix" {
  name    = "${local.name}-strip-prefix"
  comment = "/api/chat is /chat to the API"
  runtime = "cloudfront-js-2.0"
  code    = file("${path.module}/functions/strip-prefix.js")
}

# Pages are compressed, which needs a TTL above zero, and asked for again each time.
resource "aws_cloudfront_cache_policy" "pages" {
  name        = "${local.name}-pages"
  comment     = "As the object says, else revalidated each time"
  min_ttl     = 0
  default_ttl = 0
  max_ttl     = 86400

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true

    cookies_config {
      cookie_behavior = "none"
    }

    headers_config {
      header_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

resource "aws_cloudfront_response_headers_policy" "secure" {
  #checkov:skip=CKV_AWS_259:subdomains of the owner's are not this site's to force to https
  for_each = local.cache_control

  name    = "${local.name}-${each.key}"
  comment = "Security headers of ${each.key}"

  security_headers_config {
    content_security_policy {
      content_security_policy = local.content_security_policy
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 63072000
      override                   = true
    }
  }

  custom_headers_config {
    items {
      header   = "Cache-Control"
      value    = each.value.value
      override = each.value.override
    }

    items {
      header   = "Permissions-Policy"
      value    = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
      override = true
    }

    items {
      header   = "Cross-Origin-Opener-Policy"
      value    = "same-origin"
      override = true
    }
  }
}
