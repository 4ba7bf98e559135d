"""Toloka's exports: assignments as TSV and as API JSON, read as rows, laid out by what they hold, imported as votes."""
