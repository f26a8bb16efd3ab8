"""Employers, sites, recruiters and how they are linked."""
