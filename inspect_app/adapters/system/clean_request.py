"""Borrowed: werkzeug. What comes in loses NUL and lone surrogates at the door, for both apps and in one place."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.wrappers import Request, Response

from inspect_app.domain.storable import storable, storable_tree


class CleanRequest(Request):
    """A request whose path, query, form and JSON hold nothing that a database refuses. The raw body stays as it came:
    a tablet signed those bytes."""

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        # The routes are matched on this; werkzeug has it as latin-1, where a NUL is a NUL.
        environ["PATH_INFO"] = environ.get("PATH_INFO", "").replace("\0", "")
        super().__init__(environ, *args, **kwargs)

    @property
    def args(self) -> MultiDict[str, str]:
        if "clean_args" not in self.__dict__:
            self.__dict__["clean_args"] = _clean(super().args)
        return self.__dict__["clean_args"]  # type: ignore[no-any-return]

    def get_json(self, *args: Any, **kwargs: Any) -> Any:
        return storable_tree(super().get_json(*args, **kwargs))

    def _load_form_data(self) -> None:
        if "form" not in self.__dict__:
            super()._load_form_data()
            self.__dict__["form"] = _clean(self.__dict__["form"])


def stay_here(response: Response) -> None:
    """Takes scheme and host off a redirect. The router writes the Host header there, which the sender chose and a
    browser would remember; every redirect of ours stays on this host."""
    if response.location:
        path = urlsplit(response.location)
        response.location = urlunsplit(("", "", "/" + path.path.lstrip("/\\"), path.query, path.fragment))


def _clean(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict([(storable(name), storable(value)) for name, value in values.items(multi=True)])
