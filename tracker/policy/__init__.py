"""What a policy is, and whose: what policies are called and speak of, and the verdict on a page."""
