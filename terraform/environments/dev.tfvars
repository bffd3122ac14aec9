# What is particular to this environment. It holds for a bare `terraform plan`, too.
bedrock_model_id = "eu.amazon.nova-micro-v1:0"
