"""Pages on persons who are named, and what tells a name from other words."""
