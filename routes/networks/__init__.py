"""Tracks along networks: sea, rail, road, river, and geodesics."""
