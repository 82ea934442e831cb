"""The front door: home, error pages, health, component page."""
