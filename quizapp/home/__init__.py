"""The first page: what is due for a student, what waits for a teacher; and the way to the others."""
