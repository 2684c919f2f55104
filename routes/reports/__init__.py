"""Reading documents into reports."""
