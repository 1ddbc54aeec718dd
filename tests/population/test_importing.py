"""Published files: the result workbook of the national institute, CSV of e-Stat."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from inaxl import population as pop
from inaxl.errors import UnreadableInput

AGES = [*(f"{low}～{low + 4}歳" for low in range(0, 95, 5)), "95歳以上"]


def result_workbook(path: Path, *, ages: list[str] = AGES) -> Path:
    """A book in the layout of suikei_kekka.xlsx: rows 4 and 5 are headings, three blocks of ages, repeated columns."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Sheet1")
    sheet.write(0, 0, "男女・年齢（5歳）階級別推計結果")
    sheet.write_row(4, 0, ["コード", "市などの別", "都道府県", "市区町村", "年", "総数"])
    for number, sex in enumerate(("男女計", "男", "女")):
        first = 6 + number * (len(ages) + 1)
        sheet.write(3, first, sex)
        sheet.write_row(4, first, ages)
    sheet.write_row(4, 6 + 3 * (len(ages) + 1), ["（再掲）15～64歳", "（再掲）65歳以上"])
    for row, (code, kind, name, year) in enumerate(
        ((20000, "a", "", "2020年"), (20209, 2, "伊那市", "2020年"), (20209, 2, "伊那市", "2025年")), 5
    ):
        sheet.write_row(row, 0, [code, kind, "長野県", name, year, 99999])
        for number, value in enumerate((30, 10, 20)):
            sheet.write_row(row, 6 + number * (len(ages) + 1), [value + row] * len(ages))
        sheet.write_row(row, 6 + 3 * (len(ages) + 1), [1, 2])
    book.close()
    return path


def test_the_result_workbook_is_read_by_its_headings(tmp_path: Path) -> None:
    """Males and females of every age and year; both sexes and repeated columns are left out."""
    table = pop.read_ipss_workbook(result_workbook(tmp_path / "suikei_kekka.xlsx"), areas=["20209"])
    assert len(table) == 2 * 2 * 20
    assert set(table["date"]) == {dt.date(2020, 10, 1), dt.date(2025, 10, 1)}
    first = table[table["date"] == dt.date(2020, 10, 1)].set_index(["sex", "age"])["population"]
    assert first["male", "0-4"] == 16
    assert first["female", "95+"] == 26
    ages = pop.age_table(table)
    assert ages.counts.shape == (2, 2, 20)
    assert pop.women_15_49(ages).values.tolist() == [7 * 26, 7 * 27]


def test_all_areas_come_where_none_is_chosen(tmp_path: Path) -> None:
    """The prefecture's row is marked by its kind."""
    table = pop.read_ipss_workbook(result_workbook(tmp_path / "a.xlsx"))
    assert set(zip(table["area"], table["kind"], strict=True)) == {("20000", "a"), ("20209", "2")}


def test_the_edition_that_ends_at_90_is_read_as_well(tmp_path: Path) -> None:
    """19 groups."""
    path = result_workbook(tmp_path / "b.xlsx", ages=[*AGES[:18], "90歳以上"])
    assert pop.age_table(pop.read_ipss_workbook(path)).ages[-1].label == "90+"


def test_E513_another_layout_is_refused(tmp_path: Path) -> None:
    """A book without ages, and an area that is not in it."""
    path = result_workbook(tmp_path / "c.xlsx", ages=["年少", "生産年齢", "老年"])
    with pytest.raises(UnreadableInput) as refusal:
        pop.read_ipss_workbook(path)
    assert refusal.value.finding.code == "E513"
    with pytest.raises(UnreadableInput):
        pop.read_ipss_workbook(result_workbook(tmp_path / "d.xlsx"), areas=["01100"])
    with pytest.raises(UnreadableInput) as missing:
        pop.read_ipss_workbook(tmp_path / "none.xlsx")
    assert missing.value.finding.code == "E003"


CSV = """"表題","国勢調査"
"注","見本（架空）の数値"
"cat01_code","男女","cat02_code","年齢（5歳階級）","area_code","地域","time_code","時間軸（年次）","unit","value"
"1","総数","00","総数","20209","伊那市","2015000000","2015年","人","10"
"2","男","01","0～4歳","20209","伊那市","2015000000","2015年","人","1,352"
"2","男","02","85歳以上","20209","伊那市","2015000000","2015年","人","-"
"2","男","99","年齢「不詳」","20209","伊那市","2015000000","2015年","人","333"
"3","女","01","0～4歳","20209","伊那市","2015000000","2015年","人","***"
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_csv_of_e_stat_is_read_in_both_encodings(tmp_path: Path, encoding: str) -> None:
    """Totals left out, 不詳 kept apart, symbols unknown."""
    path = tmp_path / "FEH.csv"
    path.write_bytes(CSV.encode(encoding))
    table = pop.read_estat_csv(path)
    assert table["age"].tolist() == ["0-4", "85+", "unknown", "0-4"]
    assert table["population"].iloc[[0, 2]].tolist() == [1352, 333]
    assert table["population"].iloc[[1, 3]].isna().all()
    assert table["date"].iloc[0] == dt.date(2015, 10, 1)
    assert table["area"].iloc[0] == "20209"
    assert pop.read_estat_csv(path, dash_is_zero=True)["population"].iloc[1] == 0


def test_E513_a_csv_without_the_columns_is_refused(tmp_path: Path) -> None:
    """年齢 is missing, or a figure is none."""
    path = tmp_path / "x.csv"
    path.write_text("男女,value\n男,1\n", encoding="utf-8")
    with pytest.raises(UnreadableInput) as refusal:
        pop.read_estat_csv(path)
    assert refusal.value.finding.code == "E513"
    path.write_text(CSV.replace("***", "たくさん"), encoding="utf-8")
    with pytest.raises(UnreadableInput):
        pop.read_estat_csv(path)
