"""Reading a text: surroundings of a place, words of identifiers, encoded and hidden text, versions, random strings."""
