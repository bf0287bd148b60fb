"""Regrades and disputes: what a correction makes of marks, and what students say is wrong."""
