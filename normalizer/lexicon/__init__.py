"""What words mean and how they are read: parsing, the compiled index, look-up, readings."""
