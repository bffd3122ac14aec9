"""The Lambda function's entry point."""

from mangum import Mangum

from server import create_app

handler = Mangum(create_app(), lifespan="off")
