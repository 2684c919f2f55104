"""Reading what a text says: toponyms, legs, claims, dates. Languages are data files in lexicons/."""
