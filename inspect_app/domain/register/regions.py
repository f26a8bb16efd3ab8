"""Ontario's counties, regional municipalities, districts and single cities: the regions of the pool.

The 49 census divisions of Ontario, with Statistics Canada's codes and names (data/SOURCES.md). Whoever does not know
a county often knows a town, so each carries its largest ones. Names are proper names: they are not translated.
"""

import re

from inspect_app.domain.register.names import fold

COUNTIES: dict[str, tuple[str, str]] = {
    "3557": ("Algoma", "Sault Ste. Marie"),
    "3529": ("Brant", "Brantford, Paris"),
    "3541": ("Bruce", "Kincardine, Walkerton"),
    "3536": ("Chatham-Kent", "Chatham, Wallaceburg"),
    "3556": ("Cochrane", "Timmins, Kapuskasing"),
    "3522": ("Dufferin", "Orangeville"),
    "3518": ("Durham", "Oshawa, Ajax, Whitby"),
    "3534": ("Elgin", "St. Thomas, Aylmer"),
    "3537": ("Essex", "Windsor, Leamington, Kingsville"),
    "3510": ("Frontenac", "Kingston"),
    "3553": ("Greater Sudbury", "Sudbury"),
    "3542": ("Grey", "Owen Sound, Meaford"),
    "3528": ("Haldimand-Norfolk", "Simcoe, Delhi, Dunnville"),
    "3546": ("Haliburton", "Minden"),
    "3524": ("Halton", "Oakville, Burlington, Milton"),
    "3525": ("Hamilton", "Ancaster, Stoney Creek"),
    "3512": ("Hastings", "Belleville, Quinte West"),
    "3540": ("Huron", "Goderich, Exeter"),
    "3516": ("Kawartha Lakes", "Lindsay"),
    "3560": ("Kenora", "Dryden, Sioux Lookout"),
    "3538": ("Lambton", "Sarnia, Petrolia"),
    "3509": ("Lanark", "Perth, Smiths Falls"),
    "3507": ("Leeds and Grenville", "Brockville, Prescott"),
    "3511": ("Lennox and Addington", "Napanee"),
    "3551": ("Manitoulin", "Little Current"),
    "3539": ("Middlesex", "London, Strathroy"),
    "3544": ("Muskoka", "Bracebridge, Huntsville"),
    "3526": ("Niagara", "St. Catharines, Niagara Falls, Lincoln"),
    "3548": ("Nipissing", "North Bay"),
    "3514": ("Northumberland", "Cobourg, Port Hope"),
    "3506": ("Ottawa", "Kanata, Orléans"),
    "3532": ("Oxford", "Woodstock, Tillsonburg"),
    "3549": ("Parry Sound", "Parry Sound"),
    "3521": ("Peel", "Mississauga, Brampton"),
    "3531": ("Perth", "Stratford, Listowel"),
    "3515": ("Peterborough", "Peterborough"),
    "3502": ("Prescott and Russell", "Hawkesbury, Rockland"),
    "3513": ("Prince Edward", "Picton"),
    "3559": ("Rainy River", "Fort Frances"),
    "3547": ("Renfrew", "Pembroke, Petawawa"),
    "3543": ("Simcoe", "Barrie, Bradford, Orillia"),
    "3501": ("Stormont, Dundas and Glengarry", "Cornwall"),
    "3552": ("Sudbury (district)", "Espanola, Chapleau"),
    "3558": ("Thunder Bay", "Thunder Bay"),
    "3554": ("Timiskaming", "Kirkland Lake, Temiskaming Shores"),
    "3520": ("Toronto", "North York, Scarborough, Etobicoke"),
    "3530": ("Waterloo", "Kitchener, Cambridge"),
    "3523": ("Wellington", "Guelph, Fergus"),
    "3519": ("York", "Markham, Vaughan, Newmarket"),
}

_KIND = re.compile(r"\b(united|county|counties|regional|region|municipality|district|city|of|on|ontario)\b")
# Two counties that the census counts as one.
_OTHER = {"haldimand": "3528", "norfolk": "3528"}


def name(code: str) -> str:
    return COUNTIES[code][0]


def with_towns(code: str) -> str:
    """ "Essex (Windsor, Leamington, Kingsville)"."""
    said, towns = COUNTIES[code]
    return said if towns == said else f"{said} ({towns})"


def read(text: str | None) -> str | None:
    """The code of the county somebody wrote, "Essex County" or "Regional Municipality of Peel"; None when unsure."""
    written = fold(text or "")
    wanted = _plain(written)
    if wanted == "sudbury" and "district" not in written:
        return None
    return _OTHER.get(wanted) or next((code for code in COUNTIES if _plain(fold(name(code))) == wanted), None)


def _plain(folded: str) -> str:
    return " ".join(_KIND.sub(" ", folded).split())
