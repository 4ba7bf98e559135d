"""Pages on accounts of persons, and whose an account is."""
