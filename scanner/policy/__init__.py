"""The declaration and what follows from it for each finding."""
