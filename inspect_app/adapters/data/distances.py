"""Distances on the Earth, by geopy. No network: geopy's geocoders would tell strangers whom we inspect."""

from geopy.distance import great_circle

Point = tuple[float, float]


def kilometres(a: Point, b: Point) -> float:
    """Kilometres between two (latitude, longitude) points in degrees, as a bird flies (a sphere: 0.5 % off)."""
    return float(great_circle(a, b).kilometers)
