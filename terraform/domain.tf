locals {
  # Two distributions cannot share a name: only prod takes the apex and www.
  own_domains = local.environment == "prod" ? [var.root_domain, "www.${var.root_domain}"] : ["${local.environment}.${var.root_domain}"]
  domains     = var.use_custom_domain ? local.own_domains : []
}

data "aws_route53_zone" "root" {
  count = var.use_custom_domain ? 1 : 0

  name         = var.root_domain
  private_zone = false
}

# CloudFront takes certificates of one region only.
resource "aws_acm_certificate" "site" {
  count = var.use_custom_domain ? 1 : 0

  region                    = "us-east-1"
  domain_name               = local.domains[0]
  subject_alternative_names = slice(local.domains, 1, length(local.domains))
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # The names are known when planning, what is asked for them only later.
  validation = {
    for domain in local.domains : domain => one([
      for option in aws_acm_certificate.site[0].domain_validation_options : option if option.domain_name == domain
    ])
  }
}

resource "aws_route53_record" "validation" {
  for_each = toset(local.domains)

  zone_id         = data.aws_route53_zone.root[0].zone_id
  name            = local.validation[each.key].resource_record_name
  type            = local.validation[each.key].resource_record_type
  records         = [local.validation[each.key].resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "site" {
  count = var.use_custom_domain ? 1 : 0

  region                  = "us-east-1"
  certificate_arn         = aws_acm_certificate.site[0].arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]
}

resource "aws_route53_record" "site" {
  for_each = {
    for pair in setproduct(local.domains, ["A", "AAAA"]) : "${pair[0]} ${pair[1]}" => { name = pair[0], type = pair[1] }
  }

  zone_id = data.aws_route53_zone.root[0].zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = aws_cloudfront_distribution.site.domain_name
    zone_id                = aws_cloudfront_distribution.site.hosted_zone_id
    evaluate_target_health = false
  }
}
