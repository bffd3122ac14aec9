"""Benchmarks: each figure beside a baseline of the same run. `scripts/bench.sh` runs them."""
