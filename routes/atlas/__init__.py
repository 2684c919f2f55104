"""The embedded world: places, borders, coasts, lines. Data access only; nothing here decides."""
