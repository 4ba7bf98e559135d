"""Made-up values, and the templates they are planted in."""
