"""How fast the portal answers with a million posts, beside a bare Django view on the same rows."""
