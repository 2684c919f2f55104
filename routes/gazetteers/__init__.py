"""Choosing the place that a toponym means."""
