"""Words and signs of any language, without pages: phrases, dates, names of sites, timestamps."""
