"""Ground floor: what every app stands on; no tables of its own."""
