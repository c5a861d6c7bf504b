"""Ears and voice in torch: log-mel, streaming encoder, speech decoder."""
