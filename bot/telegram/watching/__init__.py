"""Logs, metrics, health, and what people wait to be told."""
