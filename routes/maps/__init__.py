"""Maps, pictures and the text twin of an itinerary."""
