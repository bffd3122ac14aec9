"""What every benchmark gives back, and how it is printed."""

from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its baseline; `limit` is the most it may be, None where it is only told."""

    what: str
    value: float
    unit: str
    baseline: str
    limit: float | None = None

    @property
    def is_held(self) -> bool:
        """Whether the figure is within its limit."""
        return self.limit is None or self.value <= self.limit


def p50(samples: list[float]) -> float:
    """Give the median."""
    return median(samples)


def p99(samples: list[float]) -> float:
    """Give the 99th percentile."""
    return quantiles(samples, n=100)[98]


def render(rows: list[Row]) -> str:
    """Draw `rows` as a Markdown table."""
    lines = ["| what | figure | at most | measured against |", "| --- | ---: | ---: | --- |"]
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g} {row.unit}"
        mark = "" if row.is_held else " **over**"
        lines.append(
            f"| {row.what} | {row.value:.2f} {row.unit}{mark} | {limit} | {row.baseline} |"
        )
    return "\n".join(lines)
