"""What many policies did over time: shares, lengths, changes, how long clauses live, who has which clause first."""
