"""What a web server runs: `app`, the pages of staff. The worker page is mounted beside it under /c when it exists."""

from inspect_app.settings import from_env
from inspect_app.web import create_app

app = create_app(from_env())
