"""What replaces a value: tags, surrogates, addresses of a network of their own."""
