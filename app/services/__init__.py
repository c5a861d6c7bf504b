"""What stands behind the window and is no widget: settings, history, checks, and good manners on a desktop."""
