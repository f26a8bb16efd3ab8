"""Words typed wrong: which known words are one slip away. A word is kept under itself and under itself with one
letter left out (after W. Garbe's symmetric deletes), so a slip is found by asking for a few exact keys."""

HEAD = 7
SHORTEST = 4


def cuts(word: str) -> set[str]:
    """The keys of a word: its first seven letters, and those with any one letter left out."""
    head = word[:HEAD]
    return {head} | {head[:at] + head[at + 1 :] for at in range(len(head))}


def correctable(word: str) -> bool:
    """Numbers are not corrected (one digit off is another company), nor words too short to tell a slip."""
    return SHORTEST <= len(word) <= 40 and word.isalpha()


def distance(a: str, b: str, most: int) -> int:
    """Letters to add, drop, change or swap with a neighbour to get from a to b; `most + 1` when it is more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def nearest(word: str, known: set[str], most: int = 6) -> tuple[str, ...]:
    """Up to `most` of the known words within one slip of `word` (two from seven letters on), nearest first."""
    reach = 1 if len(word) < HEAD else 2
    found = [(distance(word, other, reach), other) for other in known if other != word]
    return tuple(other for far, other in sorted(found) if far <= reach)[:most]
