# Everything optional at once, so that a scan of both roots sees every resource.
use_custom_domain = true
root_domain       = "example.com"
enable_streaming  = true
enable_snapstart  = true
alert_email       = "owner@example.com"
ai_provider       = "openai"
extra_origins     = ["https://example.org"]
github_repository = "ada/digital-twin"
