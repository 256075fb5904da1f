"""The lint: what a run would change, as findings that are told in several formats, allowed, remembered or fixed."""
