"""All pages of a year in one language, in the order of the list of pages."""

from __future__ import annotations

from collections.abc import Sequence

from inaxl.site.material import DataFile, Material, Page
from inaxl.site.pages_about import about_pages, index_pages
from inaxl.site.pages_kpi import kpi_pages
from inaxl.site.pages_plan import plan_pages
from inaxl.site.pages_top import top_page
from inaxl.site.pages_tree import goal_pages, kpi_list_page, measure_pages, project_pages
from inaxl.site.pages_year import year_pages


def year_of_pages(material: Material, data: Sequence[DataFile] = ()) -> list[Page]:
    """Every page of the year; the list of pages and the search know all the others."""
    pages = [
        top_page(material),
        *goal_pages(material),
        kpi_list_page(material),
        *measure_pages(material),
        *year_pages(material),
        *plan_pages(material),
        *about_pages(material, data),
        *project_pages(material),
        *kpi_pages(material),
    ]
    return [*pages, *index_pages(material, pages)]
