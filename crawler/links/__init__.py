"""Which links of a page lead to a privacy policy: pure functions of pages and addresses."""
