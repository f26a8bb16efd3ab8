"""The named ways to fail, each with words for a person: what happened, what is safe, what to do next.

The domain does not know HTTP; `kind` says what sort of failure it is and the web floor picks a status for it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`kind` is one of missing, refused, wrong, clash, later, full. `says` may hold {names} filled from `about`."""

    kind: str
    says: str


PROBLEMS: dict[str, Words] = {
    "not-found": Words("missing", "There is nothing here by that address. Nothing was changed. Go back and choose again."),
    "not-allowed": Words(
        "refused", "Your role does not include this. Nothing was changed. Ask a supervisor of your agency."
    ),
    "sign-in-needed": Words("refused", "Sign in first. Nothing was changed."),
    "wrong-password": Words(
        "wrong", "The e-mail address and password do not match. Nothing was changed. Check both and try again."
    ),
    "locked-out": Words(
        "later", "Too many wrong tries. Wait {minutes} minutes and try again, or ask an administrator."
    ),
    "weak-password": Words("wrong", "That password cannot be used: {why} Choose another; nothing was changed."),
    "wrong-input": Words("wrong", "{why} Nothing was saved. Correct it and send again."),
    "unknown-site": Words("missing", "No site has this address. The visit was not planned. Choose a site of the employer."),
    "visit-closed": Words("clash", "This visit is closed, so it was not changed. Plan a follow-up visit instead."),
    "unknown-checklist": Words(
        "missing", "No published checklist is called {key} version {n}. Nothing was changed. Choose one from the list."
    ),
    "edited-meanwhile": Words(
        "clash", "Someone changed this meanwhile. Your change is kept beside theirs; a person must choose."
    ),
    "no-reason": Words("wrong", "A reason is needed here. Nothing was changed. Write one sentence and send again."),
    "not-an-employer-list": Words(
        "wrong",
        "{file} is not a federal LMIA employer list. Expected: a CSV file, plain or .gz, with a header row naming at"
        " least Employer, Address and LMIAs or Positions. Nothing of it was imported; other files are not affected.",
    ),
    "unreadable-file": Words(
        "wrong", "{file} could not be read: {why}. Nothing of it was imported. Get the file again and repeat."
    ),
    "disk-full": Words(
        "full", "The server's disk is full. What was stored before is safe; this was not stored. Keep it and send later."
    ),
}


class Problem(Exception):
    """Something a person must be told. `str(problem)` is the English sentence; `name` finds the French one."""

    def __init__(self, name: str, **about: object) -> None:
        super().__init__(name)
        self.name = name
        self.about = about
        self.words = PROBLEMS[name]

    def __str__(self) -> str:
        return self.words.says.format(**self.about)
