"""From the spans of all detectors to those of a text: one owner for each character, and further places of what was found."""
