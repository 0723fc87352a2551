"""The shipped queries, as SPARQL files."""
