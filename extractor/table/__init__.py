"""Task-assignment tables (任务分工表): results to rows to files, and corrected tables back to results."""
