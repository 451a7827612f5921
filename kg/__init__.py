"""Mulaqat: event knowledge graphs from news reports."""
