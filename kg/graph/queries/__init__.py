"""The shipped queries, as SPARQL files; ``kg.graph.query`` reads them. A name that starts with ``_`` is for kg's own use.

What must be there comes first in each, what may be missing last: Oxigraph joins a pattern that follows an OPTIONAL row by row,
which takes minutes where the other order takes milliseconds.
"""
