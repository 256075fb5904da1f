"""Chinese to English: variants, segmentation, senses, names, numbers, composition, romanization."""
