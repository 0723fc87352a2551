"""From articles to a store on any number of processes or machines: cut, extract, keep, load in order."""
