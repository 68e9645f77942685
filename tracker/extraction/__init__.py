"""From blocks to the policy's clauses, with a reason for everything that is left out."""
