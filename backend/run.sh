#!/bin/sh
# Start the streaming function: the handler that the Lambda Web Adapter runs.
# https://awslabs.github.io/aws-lambda-web-adapter/getting-started/zip-packages.html
set -eu

export PORT="${AWS_LWA_PORT:-${PORT:-8080}}"
exec python3 "$(dirname "$0")/stream_server.py"
