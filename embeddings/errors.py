"""Every error that Verbatim raises on purpose.

VerbatimError
├── SettingsError        a setting has a value that is not allowed
├── SeedsError           the seeds folder, or a file in it, cannot be read
│   └── SidecarError     a sidecar file states something that is not allowed
├── EncoderError         the embedding model is missing, or is not the one asked for
├── UnusableIndexError   the index is missing, damaged, or made by another version
├── BusyError            another rebuild is running
├── DiskFullError        the disk has no room for what is to be written
├── WorkerError          a worker process was killed
├── QuestionError        the question cannot be asked
└── QuestionsError       a file of questions with their answers cannot be used
"""

from __future__ import annotations

REMEDY = "run verbatim rebuild"
"""What mends a missing, damaged or outdated index; index errors end with it."""


class VerbatimError(Exception):
    """Base of all errors; its message is one line that says what was wrong and what to do."""


class SettingsError(VerbatimError):
    """A setting has a value that is not allowed."""


class SeedsError(VerbatimError):
    """The seeds folder, or a file in it, cannot be read."""


class SidecarError(SeedsError):
    """A sidecar file states something that is not allowed."""


class EncoderError(VerbatimError):
    """The embedding model is missing, or is not the one asked for."""


class UnusableIndexError(VerbatimError):
    """The index is missing, damaged, or made by another version."""


class BusyError(VerbatimError):
    """Another rebuild is running."""


class DiskFullError(VerbatimError):
    """The disk has no room for what is to be written."""


class WorkerError(VerbatimError):
    """A worker process was killed."""


class QuestionError(VerbatimError):
    """The question cannot be asked."""


class QuestionsError(VerbatimError):
    """A file of questions with their answers cannot be used."""
