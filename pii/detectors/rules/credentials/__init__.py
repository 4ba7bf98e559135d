"""Pages on passwords and keys, and on the accounts that stand beside them."""
