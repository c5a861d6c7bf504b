"""From nothing to a pack, in runnable stages. Imported by nothing at run time."""
