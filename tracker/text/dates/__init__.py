"""The dates that texts hold, in any language, and which of them is the policy's own."""
