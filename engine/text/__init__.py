"""Text that a language model writes, on its way to the ear: thoughts told from replies, markup from words.

Imports nothing of ours but `engine.words`, so that every room may use it.
"""

from engine.text.clauses import ClauseCutter
from engine.text.speakable import speakable
from engine.text.thinking import PLAIN, STYLES, Kind, Piece, ThinkStyle, ThoughtSplitter, style_of

__all__ = [
    "PLAIN",
    "STYLES",
    "ClauseCutter",
    "Kind",
    "Piece",
    "ThinkStyle",
    "ThoughtSplitter",
    "speakable",
    "style_of",
]
