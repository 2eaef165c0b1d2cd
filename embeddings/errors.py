"""Every error that Verbatim raises on purpose.

VerbatimError
├── SettingsError     a setting has a value that is not allowed
├── SeedsError        the seeds folder, or one file of it, cannot be read
│   └── SidecarError  a sidecar states something that it may not
├── EncoderError      the embedding model is missing or not the one that was asked for
├── UnusableIndexError  the index is missing, damaged, or of another make
├── BusyError         another rebuild holds the lock
├── DiskFullError     there is no room for what is to be written
├── WorkerError       a process that shared the work was killed
├── QuestionError     the question cannot be asked
└── QuestionsError    a file of questions with their answers cannot be used
"""

from __future__ import annotations

REMEDY = "run verbatim rebuild"
"""What mends a missing, damaged or outdated index; index errors end with it."""


class VerbatimError(Exception):
    """Base of all errors; its message is one line that says what was wrong and what to do."""


class SettingsError(VerbatimError):
    """A setting has a value that is not allowed."""


class SeedsError(VerbatimError):
    """The seeds folder, or one file of it, cannot be read."""


class SidecarError(SeedsError):
    """A sidecar states something that it may not."""


class EncoderError(VerbatimError):
    """The embedding model is missing or not the one that was asked for."""


class UnusableIndexError(VerbatimError):
    """The index is missing, damaged, or of another make."""


class BusyError(VerbatimError):
    """Another rebuild holds the lock."""


class DiskFullError(VerbatimError):
    """There is no room for what is to be written."""


class WorkerError(VerbatimError):
    """A process that shared the work was killed."""


class QuestionError(VerbatimError):
    """The question cannot be asked."""


class QuestionsError(VerbatimError):
    """A file of questions with their answers cannot be used."""
