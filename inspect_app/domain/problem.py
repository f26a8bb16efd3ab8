"""The named ways to fail, each with words for a person: what happened, what is safe, what to do next.

The domain does not know HTTP; `kind` says what sort of failure it is and the web floor picks a status for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from inspect_app.domain.problem_names import ProblemName

Kind = Literal["missing", "refused", "wrong", "clash", "later", "full", "unreadable", "unsupported", "large", "unknown"]


@dataclass(frozen=True)
class Words:
    """`says` may hold {names} filled from `about`."""

    kind: Kind
    says: str


PROBLEMS: dict[ProblemName, Words] = {
    "not-found": Words(
        "missing", "There is nothing here by that address. Nothing was changed. Go back and choose again."
    ),
    "not-allowed": Words(
        "refused", "Your role does not include this. Nothing was changed. Ask a supervisor of your agency."
    ),
    "sign-in-needed": Words("refused", "Sign in first. Nothing was changed."),
    "wrong-password": Words(
        "wrong",
        "The e-mail address and password do not match. Nothing was changed. Check both and try again.",
    ),
    "locked-out": Words(
        "later", "Too many wrong tries. Wait {minutes} minutes and try again, or ask an administrator."
    ),
    "weak-password": Words("wrong", "That password cannot be used: {why} Choose another; nothing was changed."),
    "wrong-input": Words("wrong", "{why} Nothing was saved. Correct it and send again."),
    "unknown-site": Words(
        "missing", "No site has this address. The visit was not planned. Choose a site of the employer."
    ),
    "visit-closed": Words("clash", "This visit is closed, so it was not changed. Plan a follow-up visit instead."),
    "order-settled": Words(
        "clash", "This order is already settled, so it was not changed. Open the order to see by whom."
    ),
    "unknown-checklist": Words(
        "missing",
        "No published checklist is called {key} version {n}. Nothing was changed. Choose one from the list.",
    ),
    "point-needs-contact": Words(
        "wrong", "A point opens only with someone to refer workers to. Nothing was opened. Name a contact first."
    ),
    "loopback-address": Words(
        "wrong",
        "PUBLIC_URL is an address that only this computer can open, so no card was printed. "
        "Set PUBLIC_URL to the address that workers can reach.",
    ),
    "too-many-cards": Words(
        "wrong", "A point hands out at most {most} cards. No card was printed. A supervisor may raise it with a reason."
    ),
    "management-not-approved": Words(
        "refused",
        "Cards for managers are off at this point until a supervisor allows them by name. No card was printed.",
    ),
    "consulate-needs-reason": Words(
        "refused",
        "A consulate hosts no point by default: some workers are watched by those who sent them. Nothing was opened. "
        "A supervisor may open one with a written reason.",
    ),
    "call-taken": Words(
        "clash", "Somebody else has taken this call. Nothing was changed; reload to see what still waits."
    ),
    "deeds-too-early": Words(
        "clash", "This visit is not closed yet, so nothing was published. Close it on the tablet, then publish."
    ),
    "point-closed": Words("clash", "This point is closed, so nothing was printed. Open another point."),
    "report-taken-back": Words(
        "missing",
        "Something in this report was redacted, so its file was withdrawn. Its number and SHA-256 stay. "
        "Draft a new version to have one without it.",
    ),
    "edited-meanwhile": Words(
        "clash", "Someone changed this meanwhile. Your change is kept beside theirs; a person must choose."
    ),
    "changed-meanwhile": Words(
        "clash", "Someone changed this meanwhile, so nothing was changed. Reload the page, look again and send again."
    ),
    "visit-open": Words(
        "clash",
        "This visit is not closed yet, so no report was drafted. Close it on the tablet, then draft the report.",
    ),
    "report-moved": Words(
        "clash", "This report has moved on meanwhile, so it was not changed. Reload its page to see where it stands."
    ),
    "report-not-ready": Words("clash", "This report is being made. Nothing is lost; reload the page in a few seconds."),
    "report-damaged": Words(
        "clash",
        "The stored bytes of this report are not those that were issued, so they were not handed out. "
        "The record is safe. Tell an administrator: the file must be restored from a backup.",
    ),
    "picture-damaged": Words(
        "clash",
        "The stored bytes of this picture are not those that the tablet sent, so they were not handed out. "
        "The record is safe. Tell an administrator: the file must be restored from a backup.",
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
    "unreadable-batch": Words(
        "unreadable",
        "What the tablet sent could not be read: {why} Nothing was stored. Everything is still on the tablet.",
    ),
    "unknown-tablet": Words(
        "unknown",
        "The server does not know this tablet's signature. Nothing was stored and nothing is lost: everything is still "
        "on the tablet. Sign in on it and enrol it, then send again.",
    ),
    "clock-off": Words(
        "unknown",
        "The tablet's clock is off by {seconds} seconds. Nothing was lost. Ask again with the server's time, or set "
        "the tablet's clock.",
    ),
    "no-receipt": Words(
        "refused",
        "This tablet gets no receipt for this visit: it is not trusted any more, or its inspector is not on the team. "
        "What it sent is kept. Ask a supervisor.",
    ),
    "wrong-piece": Words(
        "wrong", "This piece of a photo does not fit its size. It was not kept. Send the photo again from the start."
    ),
    "wrong-photo-hash": Words(
        "unreadable",
        "The photo's bytes are not those its name promises. They were not kept. The photo is still on the tablet; "
        "send it again.",
    ),
    "photo-without-event": Words(
        "clash",
        "No entry of this tablet for this visit names the photo. It was not kept here; it is still on the tablet. "
        "Send the entries first.",
    ),
    "not-a-picture": Words(
        "unsupported",
        "This is not a JPEG or WebP photo of at most 50 megapixels. It was not kept here; it is still on the tablet. "
        "Take the photo again.",
    ),
    "photo-too-large": Words(
        "large",
        "The photo has {megabytes} MB; the server takes 12 MB at most. It was not kept here; it is still on the "
        "tablet. Take the photo again with the tablet's own camera page.",
    ),
    "not-a-tablet-key": Words(
        "wrong", "The tablet's key could not be read. It was not enrolled. Reload the page and try again."
    ),
    "not-a-parcel": Words(
        "wrong",
        "This is not a file that a tablet saved. Nothing was stored. Choose the file named spotcheck-1-1.jsonl "
        "or alike.",
    ),
    "broken-line": Words(
        "wrong",
        "This line is no request of a tablet: it was cut or changed. Nothing of it was stored; the rest was read. "
        "Import the file again as the tablet saved it.",
    ),
    "line-not-signed": Words(
        "unknown",
        "This line bears no signature of a tablet that is enrolled here: it was changed, or made elsewhere. Nothing of "
        "it was stored; the rest was read. Import the file again as the tablet saved it.",
    ),
    "disk-full": Words(
        "full",
        "The server's disk is full. What was stored before is safe; this was not stored. Keep it and send later.",
    ),
}


class Problem(Exception):
    """Something a person must be told. `str(problem)` is the English sentence, `tell` any other."""

    def __init__(self, name: ProblemName, **about: object) -> None:
        super().__init__(name)
        self.name = name
        self.about = about
        self.words = PROBLEMS[name]

    def __str__(self) -> str:
        return self.tell(lambda sentence: sentence)

    def tell(self, say: Callable[[str], str]) -> str:
        """The sentence as `say` puts it (into another language); its reason, `why`, goes through `say` as well.

        A reason may hold {names} of `about`. They are replaced one by one: what a person typed may hold braces too.
        """
        about = dict(self.about)
        if about.get("why"):
            why = say(str(about["why"]))
            for name, value in self.about.items():
                why = why.replace("{" + name + "}", str(value))
            about["why"] = why
        return say(self.words.says).format(**about)
