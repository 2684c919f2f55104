"""Checking: claims against places, borders and tracks."""
