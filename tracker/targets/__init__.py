"""What a person names: sites, addresses, parts of pages, and lists of them."""
