"""Reading documents into reports."""

from routes.reports.reader import read

__all__ = ["read"]
