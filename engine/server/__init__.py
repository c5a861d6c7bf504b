"""Brains on a server that speaks OpenAI's protocol."""
