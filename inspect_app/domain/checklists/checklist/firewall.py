"""The firewall: no item asks who a worker is, where from, or what their status is; and no words that wound.

An item about status records only that an employer or recruiter used status as a lever. The lists are
ours, in the three languages texts are written in; they catch the asking, not every mention.
"""

import re
from collections.abc import Mapping, Sequence

_YOUR_EN = r"(?:your|their|his|her|(?:the|each|this|every) (?:worker|person|child)'?s?'?|workers'?)"
_NAME = [
    rf"\b(?:what|who)(?:'s| is| are|’s) {_YOUR_EN}\s(?:(?:full|first|last|family|given|legal|real)\s)?names?\b",
    r"\b(?:your|worker'?s'?|person'?s) (?:full|first|last|family|given|legal|real) names?\b",
    rf"\b(?:write|record|note|give|tell|spell|state|say|enter)\b[^.?!;:]{{0,30}}\b{_YOUR_EN} (?:\w+ )?names?\b",
    r"\bwhat are you called\b",
    r"\bwho are you\b",
    r"\bnames? of (?:the|each|every|this|all) (?:worker|person|child)",
    r"\b(?:quel est|écrivez|notez|inscrivez|donnez|dites|épelez)\b[^.?!;:]{0,30}\b(?:votre|son|leur|vos|leurs) (?:pré)?noms?\b",
    r"\bcomment (?:vous|s'|se |t')\s?appel",
    r"\bqui êtes-vous\b",
    r"\bvotre nom (?:complet|de famille)\b",
    r"\b(?:pré)?noms? (?:complets? )?(?:du travailleur|de la travailleuse|des travailleurs|de la personne|de l'enfant)",
    r"\bcuál es (?:su|tu) (?:nombre|apellido)",
    r"\bcómo (?:se llama|te llamas)\b",
    r"\bquién es usted\b",
    r"\b(?:escriba|anote|diga|dé|dígame)\b[^.?!;:]{0,30}\b(?:su|tu) (?:nombre|apellido)",
    r"\bsu nombre completo\b",
    r"\bnombres? (?:completos? )?(?:del trabajador|de la trabajadora|de los trabajadores|de la persona)",
]
_ORIGIN = [
    r"\bnationalit",
    r"\bcitizenship\b",
    r"\b(?:which|what) country (?:are|is|do|does)\b",
    r"\bwhere (?:are|is) (?:you|the worker) from\b",
    r"\bcountry of (?:origin|birth)\b",
    r"\bwhere (?:were you|was the worker) born\b",
    r"\bethnic",
    r"\bplace of birth\b",
    r"\bcitoyenneté\b",
    r"\bde quel pays\b",
    r"\bd['’]où (?:venez|viens|êtes|es-tu|vient)",
    r"\bpays (?:d['’]origine|de naissance)\b",
    r"\boù êtes-vous né",
    r"\blieu de naissance\b",
    r"\bethni",
    r"\bnacionalidad",
    r"\bciudadanía\b",
    r"\bde qué país\b",
    r"\bde dónde (?:es|viene|eres|vienes)\b",
    r"\bpaís de (?:origen|nacimiento)\b",
    r"\bdónde nació\b",
    r"\bétnic",
]
_STATUS = [
    r"\bwhat(?:'s|’s| is| are) (?:your|their|his|her|the worker'?s?'?|workers'?) [^.?!]{0,20}\bstatus\b",
    r"\b(?:are you|is (?:the worker|this person|he|she)|do you have) (?:\w+ ){0,3}(?:legal|illegal|undocumented|documented|citizen|permanent resident|status|papers|permit|visa|refugee)\b",
    r"\b(?:your|their|the worker'?s?'?) (?:work )?(?:permit|visa) (?:is |has |still )*(?:valid|expired?)\b",
    r"\b(?:when|does|has|is) (?:your|their|the worker'?s?'?) (?:work )?(?:permit|visa)s? (?:still )?(?:expir|valid|run out)",
    r"\bwh(?:ich|at) (?:kind |type |sort )?(?:of )?(?:permit|visa|immigration)\b",
    r"\b(?:legally|illegally) in canada\b",
    r"\bquel est (?:votre|son|leur) statut\b",
    r"\b(?:êtes-vous|est-il|est-elle) (?:\w+ ){0,3}(?:légal|illégal|sans papiers|sans-papiers|en règle|citoyen|résident permanent|réfugié)",
    r"\bavez-vous (?:\w+ ){0,3}(?:statut|papiers|permis de travail|visa)\b",
    r"\bquel (?:type|genre) de (?:permis|visa)\b",
    r"\b(?:votre|son|leur) (?:permis(?: de travail)?|visa) (?:est|a|expire|n['’]est)\b",
    r"\bcuál es su (?:estatus|estado|situación)\b",
    r"\b(?:es|está) usted (?:\w+ ){0,3}(?:legal|ilegal|indocumentad|ciudadan|residente|refugiad)",
    r"\btiene (?:usted )?(?:\w+ ){0,2}(?:estatus|papeles|permiso de trabajo|visa)\b",
    r"\bqué (?:tipo|clase) de (?:permiso|visa)\b",
    r"\bsu (?:permiso(?: de trabajo)?|visa) (?:está|es|vence|venció)\b",
]
_TRACE = [
    r"\b(?:your|the worker'?s?'?|their) (?:phone|telephone|cell|passport|permit|visa|sin|social insurance|uci) ?(?:number|no\.)",
    r"\bdate of birth\b",
    r"\byour birthday\b",
    r"\bdate de naissance\b",
    r"\bfecha de nacimiento\b",
    r"\b(?:votre|son) (?:numéro de (?:téléphone|passeport|permis)|nas)\b",
    r"\bsu número de (?:teléfono|pasaporte|permiso)\b",
]
_WOUNDING = [
    r"\billegals?\b(?= (?:worker|immigrant|migrant|alien|person|people|labour))",
    r"\billegals\b",
    r"\btrafficked (?:person|people|worker)",
    r"\bvictims?\b(?! (?:support|services?|witness|assistance|quick))",
    r"\b(?:travailleu\w+|immigrant\w*|migrant\w*|personnes?) (?:illég|clandestin)",
    r"\bclandestins?\b",
    r"\bpersonnes? victimes? de (?:la )?traite",
    r"\b(?:trabajador\w*|inmigrante\w*|migrante\w*|persona\w*) ilegal",
    r"\bvíctimas? de (?:la )?trata",
]
_WRITTEN: Mapping[str, tuple[list[str], str]] = {
    "asks for a worker's name": (_NAME, "Nobody is asked for a name; a person case has a number dealt at random"),
    "asks where a worker comes from": (_ORIGIN, "Nobody is asked for origin; leave the question out"),
    "asks for a worker's status": (_STATUS, "Record only that the employer or recruiter used status as a threat"),
    "asks for something that identifies a worker": (_TRACE, "Leave it out; an age band is enough"),
}
_LISTS: Mapping[str, tuple[list[re.Pattern[str]], str]] = {
    what: ([re.compile(p, re.IGNORECASE) for p in ps], correction) for what, (ps, correction) in _WRITTEN.items()
}
_WOUNDS = [re.compile(pattern, re.IGNORECASE) for pattern in _WOUNDING]
_ABOUT_STATUS = re.compile(
    r"\b(?:immigration|migration|deport|expuls|migratori|migra\b|denounc|dénonc|denunci|"
    r"(?:legal|residency|worker'?s?'?|workers'|their|your) status|statut (?:légal|d'immigration|migratoire)|"
    r"send (?:\w+ ){1,2}(?:home|back)|renvoyer|tied permit|papers as a threat)",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    r"\b(?:employer|recruiter|supervisor|manager|agent|agency|boss|owner|farmer|foreman|someone|contractor|management)",
    re.IGNORECASE,
)
_LEVER = re.compile(
    r"\b(?:threat|report|use[sd]?\b|using|hold|held|keep|kept|t(?:ake|ook)|lever|denounc|told|tells?|says?|said|warn|tie[sd]?\b|"
    r"block|refus|cancel|withh|control|exploit|abus|pressur|promis)",
    re.IGNORECASE,
)
STATUS_CODES = ("illegal_status", "denunciation")


def asks_who(words: str) -> list[tuple[str, str]]:
    """What is wrong with words that are asked or said: (what, how to mend) for each rule they break."""
    return [
        (f"`{words}` {what}", correction)
        for what, (patterns, correction) in _LISTS.items()
        if any(pattern.search(words) for pattern in patterns)
    ]


def wounds(words: str) -> str | None:
    """The words that must not be used of a person, if any are."""
    return next((found[0] for pattern in _WOUNDS if (found := pattern.search(words))), None)


def about_status(words: str, indicators: Sequence[str]) -> bool:
    """Whether an item is about status: by its words or by the indicators it counts for."""
    return bool(_ABOUT_STATUS.search(words)) or any(code.endswith(STATUS_CODES) for code in indicators)


def is_lever(words: str) -> bool:
    """Whether the words say that an employer or recruiter used something as a lever."""
    return bool(_ACTOR.search(words) and _LEVER.search(words))
