"""Jinja2 and Babel: one environment renders screens and paper, in English and French.

English sentences are the message ids; French ones live in `templates/words/fr/*.po`, one file per part, and are read
as they are, so there is nothing to compile and nothing to forget.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import dates
from babel.messages import mofile, pofile
from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from inspect_app.adapters.system.clock import HOME

LANGUAGES = ("en", "fr")
_LOCALES = {"en": "en_CA", "fr": "fr_CA"}
# 9-1-1, 1-833-900-1010; a hyphen is where a line may break.
_NUMBER = re.compile(r"(?<![\d-])\d+(?:-\d+)+(?!\d)")


class Pages:
    """Renders templates of one folder. `render("visits/home.html", "fr", employers=…)` returns the text."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words = {language: _words(folder / "words" / language) for language in LANGUAGES}
        # One for each zone too: a macro sees no page's values, so a filter could not be told the zone in any other way.
        self._environments = {(language, HOME): self._environment(language, HOME) for language in LANGUAGES}

    def render(self, name: str, language: str, zone: ZoneInfo = HOME, **values: Any) -> str:
        """Renders `name` in `language`; an undefined value is an error, not an empty string.

        `zone`: where the page's moments are told: the reader's desk, or the place that a paper speaks of.
        """
        if (language, zone) not in self._environments:
            self._environments[language, zone] = self._environment(language, zone)
        return self._environments[language, zone].get_template(name).render(language=language, **values)

    def say(self, sentence: str, language: str, about: Mapping[str, object] | None = None) -> str:
        """One sentence in `language`, with {names} filled from `about`."""
        said = self._words[language].gettext(sentence)
        return said.format(**about) if about else said

    def _environment(self, language: str, zone: ZoneInfo) -> Environment:
        made = Environment(
            loader=FileSystemLoader(self._folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        )
        made.install_gettext_translations(self._words[language], newstyle=True)  # type: ignore[attr-defined]
        locale = _LOCALES[language]
        made.filters["day"] = lambda value: _long(_local(value, zone), locale)
        made.filters["short_day"] = lambda value: dates.format_date(_local(value, zone), "medium", locale)
        made.filters["minute"] = lambda value: _minute(value, locale, zone)
        made.filters["numbers"] = _numbers
        made.filters["moment"] = lambda value: dates.format_datetime(_local(value, zone), "medium", locale=locale)
        return made


def _numbers(text: str) -> Markup:
    """Keeps telephone numbers on one line and left to right, also inside Arabic, Persian or Urdu."""
    return Markup(_NUMBER.sub(r'<bdi class="n" dir="ltr">\g<0></bdi>', str(escape(text))))


def _minute(moment: datetime, locale: str, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{dates.format_date(local, 'medium', locale)}, {dates.format_time(local, 'short', locale=locale)}"


def _long(day: date | datetime, locale: str) -> str:
    said = str(dates.format_date(day, "long", locale))
    # CLDR has no "1er" for Canadian French.
    return said.replace("1 ", "1er ", 1) if locale.startswith("fr") and day.day == 1 else said


def _local(value: date | datetime, zone: ZoneInfo) -> date | datetime:
    return value.astimezone(zone) if isinstance(value, datetime) else value


def _words(folder: Path) -> NullTranslations:
    words: NullTranslations | None = None
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalog = pofile.read_po(file, locale=folder.name)
        packed = BytesIO()
        mofile.write_mo(packed, catalog)
        packed.seek(0)
        part = Translations(packed)
        if isinstance(words, Translations):
            words.merge(part)
        else:
            words = part
    return words or NullTranslations()
