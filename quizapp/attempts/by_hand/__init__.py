"""Marking written answers by hand: what waits, what is given, and what a review says of it."""
