"""What makes a badge: keys, proofs, documents, pictures and the findings of a check. Pure."""
