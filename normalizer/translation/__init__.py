"""Translation engines: online ones, local models, any chat endpoint. Never needed, never silently used."""
