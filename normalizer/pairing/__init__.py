"""What the author already said: candidates beside each fragment, evidence, document memory."""
