"""The Lambda function's entry point.

What imports and start-up make is there to stay: the garbage collector waits until they are done,
which shortens a cold start by a tenth, and never looks at it again.
"""

import gc

gc.disable()

from mangum import Mangum  # noqa: E402

from server import create_app  # noqa: E402

handler = Mangum(create_app(), lifespan="off")

gc.freeze()
gc.enable()
