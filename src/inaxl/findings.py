"""What inaxl has to say about a cell, sheet, book or plan: the finding, and the catalogue of all codes.

A code is a name for a kind of mistake. Its first letter gives the severity (E 誤り, W 警告, I お知らせ), its digits the
level: 0xx file, 1xx cell value, 2xx structure and form, 3xx across books and years, 4xx plan, 5xx population,
6xx published tables, 7xx the registers that the secretariat keeps (opinions, survey).
A code is never reused.
The place (book, sheet, cell) is carried by the finding and put in front by every output, so no message repeats it.

To add one: a `_code(...)` entry in the order of codes, a check that raises it, and a test that names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

SEVERITIES = ("error", "warning", "info")
_SEVERITY = {"E": "error", "W": "warning", "I": "info"}
SEVERITY_LABELS = {"error": "誤り", "warning": "警告", "info": "お知らせ"}
NO_FINDINGS = "誤りも警告もありません。"


class Finding(NamedTuple):
    """One thing to say, with the place it concerns.

    `book` is relative to the working folder (or as given), `cell` like `F14`, `field` an English field name such as
    `actual`, `value` the text that stands in the cell, verbatim.
    """

    code: str
    message: str
    remedy: str
    book: str | None = None
    sheet: str | None = None
    cell: str | None = None
    kpi_id: str | None = None
    field: str | None = None
    value: str | None = None

    @property
    def severity(self) -> str:
        """`error`, `warning` or `info`, from the first letter of the code."""
        return _SEVERITY[self.code[0]]

    @property
    def where(self) -> str:
        """Place as a person reads it: book, sheet and cell, as far as they are known."""
        parts = [self.book, f"シート「{self.sheet}」" if self.sheet else None, self.cell]
        return " ".join(part for part in parts if part)

    def as_dict(self) -> dict[str, str | None]:
        """The finding in the form of the contract, section 4."""
        return {
            "code": self.code,
            "severity": self.severity,
            "book": self.book,
            "sheet": self.sheet,
            "cell": self.cell,
            "kpi_id": self.kpi_id,
            "field": self.field,
            "value": self.value,
            "message": self.message,
            "remedy": self.remedy,
        }


class Code:
    """A kind of finding: stable code, English name, Japanese message and remedy with named holes."""

    __slots__ = ("code", "message", "name", "remedy")

    def __init__(self, code: str, name: str, message: str, remedy: str) -> None:
        self.code = code
        self.name = name
        self.message = message
        self.remedy = remedy

    @property
    def severity(self) -> str:
        """`error`, `warning` or `info`."""
        return _SEVERITY[self.code[0]]

    def at(
        self,
        *,
        book: str | None = None,
        sheet: str | None = None,
        cell: str | None = None,
        kpi_id: str | None = None,
        field: str | None = None,
        value: Any = None,
        **holes: Any,
    ) -> Finding:
        """The finding of this kind at a place; `holes` fill the named holes of message and remedy.

        `value` is the raw text and may be used as a hole too.
        """
        text = None if value is None else str(value)
        holes["value"] = "" if text is None else text
        holes = {name: _quoted(hole) for name, hole in holes.items()}
        return Finding(
            self.code,
            self.message.format_map(holes),
            self.remedy.format_map(holes),
            book,
            sheet,
            cell,
            kpi_id,
            field,
            text,
        )


MAX_QUOTED = 200
"""Characters of a cell's text that a message quotes; the finding's `value` has it all."""


def _quoted(hole: Any) -> Any:
    """What a message can quote: a cell may hold 32,767 characters."""
    is_long = isinstance(hole, str) and len(hole) > MAX_QUOTED
    return f"{hole[: MAX_QUOTED - 1]}…" if is_long else hole


CATALOGUE: dict[str, Code] = {}


def _code(code: str, name: str, message: str, remedy: str) -> Code:
    if code in CATALOGUE:
        raise ValueError(f"{code} exists twice")
    CATALOGUE[code] = Code(code, name, message, remedy)
    return CATALOGUE[code]


def worst(findings: Iterable[Finding]) -> str | None:
    """The gravest severity among the findings, None if there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in present), None)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without repetitions, errors first, then by book, sheet, row and column."""
    return sorted(dict.fromkeys(findings), key=_place)


def _place(finding: Finding) -> tuple[Any, ...]:
    letters = (finding.cell or "").rstrip("0123456789:")
    digits = "".join(c for c in (finding.cell or "").split(":")[0] if c.isdigit())
    return (
        SEVERITIES.index(finding.severity),
        finding.book or "",
        finding.sheet or "",
        int(digits or 0),
        (len(letters), letters),
        finding.code,
        finding.kpi_id or "",
        finding.message,
    )


# --- E0xx: files and folders --------------------------------------------------------------------------------------
E001 = _code(
    "E001",
    "folder-missing",
    "フォルダー「{value}」が見つかりません。",
    "場所と名前を確かめてください。初めての場合は inaxl demo か inaxl init で作れます。",
)
E002 = _code(
    "E002",
    "folder-empty",
    "フォルダー「{value}」に部署のブックが1冊もありません。",
    "各部署から届いたブック(.xlsx か .xlsm)をこのフォルダーに入れてください。",
)
E003 = _code(
    "E003", "file-missing", "ファイル「{value}」が見つかりません。", "場所と名前を確かめてください。"
)
E004 = _code(
    "E004",
    "plan-book-missing",
    "フォルダー「{value}」に戦略台帳 plan.xlsx がありません。",
    "作業フォルダーを指定してください。作業フォルダーであれば、戦略台帳を plan.xlsx という名前で置いてください。",
)
E005 = _code(
    "E005",
    "fiscal-year-unreadable",
    "「{value}」は年度として読めません。",
    "R05、R5、令和5年度、2023 のように書いてください。",
)
E006 = _code(
    "E006",
    "fiscal-year-without-books",
    "{year}のブックを入れるフォルダー「{value}」がありません。",
    "年度を確かめるか、フォルダーを作って部署のブックを入れてください。",
)
E007 = _code(
    "E007",
    "fiscal-year-outside-term",
    "{year}は計画期間({term})に入っていません。",
    "年度を確かめるか、戦略台帳の計画期間を直してください。",
)
E008 = _code(
    "E008",
    "department-unknown",
    "部署「{value}」は戦略台帳にありません。",
    "戦略台帳の「部署」シートの名前で指定してください。{nearest}",
)
E009 = _code(
    "E009",
    "kpi-unknown",
    "KPI「{value}」は戦略台帳にありません。",
    "戦略台帳の「KPI」シートの KPI ID か名前で指定してください。{nearest}",
)
E010 = _code(
    "E010",
    "not-a-workbook",
    "Excel のブックとして開けません。{reason}",
    "元のファイルを Excel で開けるか確かめ、開けなければ送り直してもらってください。",
)
E011 = _code(
    "E011",
    "password-protected",
    "パスワードで保護されているため開けません。",
    "Excel で開いてパスワードを外し、保存し直してください。",
)
E012 = _code(
    "E012",
    "format-not-supported",
    "この形式({value})のブックは読めません。",
    "Excel で開き、「Excel ブック(.xlsx)」として保存し直してください。",
)
E013 = _code(
    "E013",
    "resource-limit",
    "ブックが大きすぎるため開きません。{reason}",
    "使っていない行・列・シートを消して保存し直してください。",
)
E014 = _code(
    "E014",
    "file-in-use",
    "ファイル「{value}」はほかのプログラムが使っています。{holder}",
    "Excel で開いているときは閉じてから、もう一度行ってください。",
)
E015 = _code(
    "E015",
    "output-not-writable",
    "「{value}」に書き込めません。{reason}",
    "フォルダーの書き込み権限と空き容量を確かめるか、-o で別の場所を指定してください。",
)
E016 = _code(
    "E016",
    "template-broken",
    "ひな型「{value}」を使えません。{reason}",
    "ひな型を直すか、作業フォルダーの templates から外してください(外すと標準のひな型を使います)。",
)
E017 = _code(
    "E017",
    "no-book-given",
    "調べるブックが見つかりません。",
    "ブックか、ブックの入ったフォルダーを指定してください。",
)
E018 = _code(
    "E018",
    "cannot-be-patched",
    "このブックには安全に書き込めません。{reason}",
    "Excel で開いて別名で保存し直すか、検証結果を findings.csv で見てください。",
)
E019 = _code(
    "E019",
    "folder-not-empty",
    "フォルダー「{value}」にはすでにファイルがあります。",
    "新しいフォルダーの名前を指定してください。",
)
E020 = _code(
    "E020",
    "nothing-to-undo",
    "取り消せる書き込みがありません。{reason}",
    "前のブックの控えが .inaxl/backups にあれば、そこから取り出せます。",
)
E021 = _code(
    "E021",
    "password-wrong",
    "パスワードが違うため開けません。",
    "--password か環境変数 INAXL_PASSWORD のパスワードを確かめるか、パスワードを外して保存し直してもらってください。",
)
E022 = _code(
    "E022",
    "pdf-library-missing",
    "PDF を作る部品「{value}」が入っていません。",
    "「pip install 'inaxl[pdf]'」で入れてください。--pdf を付けなければ、PDF のほかはすべて作れます。",
)
E023 = _code(
    "E023",
    "binding-unreadable",
    "様式の読み取り「{value}」を使えません。{reason}",
    "ファイルを直すか、bindings から外してください(外すと見出しの言葉だけで読みます)。",
)
E024 = _code(
    "E024",
    "binding-exists",
    "様式の読み取り「{value}」はすでにあります。",
    "確かめた内容を消さないよう、上書きしません。-o で別の名前を指定するか、前のファイルを移してください。",
)
E025 = _code(
    "E025",
    "no-plan-for-the-button",
    "「{value}」の戦略台帳（plan.xlsx）が見つかりません。",
    "作業フォルダーの中に置いたブックで押すか、「inaxl addin install --folder 作業フォルダー」で場所を登録してください。",
)
E026 = _code(
    "E026",
    "book-not-saved",
    "「{value}」がまだ保存されていないため、ファイルを作る場所が分かりません。",
    "このパソコンか共有フォルダーに保存してから、もう一度押してください。",
)
E027 = _code(
    "E027",
    "no-excel-start-folder",
    "Excel の起動フォルダー（XLSTART）が見つかりません。",
    "Excel の入った Windows で行うか、--to で起動フォルダーを指定してください。",
)
E028 = _code(
    "E028",
    "template-variable-unknown",
    "変数「{value}」はありません（{text}）。",
    "{nearest}使える変数は docs/templates.md にあります。名前を直すか、差し込みを消してください。",
)
E029 = _code(
    "E029",
    "excel-packages-missing",
    "ボタンに必要なパッケージ（{value}）が入っていません。",
    "「pip install inaxl[excel]」で入れてください。",
)
E030 = _code(
    "E030",
    "book-only-on-the-web",
    "「{value}」はウェブ上（OneDrive か SharePoint）で開かれていて、このパソコンでの場所が分かりません。",
    "エクスプローラーで同期された OneDrive のフォルダーから開くか、パソコンか共有フォルダーに保存してから、もう一度押してください。",
)
E031 = _code(
    "E031",
    "sheet-under-password",
    "シート「{value}」はパスワードで保護されているため、書き込めません。",
    "Excel の「校閲」の「シート保護の解除」で解除してから、もう一度押してください。終わったら、また保護してください。",
)
E032 = _code(
    "E032",
    "structure-under-password",
    "ブックの構成がパスワードで保護されているため、シート「{value}」を加えることも消すこともできません。",
    "Excel の「校閲」の「ブックの保護」で解除してから、もう一度押してください。終わったら、また保護してください。",
)
E033 = _code(
    "E033",
    "output-being-written",
    "「{value}」には、inaxl の別の処理が書き込んでいます。この処理では何も書いていません。",
    "別の処理が終わってから、もう一度行ってください。",
)

# --- E1xx: values in cells ----------------------------------------------------------------------------------------
E101 = _code(
    "E101",
    "not-a-number",
    "「{value}」は数値として読めません。{reason}",
    "数値を1つだけ入れ、説明は備考に書いてください。まだ値がないときは「状態」で集計中などを選びます。",
)
E102 = _code(
    "E102",
    "out-of-range",
    "「{value}」は入れられる範囲({range})の外です。",
    "値を確かめてください。正しい値のときは事務局に知らせ、戦略台帳の範囲を直します。",
)
E103 = _code(
    "E103",
    "wrong-unit",
    "単位が「{expected}」ではなく「{found}」です。",
    "「{expected}」に直した数値だけを入れてください。",
)
E104 = _code(
    "E104",
    "formula-error",
    "数式の結果が誤り({value})になっています。",
    "数値を直接入れるか、参照元のセルを直してください。",
)
E105 = _code(
    "E105",
    "formula-without-value",
    "数式の計算結果がブックに保存されていません。",
    "Excel で開いて上書き保存するか、数値を直接入れてください。",
)
E106 = _code(
    "E106",
    "wrong-period",
    "「{value}」は{expected}のものではありません。",
    "年度を確かめ、{expected}の様式に入れ直してください。",
)
E107 = _code(
    "E107",
    "status-unknown",
    "状態「{value}」は決められた言葉ではありません。",
    "「状態」はセルの一覧から選んでください。",
)
E108 = _code(
    "E108",
    "status-contradicts-value",
    "状態は「{status}」ですが、実績値に「{value}」が入っています。",
    "値が確定しているときは状態を「実績あり」に、そうでないときは実績値を空欄にしてください。",
)
E109 = _code(
    "E109",
    "actual-missing",
    "実績値も状態も入っていません。",
    "実績値を入れるか、「状態」で集計中・未公表などを選んでください。",
)
E110 = _code(
    "E110",
    "status-without-value",
    "状態は「{status}」ですが、実績値が入っていません。",
    "実績値を入れるか、「状態」を選び直してください。",
)
E111 = _code(
    "E111",
    "decision-unknown",
    "今後の方針「{value}」は決められた言葉ではありません。",
    "一覧({choices})から選んでください。",
)
E112 = _code(
    "E112",
    "rule-broken",
    "{message}（検証規則 {rule}）",
    "セルの値を直してください。値が正しいときは、事務局に知らせて戦略台帳の「検証規則」を直してもらいます。",
)
E113 = _code(
    "E113",
    "action-state-unknown",
    "前年度からの取組の状態「{value}」は読み取れません。",
    "一覧({choices})から選んでください。進み具合は、下の欄に書きます。",
)

# --- E2xx: structure and form -------------------------------------------------------------------------------------
E201 = _code(
    "E201",
    "no-kpi-table",
    "KPI の表が見つかりません。",
    "「KPI」「単位」「指標値」「実績値」などの見出しのある表が入っているか確かめてください。",
)
E202 = _code(
    "E202",
    "column-missing",
    "表に「{column}」の列がありません。",
    "見出しを「{column}」に直すか、列を加えてください。",
)
E203 = _code(
    "E203",
    "form-changed",
    "様式が変わっています。{change}",
    "配られた様式の見出しに戻すか、事務局に知らせてください。",
)
E204 = _code(
    "E204",
    "merged-cell-hides-value",
    "結合されたセルの陰に値「{value}」が隠れています。",
    "結合を解いて値を確かめ、要らない値を消してください。",
)
E205 = _code(
    "E205",
    "department-not-found",
    "どの部署のブックか分かりません。",
    "シートの右上に部署名を「企画部○○課」の形で入れてください。",
)
E206 = _code(
    "E206", "year-column-missing", "{year}の実績値の列がありません。", "{year}の様式か確かめてください。"
)
E207 = _code(
    "E207",
    "several-departments",
    "1冊のブックに複数の部署({departments})が書かれています。",
    "部署ごとにブックを分けてください。",
)

# --- E3xx: across books and years ---------------------------------------------------------------------------------
E301 = _code(
    "E301",
    "reported-twice",
    "同じ KPI が別の値で報告されています(「{other_value}」 {other_place})。",
    "どちらが正しいかを部署に確かめ、一方を直してください。",
)
E302 = _code(
    "E302",
    "kpi-not-in-plan",
    "「{value}」は戦略台帳の KPI にありません。{nearest}",
    "名前を戦略台帳に合わせるか、戦略台帳に KPI を加えてください。",
)
E303 = _code(
    "E303",
    "not-submitted",
    "{department}のブックが届いていません。",
    "{department}に提出を依頼してください。",
)
E304 = _code(
    "E304",
    "differs-from-earlier",
    "{year}の値「{value}」が、前に報告された「{before}」({place})と違います。",
    "訂正のときは備考に理由を書き、誤りのときは前の値に戻してください。",
)
E305 = _code(
    "E305",
    "department-twice",
    "{department}のブックが2冊あります(もう1冊は {other})。どちらも読みましたが、値は先の1冊から取りました。",
    "古いほうのブックをフォルダーから外してください。",
)
E306 = _code(
    "E306",
    "lead-undecided",
    "事業「{project}」は{departments}の共同事業で、主担当が決まっていません。",
    "戦略台帳の「事業」シートで主担当部署を決めてください。決まるまで、どの部署の様式にも載りません。",
)
E307 = _code(
    "E307",
    "other-department",
    "この KPI を報告するのは{expected}です。",
    "担当を確かめ、{expected}のブックに入れ直すか、戦略台帳の担当を直してください。",
)
E308 = _code(
    "E308",
    "target-differs-from-plan",
    "指標値「{value}」が、戦略台帳の指標値「{expected}」と違います。評価には戦略台帳の値を使います。",
    "指標値を戦略台帳に合わせてください。計画を見直したときは、事務局に知らせて戦略台帳を直してもらいます。",
)

# --- E4xx: the plan book ------------------------------------------------------------------------------------------
E401 = _code(
    "E401",
    "plan-sheet-missing",
    "戦略台帳に「{value}」シートがありません。",
    "シートの名前を確かめてください。ひな型は inaxl demo で作る plan.xlsx にあります。",
)
E402 = _code(
    "E402",
    "plan-column-missing",
    "戦略台帳のシートに「{value}」の列がありません。",
    "見出しを「{value}」に直すか、列を加えてください。",
)
E403 = _code(
    "E403",
    "plan-broken-reference",
    "「{value}」は「{target}」シートにありません。",
    "「{target}」シートの ID を確かめて直してください。",
)
E404 = _code(
    "E404",
    "plan-duplicate-id",
    "ID「{value}」が2か所以上にあります。",
    "ID は1つのシートの中で1度だけ使ってください。",
)
E405 = _code("E405", "plan-value-missing", "「{column}」が入っていません。", "空欄を埋めてください。{hint}")
E406 = _code(
    "E406",
    "plan-target-against-direction",
    "指標値「{target}」が現状値「{baseline}」より{side}のに、方向が「{direction}」になっています。",
    "方向を「{alternatives}」に直すか、指標値と現状値を確かめてください。",
)
E407 = _code(
    "E407",
    "plan-value-not-allowed",
    "「{value}」は「{column}」に使えない言葉です。",
    "一覧({choices})から選んでください。",
)
E408 = _code(
    "E408",
    "plan-not-a-number",
    "「{column}」の「{value}」は数値ではありません。",
    "数値だけを入れてください。",
)
E409 = _code(
    "E409",
    "plan-term-impossible",
    "計画期間の始まり「{start}」が終わり「{end}」より後になっています。",
    "「計画」シートの計画期間を直してください。",
)
E410 = _code(
    "E410",
    "plan-rating-incomplete",
    "評価基準に「{value}」がありません。",
    "「評価基準」シートに行を加えてください。",
)
E411 = _code(
    "E411",
    "plan-not-a-year",
    "「{column}」の「{value}」は年度として読めません。",
    "2024 か R06 のように書いてください。",
)
E412 = _code(
    "E412",
    "plan-validity-impossible",
    "有効開始年度「{start}」が有効終了年度「{end}」より後になっています。この行はどの年度にも使われません。",
    "年度を確かめ、どちらかを直してください。",
)
E413 = _code(
    "E413",
    "plan-baseline-after-target",
    "現状値の年度「{value}」が、指標値の年度「{target_fy}」より後になっています。",
    "現状値と指標値の年度を確かめて直してください。",
)
E414 = _code(
    "E414",
    "plan-crosswalk-ambiguous",
    "旧名称「{value}」の読み替え先が、同じ年度に「{other}」（{place}）と「{new}」の2つあります。",
    "正しい行だけを残すか、有効開始年度と有効終了年度で分けてください。",
)
E415 = _code(
    "E415",
    "plan-rule-unusable",
    "検証規則の「{column}」に「{value}」は使えません。{reason}",
    "直すまで、この規則による検証は行いません。",
)
E420 = _code(
    "E420",
    "plan-parent-circular",
    "「{column}」の「{value}」をたどると、「{own}」自身に戻ります。",
    "上の段の ID（施策には分野、事業には施策）を入れてください。",
)
E421 = _code(
    "E421",
    "plan-not-a-date",
    "「{column}」の「{value}」は日付として読めません。",
    "2022/4/1 か 令和4年4月1日 のように書いてください。",
)
E422 = _code(
    "E422",
    "plan-principle-twice",
    "事業「{project}」の「{value}」の自己点検が2か所（{place}とここ）にあります。",
    "1つの事業の1つの原則は、1行だけにしてください。",
)
E423 = _code(
    "E423",
    "plan-sdg-number",
    "SDGs のタグID「{value}」の終わりが、1から17までの目標の番号になっていません。",
    "sdg01 から sdg17 のように、目標の番号で終わる ID にしてください。",
)
E424 = _code(
    "E424",
    "plan-amount-impossible",
    "「{column}」の「{value}」は{reason}です。",
    "確かめて、0以上の{wanted}を入れてください。分からないときは空欄にします。",
)
E425 = _code(
    "E425",
    "plan-budget-twice",
    "事業「{project}」の{fy}の予算が2か所（{place}とここ）にあります。",
    "1つの事業の1つの年度は、1行だけにしてください。補正は、予算額を直して備考に書きます。",
)
E426 = _code(
    "E426",
    "plan-revision-order",
    "施行日「{value}」が、上の行の版「{before}」の施行日（{day}）より後ではありません。",
    "施行日を確かめ、古い版から順に並べてください。",
)
E427 = _code(
    "E427",
    "plan-revision-outside-term",
    "施行日「{value}」が、計画期間（{start}から{end}まで）の外です。",
    "施行日か、「計画」シートの計画期間を直してください。",
)
E428 = _code(
    "E428",
    "plan-replaced-kpi",
    "置き換えたKPI「{value}」は{reason}。",
    "この KPI が始まる前に有効終了年度を迎えた KPI の ID を入れるか、その KPI の有効終了年度を直してください。",
)
E429 = _code(
    "E429",
    "plan-withheld-nothing",
    "非公開にするものが見つかりません。{reason}",
    "{how}直すまで、公表できません。",
)
E430 = _code(
    "E430",
    "plan-versions-same-day",
    "版の写し「{value}」の最後の日（{day}）が、plans フォルダーのほかの写しと同じです。この写しは使いません。",
    "どちらが正しいか確かめ、要らない写しを plans フォルダーから外してください。",
)
E431 = _code(
    "E431",
    "revision-date-impossible",
    "施行日を {value} にすることはできません。{reason}",
    "施行日を確かめてください。{how}",
)
E432 = _code(
    "E432",
    "revision-cause-unknown",
    "改訂のきっかけの{what}「{value}」がありません。{reason}",
    "きっかけの年度と番号を確かめてください。{how}",
)
E433 = _code(
    "E433",
    "edition-unknown",
    "{year}の記録{value}はありません。",
    "記録の番号を確かめてください。{how}",
)
E434 = _code(
    "E434",
    "edition-incomplete",
    "{year}の記録{value}を作り直せません。記録した入力（{names}）が .inaxl/history に残っていません。",
    ".inaxl フォルダーの控えがあれば戻してください。なければ、その入力のファイルを作業フォルダーに戻し、ふつうに build してください。",
)
E435 = _code(
    "E435",
    "revision-book-refused",
    "「{value}」には誤りが{count}件（{codes}）あり、次の版にできません。最初の誤りは {first}",
    "「inaxl plan check」でこのブックの誤りを確かめ、直してからもう一度実行してください。",
)
E436 = _code(
    "E436",
    "no-earlier-version",
    "「{value}」には、比べる前の版がありません。",
    "2冊の台帳を指定するか、改訂のある作業フォルダーを指定してください。",
)

# --- E5xx: population ---------------------------------------------------------------------------------------------
E501 = _code(
    "E501",
    "population-mixed-basis",
    "「{first}」と「{second}」は調査が違う({kinds})ため、1つの指標に使えません。",
    "同じ調査の系列を使ってください。",
)
E502 = _code(
    "E502",
    "population-mixed-period",
    "「{first}」と「{second}」は期間のとり方が違う({kinds})ため、比べられません。",
    "暦年か年度のどちらかにそろえてください。",
)
E503 = _code(
    "E503",
    "population-mixed-date",
    "「{first}」と「{second}」は時点が合いません({dates})。",
    "期間に合う時点の人口を使ってください。",
)
E504 = _code(
    "E504",
    "population-mixed-nationality",
    "「{first}」と「{second}」は国籍の範囲が違う({kinds})ため、1つの指標に使えません。",
    "総人口か日本人のどちらかにそろえてください。",
)
E505 = _code(
    "E505",
    "population-mixed-age-unknown",
    "「{first}」と「{second}」は年齢不詳の扱いが違う({kinds})ため、比べられません。",
    "年齢不詳を含む値どうし、除いた値どうしで比べてください。",
)
E506 = _code(
    "E506",
    "population-age-missing",
    "年齢が{ages}の人数がないか、重なっています。この行の年齢別の指標は計算しません。",
    "0歳から最も上の年齢まで、切れ目なく入れてください。分からない年齢を0にしないでください。",
)
E507 = _code(
    "E507",
    "population-negative",
    "「{column}」の「{value}」は負の数です。人数は負になりません。",
    "元の資料を確かめて直してください。差や増減の値であれば、別の列に入れます。",
)
E508 = _code(
    "E508",
    "population-sum-differs",
    "内訳の合計は{sum}で、「{column}」の{value}と{difference}の差があります。",
    "元の資料と見比べ、内訳か総数を直してください。年齢不詳の人数は「不詳」に入れます。",
)
E509 = _code(
    "E509",
    "population-survival-impossible",
    "生残率「{value}」は0から1の間にありません。",
    "生命表の写し間違いでないか確かめてください。定常人口は年齢とともに減ります。",
)
E510 = _code(
    "E510",
    "population-row-twice",
    "「{value}」の行が{first}にもあります。",
    "どちらか1行を消してください。あとの行は読みません。",
)
E511 = _code(
    "E511",
    "population-series-unknown",
    "系列「{value}」が「系列」シートにありません。",
    "「系列」シートに、出典・時点・国籍の範囲・年齢不詳の扱いとともに加えてください。",
)
E512 = _code(
    "E512",
    "population-scenario-incomplete",
    "シナリオ「{value}」は計算できません。{reason}",
    "「シナリオ」シートの空欄を埋めるか、行を消してください。",
)
E513 = _code(
    "E513",
    "population-file-unknown",
    "この表の形は読めません。{reason}",
    "公表されたままのファイルを指定してください。列の見出しを変えないでください。",
)

# --- E6xx: published tables (総務省 統一ルール; the last two digits are the number of its item) --------------------
E601 = _code(
    "E601",
    "published-format",
    "公表するデータの形式が Excel(マクロなし)でも CSV でもありません({value})。",
    "「Excel ブック(.xlsx)」か CSV として保存してください。",
)
E602 = _code(
    "E602",
    "published-several-values",
    "1つのセルに2つ以上の値があります(「{value}」)。",
    "列か行を分けて、1つのセルに1つの値を入れてください。",
)
E603 = _code(
    "E603",
    "published-number-as-text",
    "数値が文字として入っています(「{value}」)。",
    "数値として入れ直してください。桁区切りや△は、セルの表示形式で付けます。",
)
E604 = _code(
    "E604",
    "published-merged",
    "セル {area} が結合されています。",
    "結合を解き、それぞれのセルに値を入れてください。",
)
E605 = _code(
    "E605",
    "published-layout-blanks",
    "「{value}」は{what}で体裁を整えています。",
    "{what}を消してください。見た目は、列の幅や文字の配置で整えます。",
)
E606 = _code(
    "E606",
    "published-name-left-out",
    "項目名が省かれています。{what}",
    "すべての列と行に、省かずに項目名を入れてください。",
)
E607 = _code(
    "E607",
    "published-formula",
    "セル {area} に数式が入っています。",
    "値として貼り付け、数値に置き換えてください。",
)
E608 = _code(
    "E608",
    "published-object",
    "シートに{kind}があります。",
    "図やグラフは別のファイルにし、データのシートには置かないでください。",
)
E610 = _code(
    "E610",
    "published-characters",
    "機種によって正しく表示されない文字「{characters}」があります。",
    "①は(1)、㈱は(株)、㎡は平方メートルのように、どの機種でも表示できる文字に直してください。",
)
E611 = _code(
    "E611",
    "published-year",
    "年が和暦だけで書かれています(「{value}」)。",
    "西暦にするか、「令和5年(2023年)」のように西暦を並べて書いてください。",
)
E613 = _code(
    "E613",
    "published-symbol",
    "数値の列に記号や言葉(「{value}」)が入っています。",
    "記号は別の列に移し、数値の列は空欄にしてください。記号の意味は注記に書きます。",
)
E614 = _code(
    "E614",
    "published-unit-in-cell",
    "数値のセルに単位や言葉が入っています(「{value}」)。",
    "セルには数値だけを入れ、単位は見出しか単位の列に書いてください。",
)
E615 = _code(
    "E615",
    "published-note-in-cell",
    "数値のセルに注の記号が入っています(「{value}」)。",
    "セルには数値だけを入れ、注は備考の列に書いてください。",
)
E621 = _code(
    "E621",
    "published-divided",
    "表が途中で分かれています(前の部分は {before} まで)。",
    "空いた行や列、間の見出しを消して、1つの表に続けてください。分類は列に入れます。",
)
E622 = _code(
    "E622",
    "published-several-tables",
    "1つのシートに2つ以上の表があります(最初の表は {first} から)。",
    "表ごとにシートを分けてください。",
)

# --- E7xx: the secretariat's registers -----------------------------------------------------------------------------
E701 = _code(
    "E701",
    "opinion-target-unknown",
    "種別「{kind}」の対象ID「{value}」は戦略台帳にありません。",
    "戦略台帳にある ID を入れてください。戦略全体への意見は、種別を「全体」にします。",
)
E702 = _code(
    "E702",
    "survey-count",
    "回答の人数「{value}」は0以上の整数ではありません。この項目は使っていません。",
    "割合ではなく、その答えを選んだ人の数を入れてください。",
)
E703 = _code(
    "E703",
    "survey-scale",
    "「{value}」は調査の段階に合いません。{reason}",
    "「調査」シートの段階と「項目」シートの列を確かめてください。",
)
E710 = _code(
    "E710",
    "council-member-twice",
    "委員「{value}」が2回指定されています。",
    "記入票は1人に1つです。同じ名前の委員がいるときは、「山田太郎（商工会）」のように分けてください。",
)
E711 = _code(
    "E711",
    "council-form-other-year",
    "{value}の意見記入票です。取り込む年度は{expected}です。",
    "その年度の記入票を使ってください。{value}の意見として取り込むときは、年度を --fy で指定してください。",
)
E712 = _code(
    "E712",
    "council-form-other-plan",
    "別の計画「{value}」の意見記入票です。この作業フォルダーの計画は「{expected}」です。",
    "作業フォルダーを確かめるか、--dir で指定してください。",
)
E713 = _code(
    "E713",
    "council-form-altered",
    "意見記入票の作りが変わっています。{reason}",
    "「inaxl council」で作った記入票に意見を写し、もう一度取り込んでください。この記入票からは何も取り込んでいません。",
)
E714 = _code(
    "E714",
    "council-item-unknown",
    "項目「{value}」がありません。",
    "項目を一覧から選び直し、もう一度取り込んでください。この行はまだ取り込んでいません。",
)
E715 = _code(
    "E715",
    "council-folder-unknown",
    "意見を取り込む作業フォルダーが分かりません。記入票のある場所にも、今のフォルダーにも、plan.xlsx がありません。",
    "作業フォルダーを --dir で指定してください。",
)
E716 = _code(
    "E716",
    "council-no-form",
    "フォルダー「{value}」に意見記入票がありません。",
    "委員から届いた記入票(.xlsx)を入れるか、入っているフォルダーを指定してください。",
)
E717 = _code(
    "E717",
    "council-opinion-formula",
    "意見が文字ではなく数式になっています（結果は「{value}」）。",
    "「=」「+」「-」で始まる意見は数式になります。委員に確かめて文字で書き直し、もう一度取り込んでください。この行はまだ取り込んでいません。",
)
E721 = _code(
    "E721",
    "cannot-withhold",
    "非公開の指定「{value}」は、このとおりに伏せることができません。公表を止めました。",
    "行ごと伏せるか、伏せる列か年度を選び直してください。伏せられるものは docs/publication.md にあります。",
)
E722 = _code(
    "E722",
    "errors-unresolved",
    "{year}には直っていない誤りが{errors}件あります（{places}）。公表していません。",
    "示した場所を直してください。部署のブックの誤りは inaxl check で見られます。案として見るだけなら、--draft を付けてください。",
)
E723 = _code(
    "E723",
    "site-folder-not-ours",
    "「{value}」には、inaxl が作ったものでないファイルがあります。何も書いていません。",
    "空のフォルダーか、前に公表したフォルダーを指定してください。",
)
E724 = _code(
    "E724",
    "site-year-missing",
    "サイトに、前に公表した{year}のページ「{value}」がありません。何も書いていません。",
    "先に{year}をもう一度公表するか、サイトのフォルダーの控えを戻してください。",
)

# --- Wxxx: to be confirmed by a person ----------------------------------------------------------------------------
W101 = _code(
    "W101", "normalised", "「{value}」を {read} と読みました({what})。", "正しければ、このままで構いません。"
)
W102 = _code(
    "W102",
    "large-jump",
    "前年度の「{before}」から「{value}」へ大きく変わっています。桁や単位の誤りかもしれません。",
    "正しい値であれば備考に理由を書き、誤りであればこのセルを直してください。",
)
W103 = _code(
    "W103",
    "approximate",
    "「{value}」は概数です。{read} として扱います。",
    "正確な値が分かれば直してください。",
)
W104 = _code(
    "W104",
    "cumulative-falls",
    "累計の値が前年度の「{before}」から「{value}」へ減っています。",
    "単年度の値を入れていないか確かめてください。取消しなどで減ったときは備考に理由を書きます。",
)
W105 = _code(
    "W105",
    "reason-missing",
    "状態は「{status}」ですが、理由や見込みの時期が書かれていません。",
    "備考に、理由と値が分かる時期を書いてください。",
)
W106 = _code(
    "W106",
    "rule-doubted",
    "{message}（検証規則 {rule}）",
    "正しい値であれば備考に理由を書き、誤りであればこのセルを直してください。",
)
W201 = _code(
    "W201",
    "hidden-values",
    "隠れた{what}に値があります。",
    "読み取りには使いました。見えないままでよいか確かめてください。",
)
W202 = _code(
    "W202",
    "macros-or-links",
    "ブックに{what}が含まれています。",
    "inaxl は実行も参照もしません。必要なものか確かめてください。",
)
W203 = _code(
    "W203",
    "card-incomplete",
    "事業の点検の「{fields}」が書かれていません。",
    "評価シートと報告書に載ります。書いてから提出してください。",
)
W204 = _code(
    "W204",
    "sheet-not-read",
    "シート「{value}」は KPI の表としても事業の点検としても読めませんでした。",
    "評価に使うシートのときは見出しを確かめてください。使わないシートのときは、このままで構いません。",
)
W205 = _code(
    "W205",
    "action-dropped-without-reason",
    "前年度からの取組が「取りやめ」ですが、理由が書かれていません。",
    "取りやめた理由を「進み具合」に書いてください。評価シートと報告書に載ります。",
)
W301 = _code(
    "W301",
    "incomplete-sum",
    "累計で評価する KPI ですが、{years}の実績値がありません。ある年度だけを合計しました。",
    "{years}の値を報告してもらうか、「対象外」を選んでください。",
)
W302 = _code(
    "W302",
    "kpi-not-reported",
    "KPI「{value}」の行がブックにありません。",
    "{department}の様式に「{value}」の行を戻すか、KPI の名前が変わっていないか確かめてください。",
)
W401 = _code(
    "W401",
    "glyph-means-minus",
    "評価の記号「{value}」は負の数のしるしと紛れます。",
    "「▼」など、△と▲以外の記号にしてください。",
)
W402 = _code(
    "W402",
    "plan-lead-unknown",
    "共同事業「{project}」の主担当部署が空欄です。",
    "主担当を決めて入れてください。決まるまで「主担当 未定」と表示します。",
)
W403 = _code(
    "W403",
    "plan-target-missing",
    "指標値が空欄です。達成率と評価は出せません。",
    "指標値が決まったら入れてください。",
)
W404 = _code(
    "W404",
    "plan-department-unknown",
    "KPI を報告する部署が決まっていません。",
    "担当部署か、事業の主担当部署を入れてください。",
)
W405 = _code(
    "W405",
    "plan-lead-not-in-charge",
    "主担当部署「{value}」が、この事業の担当部署に入っていません。",
    "担当部署に加えるか、主担当部署を直してください。",
)
W406 = _code(
    "W406",
    "plan-parent-differs",
    "「{column}」の「{value}」が、{parent}の「{expected}」と違います。",
    "どちらかに合わせてください。",
)
W407 = _code(
    "W407",
    "plan-interim-against-direction",
    "年度の目標が「{before}」から「{value}」へ、方向「{direction}」と逆に動いています。",
    "年度の目標か方向を確かめてください。計画のとおりであれば、このままで構いません。",
)
W408 = _code(
    "W408",
    "plan-crosswalk-idle",
    "旧名称「{value}」は、同じ年度の「{sheet_of}」シートにもある名称です。読み替えずに、その行として読みます。",
    "有効開始年度と有効終了年度を確かめるか、読み替えの行を消してください。",
)
W409 = _code(
    "W409",
    "plan-rule-without-kpi",
    "検証規則の対象「{value}」に当たる KPI がありません。",
    "KPI ID か指標名を確かめてください。何文字でも表すときは「*」を使います。",
)
W420 = _code(
    "W420",
    "plan-parent-missing",
    "{kind}「{name}」の「{column}」が空欄です。計画のどこにも属さない{kind}になります。",
    "「{column}」を入れてください。計画書に書かれていなければ、このままで構いません。",
)
W421 = _code(
    "W421",
    "plan-not-a-period",
    "「{column}」の「{value}」は時期として読めません。",
    "令和元年7月10日、令和元年7月、令和元年度 のように書いてください。このままでは、書かれているとおりに載せます。",
)
W422 = _code(
    "W422",
    "plan-tagging-twice",
    "タグ「{value}」が「{subject}」に2度（{place}とここ）付いています。",
    "1行を消してください。数えるのは1度だけです。",
)
W423 = _code(
    "W423",
    "plan-revision-cause-missing",
    "きっかけが「{value}」なのに、「{column}」が空欄です。",
    "もとになった評価の年度か、審議会の意見の番号を入れてください。",
)
W430 = _code(
    "W430",
    "plan-version-without-day",
    "plans フォルダーの「{value}」の名前から、いつまでの版かを読み取れません。この写しは使いません。",
    "名前を「戦略台帳_2022-03-31まで.xlsx」のようにするか、plans フォルダーから外してください。",
)
W431 = _code(
    "W431",
    "plan-version-days-differ",
    "改訂の施行日（{value}）が、前の版「{other}」の次の日（{day}）と違います。年度の判定には、写しの名前の日を使います。",
    "「改訂」シートの施行日か、写しの名前の日を直してください。",
)
W432 = _code(
    "W432",
    "edition-differs",
    "記録{value}から作り直した出力が、当時の出力と違います（{names}）。{reason}",
    "当時と同じ出力が要るときは、当時の版の inaxl で作り直してください。",
)
W433 = _code(
    "W433",
    "edition-not-recorded",
    "この評価の入力を記録できませんでした。{reason}",
    "出力はできています。.inaxl フォルダーに書き込めるようにして、もう一度 build すると記録します。",
)
W434 = _code(
    "W434",
    "revision-id-used-again",
    "ID「{value}」は、前の版では「{old}」、新しい台帳では「{new}」です。審議会の意見は ID で引き継がれます。",
    "別のものなら、前の版で使っていない ID にしてください。名称だけが変わったのなら、このままで構いません。",
)
W501 = _code(
    "W501",
    "population-age-unknown-artefact",
    "将来展望の{year}年の{value}人は、国勢調査の総数{total}人から年齢不詳{unknown}人を除いた値です。"
    "この年を起点とする差には、見かけの＋{unknown}人が含まれます。",
    "総数どうしで比べるときは、起点の差を除いて読んでください。",
)
W502 = _code(
    "W502",
    "population-few-births",
    "{year}年の合計特殊出生率{value}は、出生数{births}人による単年の値です。"
    "偶然の変動だけで{low}～{high}の幅があります(95%)。",
    "年ごとの上下を施策の効果と読まず、5年間の平均でも見てください。",
)
W503 = _code(
    "W503",
    "population-not-computed",
    "「{indicator}」({when})は計算していません。{reason}",
    "必要な系列を人口統計のブックに加えると計算します。",
)
W504 = _code(
    "W504",
    "population-age-unknown",
    "{when}の「{series}」には年齢不詳が{value}人います。割合は不詳を除いて計算しています。",
    "前後の年と比べるときは、不詳の人数の違いに注意してください。",
)
W505 = _code(
    "W505",
    "population-thresholds-unconfirmed",
    "影響度の段階の境目は、手引きの原文で確かめていない値です。",
    "「影響度」シートの境目を手引きと見比べ、確認の欄に「確認済み」と入れてください。",
)
W609 = _code(
    "W609",
    "published-unit-missing",
    "「{value}」の単位がどこにも書かれていません。",
    "見出しに「(人)」のように添えるか、単位の列を設けてください。単位のない値のときは、このままで構いません。",
)
W612 = _code(
    "W612",
    "published-area-missing",
    "どの地域のデータかが、シートのどこにも書かれていません。",
    "地域コードか地域の名称の列を設けてください。",
)
W616 = _code(
    "W616",
    "published-mixed-types",
    "数値の列に、数値ではない「{value}」が入っています。",
    "数値と言葉は列を分けてください。値がないときは空欄にします。",
)

W701 = _code(
    "W701",
    "opinion-without-response",
    "意見{number}は「{state}」ですが、市の対応が書かれていません。",
    "市の対応を書くか、状態を「未回答」に戻してください。書かれるまで未回答として扱います。",
)
W702 = _code(
    "W702",
    "opinion-answered",
    "意見{number}には市の対応がありますが、状態が「未回答」です。",
    "状態を「対応中」か「対応済み」にしてください。",
)
W703 = _code(
    "W703",
    "survey-small-sample",
    "「{value}」の有効な回答は{answers}人です。30人に満たないため、平均と順位に含めていません。",
    "このままで構いません。報告書にはその旨を記します。",
)
W704 = _code(
    "W704",
    "action-states-differ",
    "今後の取組（{action}）は、事務局の帳簿では「{value}」、{place} では「{other}」です。帳簿のほうを使いました。",
    "どちらが正しいか部署に確かめ、違うほうのセルを直してください。",
)
W705 = _code(
    "W705",
    "opinion-department-unknown",
    "意見{number}の担当「{value}」は、戦略台帳の部署にありません。この名前では、部署の入力様式に載りません。",
    "部署の名前を確かめてください。部署でないところが担当のときは、このままで構いません。",
)
W706 = _code(
    "W706",
    "opinion-closed-before-it-was-given",
    "意見{number}の終えた年度（{value}）が、評価した年度（{year}）より前です。",
    "どちらの年度が正しいか確かめて直してください。対応の結果は、ふつう翌年度の資料に載せます。",
)
W711 = _code(
    "W711",
    "council-opinion-without-item",
    "意見に項目が選ばれていないため、「全体」への意見として取り込みました。",
    "項目が分かるときは、意見の帳簿の「種別」と「対象ID」を直してください。",
)
W712 = _code(
    "W712",
    "council-item-without-opinion",
    "「{value}」に意見が書かれていないため、取り込んでいません。{view}",
    "委員に確かめ、意見が書かれたらもう一度取り込んでください。意見がなければ、このままで構いません。",
)
W713 = _code(
    "W713",
    "council-opinion-too-long",
    "意見が{length}字あり、表の1つのセルには全部が表れません。全文を取り込みました。",
    "意見の帳簿で2つの意見に分けることができます。",
)
W714 = _code(
    "W714",
    "council-form-changed-after-import",
    "取り込んだ意見{number}と記入票が違います。{change}。帳簿の意見はそのままです。",
    "記入票のとおりにするときは、意見の帳簿の意見{number}を直してください。別の委員や2回目の審議会の記入票のときは、番号の違う記入票（inaxl council の --first で続きの番号にしたもの）に写してください。",
)
W721 = _code(
    "W721",
    "withheld-name-in-text",
    "伏せた「{value}」と同じ言葉が、公表するページ「{page}」などにあります。",
    "文章の中に書かれているときは、もとの文章を直してください。別のことを指す言葉なら、このままで構いません。",
)
W731 = _code(
    "W731",
    "licence-not-stated",
    "オープンデータのライセンスが書かれていません。",
    "市の定めがあれば「計画」シートの「{column}」に「CC BY 4.0」のように書いてください。なければ、利用の条件は定めがないと記します。",
)
W732 = _code(
    "W732",
    "site-address-unusable",
    "「{value}」は公開サイトのアドレスとして使えません。",
    "「計画」シートの「{column}」に https:// で始まるアドレスを書いてください。それまでは、アドレスを含まない番号で公開します。",
)

# --- Ixxx: to be known --------------------------------------------------------------------------------------------
I001 = _code(
    "I001",
    "template-variable-unused",
    "変数「{value}」を使っていません。",
    "載せるときは docs/templates.md の書き方で差し込んでください。要らなければ、このままで構いません。",
)
I301 = _code(
    "I301",
    "renamed",
    "「{value}」を、戦略台帳の読み替えによって「{name}」として読みました。{reason}",
    "正しければ、このままで構いません。来年度の様式は新しい名称で作ります。",
)
I401 = _code(
    "I401",
    "plan-measure-without-project",
    "施策「{value}」に属する事業が戦略台帳にありません。",
    "事業があれば「事業」シートに加えてください。なければ、このままで構いません。",
)
I402 = _code(
    "I402",
    "plan-project-without-kpi",
    "事業「{value}」に KPI がありません。",
    "KPI を設けるときは「KPI」シートに加えてください。なければ、事業の点検だけを行います。",
)
I403 = _code(
    "I403",
    "plan-goal-map-missing",
    "分野「{value}」がどの基本目標に当たるか決まっていません。",
    "「分野」シートの基本目標IDに入れると、基本目標ごとに集計します。決まるまで「基本目標未設定」に数えます。",
)
I404 = _code(
    "I404", "plan-blank", "「{column}」は計画書に書かれていないため空欄です。", "分かったら入れてください。"
)
I405 = _code(
    "I405", "plan-sample", "この台帳の数値は見本(架空)です。", "本番では、計画書の数値に置き換えてください。"
)
I420 = _code(
    "I420",
    "plan-principles-incomplete",
    "事業「{value}」の自己点検に「{missing}」がありません。",
    "点検した原則だけを載せます。残りも点検したら、「5原則」シートに行を加えてください。",
)
I711 = _code(
    "I711",
    "council-form-blank",
    "この記入票には、意見が書かれていません。",
    "委員に意見がなければ、このままで構いません。",
)
