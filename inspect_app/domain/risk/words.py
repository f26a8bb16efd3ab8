"""The score's reasons as sentences, in English and French. A test asks for every key in both."""

from collections.abc import Callable, Mapping
from datetime import date

from inspect_app.domain.risk.reasons import Reason

TERMS: Mapping[str, Mapping[str, str]] = {
    "baseline": {"en": "Sector baseline (not about this employer)", "fr": "Base du secteur (pas cet employeur)"},
    "history": {"en": "Past visits", "fr": "Visites passées"},
    "current": {"en": "Findings of the newest visit", "fr": "Constats de la dernière visite"},
    "workers": {"en": "Worker voice", "fr": "Parole des travailleurs"},
    "complaints": {"en": "Complaints", "fr": "Plaintes"},
    "network": {"en": "Confirmed links", "fr": "Liens confirmés"},
}

EVIDENCE: Mapping[str, Mapping[str, str]] = {
    "none": {"en": "no evidence", "fr": "aucune preuve"},
    "thin": {"en": "thin evidence", "fr": "preuves minces"},
    "some": {"en": "some evidence", "fr": "quelques preuves"},
    "good": {"en": "good evidence", "fr": "bonnes preuves"},
}

URGENT: Mapping[str, Mapping[str, str]] = {
    "confinement": {"en": "People kept in", "fr": "Personnes retenues"},
    "violence": {"en": "Violence or threats", "fr": "Violence ou menaces"},
    "documents": {"en": "Identity documents held by others", "fr": "Documents d'identité détenus par d'autres"},
    "child": {"en": "A person under 18", "fr": "Une personne de moins de 18 ans"},
    "danger": {"en": "Immediate danger", "fr": "Danger immédiat"},
    "reprisal": {"en": "Reprisal", "fr": "Représailles"},
}

