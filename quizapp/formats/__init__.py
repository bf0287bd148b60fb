"""File formats: read to questions and problems with their lines, and write."""
