"""Distances on the Earth, by geopy. No network: geopy's geocoders would tell strangers whom we inspect."""

from geopy.distance import geodesic

Point = tuple[float, float]


def distance_m(a: Point, b: Point) -> float:
    """Metres between two (latitude, longitude) points in degrees, along the WGS 84 ellipsoid."""
    return float(geodesic(a, b).meters)
