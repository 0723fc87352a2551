"""Actors, events and mentions to RDF and back; the store; SPARQL; SHACL."""