LINKS: Mapping[str, Mapping[str, str]] = {
    "same_as": {"en": "the same employer under another name", "fr": "le même employeur sous un autre nom"},
    "possible_successor": {"en": "a confirmed successor", "fr": "un successeur confirmé"},
    "shares_address": {"en": "an employer at the same address", "fr": "un employeur à la même adresse"},
    "shares_phone": {"en": "an employer with the same telephone", "fr": "un employeur avec le même téléphone"},
    "shares_director": {"en": "an employer with the same director", "fr": "un employeur avec le même dirigeant"},
    "uses_recruiter": {"en": "an employer with the same recruiter", "fr": "un employeur avec le même recruteur"},
}

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "baseline_above": {
        "en": "Unannounced visits in this sector found serious signs more often than elsewhere.",
        "fr": "Les visites non annoncées dans ce secteur ont trouvé des signes graves plus souvent qu'ailleurs.",
    },
    "baseline_below": {
        "en": "Unannounced visits in this sector found serious signs less often than elsewhere.",
        "fr": "Les visites non annoncées dans ce secteur ont trouvé des signes graves moins souvent qu'ailleurs.",
    },
    "history_serious": {
        "en": "An unannounced visit on {day} found serious signs.",
        "fr": "Une visite non annoncée le {day} a trouvé des signes graves.",
    },
    "history_clean": {
        "en": "Unannounced visits without serious signs: {count}, the latest on {day}.",
        "fr": "Visites non annoncées sans signe grave : {count}, la dernière le {day}.",
    },
    "current_present": {
        "en": "“{ilo}” was present at the visit on {day}.",
        "fr": "« {ilo} » était présent lors de la visite du {day}.",
    },
    "current_absent": {
        "en": "Indicators looked for and not present at the visit on {day}: {count} of 11.",
        "fr": "Indicateurs cherchés et non présents lors de la visite du {day} : {count} sur 11.",
    },
    "workers_concern": {
        "en": "Workers told of problems at the check-in point (in bands of at least ten answers).",
        "fr": "Des travailleurs ont signalé des problèmes au point d'écoute (par tranches d'au moins dix réponses).",
    },
    "complaints_above": {
        "en": "There are more complaints per 100 workers than is usual.",
        "fr": "Il y a plus de plaintes par 100 travailleurs que d'habitude.",
    },
    "network_serious": {
        "en": "A visit to {link} on {day} found serious signs.",
        "fr": "Une visite chez {link} le {day} a trouvé des signes graves.",
    },
    "network_clean": {
        "en": "Visits to {link} found no serious signs, the latest on {day}.",
        "fr": "Les visites chez {link} n'ont trouvé aucun signe grave, la dernière le {day}.",
    },
    "missing_visits": {"en": "No unannounced visit so far.", "fr": "Aucune visite non annoncée à ce jour."},
    "missing_findings": {"en": "No closed visit with findings.", "fr": "Aucune visite fermée avec constats."},
    "missing_ilo": {
        "en": "“{ilo}” was not assessed at the visit on {day}.",
        "fr": "« {ilo} » n'a pas été évalué lors de la visite du {day}.",
    },
    "missing_workers": {
        "en": "Fewer than ten workers have checked in, so worker voice is not counted.",
        "fr": "Moins de dix travailleurs ont répondu; leur parole n'est donc pas comptée.",
    },
    "missing_headcount": {
        "en": "The number of workers is unknown; 20 is assumed.",
        "fr": "Le nombre de travailleurs est inconnu; on suppose 20.",
    },
    "missing_contested": {
        "en": "Contested facts left out until reviewed: {count}.",
        "fr": "Faits contestés laissés de côté jusqu'à leur examen : {count}.",
    },
    "change_clean_visit": {
        "en": "An unannounced visit that finds nothing serious would change it by {points} points.",
        "fr": "Une visite non annoncée qui ne trouve rien de grave le changerait de {points} points.",
    },
    "change_serious_visit": {
        "en": "An unannounced visit that finds serious signs would change it by {points} points.",
        "fr": "Une visite non annoncée qui trouve des signes graves le changerait de {points} points.",
    },
    "change_assess": {
        "en": "Assessing what was left out could change it by up to {points} points.",
        "fr": "Évaluer ce qui ne l'a pas été pourrait le changer de {points} points au plus.",
    },
    "change_workers": {
        "en": "Ten or more check-ins by workers could change it by up to {points} points.",
        "fr": "Dix réponses de travailleurs ou plus pourraient le changer de {points} points au plus.",
    },
}

INSUFFICIENT: Mapping[str, str] = {
    "en": "Insufficient evidence: mostly the sector's baseline. This does not mean low.",
    "fr": "Preuves insuffisantes : surtout la base du secteur. Cela ne veut pas dire faible.",
}

NOT_CALIBRATED: Mapping[str, str] = {
    "en": "Expert score, not calibrated: it orders visits and is not a probability.",
    "fr": "Cote d'experts, non calibrée : elle ordonne les visites et n'est pas une probabilité.",
}


def sentence(reason: Reason, language: str, day: Callable[[date], str], ilo: Mapping[int, Mapping[str, str]]) -> str:
    """One reason in `language`. `day` writes a date for a reader; `ilo` gives the indicators' names by number."""
    values = dict(reason.values)
    if "points" in values:
        values["points"] = signed(float(values["points"]), language)
    if "n" in values:
        values["ilo"] = ilo[int(values["n"])][language]
    if "kind" in values:
        values["link"] = LINKS[str(values["kind"])][language]
    return SENTENCES[reason.key][language].format(day=day(reason.day) if reason.day else "", **values)


MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
}


def long_day(day: date, language: str) -> str:
    """A day as Canadians write it: "November 23, 2026", "23 novembre 2026"."""
    month = MONTHS[language][day.month - 1]
    if language == "fr":
        return f"{'1er' if day.day == 1 else day.day} {month} {day.year}"
    return f"{month} {day.day}, {day.year}"


def signed(points: float, language: str) -> str:
    """Points with their sign and no decimals, "+7" or "−4"; 0 has none."""
    whole = round(points)
    return "0" if whole == 0 else f"{'+' if whole > 0 else '−'}{abs(whole)}"
