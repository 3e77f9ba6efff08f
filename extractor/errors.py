"""One root for every error that zhengce raises on purpose.

ZhengceError
├── ReadError           a source cannot become a Document
│   ├── UnreadableError     missing path, no permission, not a file
│   ├── EmptyError          nothing in it
│   ├── FormatError         a format that is not read
│   └── LimitError          larger than the limits in force
├── OptionError         a value that a command or function does not take
├── OutputError         a result cannot be written
├── AnnotationError     an annotation that breaks the guideline's form
└── ModelError          a model that is missing, altered or too new

`str(error)` is in Chinese, names the value, and says what to do next; `code` is stable
and goes into `Issue.code`.
"""


class ZhengceError(Exception):
    """Root of the tree above."""

    code = "error"


class ReadError(ZhengceError):
    """A source cannot become a Document."""

    code = "read"


class UnreadableError(ReadError):
    """The path is missing, forbidden, or not a file."""

    code = "unreadable"


class EmptyError(ReadError):
    """The source holds no text."""

    code = "empty"


class FormatError(ReadError):
    """The source is of a format that is not read."""

    code = "format"


class LimitError(ReadError):
    """The source is larger than the limits in force."""

    code = "limit"


class OptionError(ZhengceError):
    """A value that a command or function does not take."""

    code = "option"


class OutputError(ZhengceError):
    """A result cannot be written."""

    code = "output"


class AnnotationError(ZhengceError):
    """An annotation that breaks the guideline's form."""

    code = "annotation"


class ModelError(ZhengceError):
    """A model that is missing, altered or too new."""

    code = "model"
