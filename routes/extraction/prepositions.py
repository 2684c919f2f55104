"""Prepositions: what those before a name can mean, by the kinds that lexicons list them under.

A word that one language uses for two things has a kind of its own: "at_to" is French "à", at a place or to it, "of_from" French "de",
of it or from it; "dest" leads to where something is bound, "for".
"""

from __future__ import annotations

TO = frozenset({"to", "at_to", "dest"})
AT = frozenset({"at", "at_to"})
FROM = frozenset({"from", "of_from"})
OF = frozenset({"of", "of_from"})
