"""Papers that take long: asked for, made by a worker, and fetched when they are ready."""
