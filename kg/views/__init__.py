"""Rows in, self-contained HTML pages out."""
