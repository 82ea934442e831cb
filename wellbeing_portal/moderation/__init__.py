"""Reports, the queue, decisions with reasons, and appeals; knows things only through ``reportable.py``."""
