"""Mindpace's window and command line. They talk to the public names of `engine` only."""
