"""Which captures to fetch next: pure functions of the captures known and what they show."""
