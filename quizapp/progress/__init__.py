"""What a student knows: answers by topic, mastery, cards coming due."""
