"""What answers and reports look like: each format is one class, registered in ``formats``."""
