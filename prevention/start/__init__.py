"""The first page: what is next, what waits for the reader, what is missing."""
