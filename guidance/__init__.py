"""Finding support: the service directory and help now."""
