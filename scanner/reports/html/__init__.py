"""The page an officer reads: one file that needs no network, in three languages."""

from scanner.reports.html.report import HtmlReport

__all__ = ["HtmlReport"]
