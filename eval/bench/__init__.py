"""How fast, how large, how it scales, and how near to what the machine can do; beside what a user would run instead."""
