"""What the commands do, one module each; what can be typed is said in policytrail/cli."""
