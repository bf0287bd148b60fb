"""A student's own practice of what they missed; it counts nowhere."""
