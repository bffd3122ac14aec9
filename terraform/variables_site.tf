variable "use_custom_domain" {
  type        = bool
  default     = false
  description = "Serve the site under root_domain, whose hosted zone must be in Route 53."
  nullable    = false
}

variable "root_domain" {
  type        = string
  default     = ""
  description = "The owner's domain, such as example.com."

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+)?$", var.root_domain))
    error_message = "root_domain must be a bare domain in small letters, such as example.com: no https://, no www."
  }

  validation {
    condition     = var.root_domain != "" || !var.use_custom_domain
    error_message = "use_custom_domain needs root_domain: set it, such as example.com."
  }
}

variable "extra_origins" {
  type        = list(string)
  default     = []
  description = "Other sites that may call the API from a browser."

  validation {
    condition     = alltrue([for origin in var.extra_origins : can(regex("^https?://[a-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "extra_origins must be origins such as https://example.org: no path, no slash at the end, no *."
  }
}

variable "viewer_protocol_policy" {
  type        = string
  default     = "redirect-to-https"
  description = "What CloudFront does with http; only a cloud on a laptop allows it."

  validation {
    condition     = contains(["redirect-to-https", "https-only", "allow-all"], var.viewer_protocol_policy)
    error_message = "viewer_protocol_policy must be redirect-to-https, https-only or allow-all."
  }
}

variable "throttle_rate_limit" {
  type        = number
  default     = 2
  description = "Requests a second that the API takes from all visitors together."

  validation {
    condition     = var.throttle_rate_limit >= 1 && var.throttle_rate_limit <= 1000
    error_message = "throttle_rate_limit must be between 1 and 1000 requests a second."
  }
}

variable "throttle_burst_limit" {
  type        = number
  default     = 5
  description = "Requests that may come at once before that rate holds."

  validation {
    condition     = var.throttle_burst_limit >= 1 && var.throttle_burst_limit <= 2000
    error_message = "throttle_burst_limit must be between 1 and 2000 requests."
  }
}

variable "alert_email" {
  type        = string
  default     = ""
  description = "Who is written to when something fails or costs; empty: nobody, and no alarms."

  validation {
    condition     = can(regex("^([^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+)?$", var.alert_email))
    error_message = "alert_email must be an e-mail address, or empty."
  }
}

variable "monthly_budget_usd" {
  type        = number
  default     = 10
  description = "Spending of the whole account in a month that alert_email hears of at 80 and 100 %."

  validation {
    condition     = var.monthly_budget_usd >= 1 && var.monthly_budget_usd <= 10000
    error_message = "monthly_budget_usd must be between 1 and 10000."
  }
}
