"""The federal employer lists, with the quirks that real quarters have. Every name here is invented."""

import pytest

from inspect_app.domain.problem import Problem
from inspect_app.domain.register import lmia

HEADER = (
    "Province/Territory,Program Stream,Employer ,Address ,Occupation ,Incorporate Status,"
    "Approved LMIAs,Approved Positions\n"
)
GOOD = 'Ontario,   Low Wage,Nordlund Farms Inc.,"Leamington, ON N8H 0A1",8431-Farm workers,Unknown,1,12\n'
ABROAD = "Employers carrying on business in Canada with Head Office outside of Canada"
NOT_LISTS = [
    b"",
    b"name,age\nA,3\n",
    b"PK\x03\x04\0\0",
    b'{"list": []}',
    b"Employer,Address\nA,B\n",
    b"\xff\xfe\0",
]


def read(text: str, name: str = "list.csv") -> lmia.EmployerList:
    return lmia.read(text.encode(), name)


def test_padded_headers_and_cells_are_read_without_their_padding() -> None:
    row = read(HEADER + GOOD).rows[0]
    assert (row.line, row.stream, row.employer) == (2, "Low Wage", "Nordlund Farms Inc.")
    assert (row.address.postal_code, row.assessments, row.positions) == ("N8H 0A1", 1, 12)


def test_title_rows_before_the_header_and_notes_after_the_rows_are_told_apart_from_employers() -> None:
    title = '"Employers who were issued a positive LMIA by program stream, NOC and location",,,,,,,\n,,,,,,,\n'
    notes = ',,,,,,,\nNotes:\n"1. Names of private households are left out.",,,,,,,\n'
    found = read(title + HEADER + GOOD + notes)
    assert [row.line for row in found.rows] == [4]
    assert [(r.line, r.reason) for r in found.refused] == [
        (5, "the line is empty"),
        (6, "a note, not an employer: “Notes:”"),
        (7, "a note, not an employer: “1. Names of private households are left out.”"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_the_same_list_reads_the_same_in_every_encoding(encoding: str) -> None:
    text = HEADER + GOOD.replace("Nordlund", "Légaré")
    assert lmia.read(text.encode(encoding), "x.csv").rows[0].employer == "Légaré Farms Inc."


def test_a_file_pasted_together_from_two_encodings_is_read_line_by_line() -> None:
    second = GOOD.replace("Nordlund", "Bélanger").encode("cp1252")
    data = (HEADER + GOOD.replace("Nordlund", "Légaré")).encode() + second
    assert [r.employer for r in lmia.read(data, "x.csv").rows] == ["Légaré Farms Inc.", "Bélanger Farms Inc."]


def test_head_offices_abroad_and_missing_addresses_are_rows_like_others() -> None:
    row = read(f"{HEADER}{ABROAD}, High Wage,Filmhus AS,,5131-Producers,,1,1\n").rows[0]
    assert (row.employer, row.address.text, row.address.key) == ("Filmhus AS", "", "")


def test_requested_columns_mean_a_negative_list_unless_the_file_says_otherwise() -> None:
    requested = HEADER.replace("Approved", "Requested") + GOOD
    assert read(requested, "employers.csv").outcome == "negative"
    assert read(requested, "2022-10-19_tfwp_2022q2_positive_en.csv").outcome == "positive"
    assert read(HEADER + GOOD, "2024-06-20_tfwp_2024q1_neg_en.csv").outcome == "negative"
    assert read(HEADER + GOOD, "2024-06-20_tfwp_2024q1_neg_en.csv").period == "2024q1"


def test_bad_rows_are_refused_by_line_with_the_reason_and_the_others_are_kept() -> None:
    bad = [
        "Ontario,Low Wage,,Leamington,8431,Unknown,1,1\n",
        "Ontario,Low Wage,Aldea Ltd,Leamington,8431,Unknown,one,1\n",
        "Ontario,Low Wage,Aldea Ltd,Leamington\n",
        "Atlantis,Low Wage,Aldea Ltd,Leamington,8431,Unknown,1,1\n",
        "Ontario,Low Wage,***,Leamington,8431,Unknown,1,1\n",
    ]
    found = read(HEADER + "".join(bad) + GOOD)
    assert [r.line for r in found.refused] == [2, 3, 4, 5, 6]
    assert [r.employer for r in found.rows] == ["Nordlund Farms Inc."]
    assert found.refused[1].reason == "“one” is not a number of assessments"


def test_a_quotation_mark_never_closed_costs_its_own_line_only() -> None:
    broken = 'Ontario,Low Wage,"Aldea Ltd,Leamington,8431,Unknown,1,1\n'
    found = read(HEADER + broken + GOOD.replace('"', "").replace(", ON", " ON") * 8)
    assert [r.line for r in found.refused] == [2]
    assert len(found.rows) == 8


def test_a_line_break_inside_quotation_marks_stays_in_its_cell() -> None:
    broken = GOOD.replace("Nordlund Farms", '"Nordlund\nFarms"').replace('" Inc.', ' Inc."')
    assert read(HEADER + broken + GOOD).rows[0].employer == "Nordlund Farms Inc."


def test_a_french_list_with_semicolons_is_such_a_list_too() -> None:
    text = (
        "Province/Territoire;Volet;Employeur;Adresse;Profession;EIMT approuvées;Postes approuvés\n"
        "Québec;Bas salaire;Serres du Nord inc.;Saint-Rémi, QC J0L 2L0;8431;1;4\n"
    )
    assert read(text).rows[0].positions == 4


@pytest.mark.parametrize("data", NOT_LISTS)
def test_a_file_that_is_not_such_a_list_is_named_with_what_was_expected(data: bytes) -> None:
    with pytest.raises(Problem) as raised:
        lmia.read(data, "other.csv")
    assert "other.csv is not a federal LMIA employer list. Expected:" in str(raised.value)
