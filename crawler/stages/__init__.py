"""The stages of a crawl: listings, homepages, redirects, captures. Each says what it wants and reads the answers."""
