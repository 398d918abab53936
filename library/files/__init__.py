"""Files that people add: judged by their content, and made anew before anything is kept.

What reads them runs in a process of its own (``child.py``) and imports no Django; ``cleaning.py``
is the one door.
"""
