"""Pages on e-mail and IP addresses."""
