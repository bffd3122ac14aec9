"""Builds lambda-deployment.zip; `deploy.py` is its command."""
