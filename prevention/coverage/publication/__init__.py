"""What may be published of a finished school year, by territory.

``counting`` adds up, ``tables`` says which tables there are and why no others, ``safety``
masks them together, ``release`` gathers them for a reader, ``columns`` writes them as rows.
"""
