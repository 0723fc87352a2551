"""Articles in, mentions out: time, actors, actions, status, attribution."""
