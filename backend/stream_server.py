"""The streaming function's entry point: uvicorn, which the Lambda Web Adapter asks over HTTP."""

from server import create_app
from settings import LOOPBACK, settings

if __name__ == "__main__":
    import uvicorn  # nothing else in the package needs it

    uvicorn.run(
        create_app(),
        host=LOOPBACK,
        port=settings().port,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=5,
    )
