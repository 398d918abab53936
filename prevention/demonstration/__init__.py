"""A programme to try the product with: real schools, an invented team and invented offers."""
