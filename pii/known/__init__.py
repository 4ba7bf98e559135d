"""Lists and tables: names and places, organisations, system accounts, words for names and credentials in fifty languages."""
