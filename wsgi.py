"""What a web server runs. `app` is both on one machine; in production `web` and `worker` stand alone, on two host
names and under two users."""

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from inspect_app.settings import from_env
from inspect_app.web import create_app as create_web
from inspect_app.worker import create_app as create_worker

settings = from_env()
web = create_web(settings)
worker = create_worker(settings)
app = DispatcherMiddleware(web, {"/c": worker})
