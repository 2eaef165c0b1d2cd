"""Exit statuses of the command line."""

ANSWERED, NOTHING_FITS, FAILED, INTERRUPTED = 0, 1, 2, 130
