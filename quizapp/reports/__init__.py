"""What a class did: the score report on the page and as a file."""
