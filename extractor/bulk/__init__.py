"""Many sources to one data set: work queue, shards, resume, quarantine; local processes and Ray."""
