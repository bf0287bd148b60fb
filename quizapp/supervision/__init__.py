"""The teacher's hand in a quiz that is being taken: live monitor, messages, absences, withdrawal."""
