"""Where the Chinese is: code points, masks, fragments, script and language, the slot."""
