"""The Lambda function's entry point."""

from mangum import Mangum

from server import app

handler = Mangum(app, lifespan="off")
