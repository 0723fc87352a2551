"""Time expressions of English news: found, read as TIMEX3 against the article's date, and turned into days and EDTF."""

from kg.extract.dates.find import find_times, timex_json

__all__ = ["find_times", "timex_json"]
