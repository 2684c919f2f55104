"""Plans: what a person corrects or adds, in a file beside the report, or a whole route written by hand."""

from routes.plans.corrections import alone, apply, described
from routes.plans.file import Plan, beside, path_of, read
from routes.plans.writing import write

__all__ = ["Plan", "alone", "apply", "beside", "described", "path_of", "read", "write"]
