"""Archives of reports: read piece by piece, worked on by many processes or machines, kept as partitioned GeoParquet."""

from routes.corpus.cluster import Outcome, run

__all__ = ["Outcome", "run"]
