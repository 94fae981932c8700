"""Writes the fonts of the first paint: renderer/ui/fonts/*.woff2 and renderer/ui/fonts.css (`npm run fonts`).

The packages cut Noto Sans SC into 106 slices; the words of the hall touch a dozen of them, and fetching a dozen files cost a fifth of the
cold start. So the signs that are used are put together in one variable font for Hanzi and Latin and one for Uyghur.
Needs Debian's python3-fonttools and python3-brotli.
"""

import json
import re
import sys
from pathlib import Path

try:
    from fontTools.subset import Options, Subsetter, save_font
    from fontTools.ttLib import TTFont
    import brotli  # noqa: F401 - fontTools writes WOFF2 with it
except ImportError:
    sys.exit("fontTools is missing: apt-get install python3-fonttools python3-brotli")

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules/@fontsource-variable"
OUTPUT = ROOT / "renderer/ui"
# What Intl writes into dates and what is typed or counted, beside the words of the catalogues.
ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "·×–—‘’“”…•←→年月日时分秒周星期一二三四五六七八九十上下午"
UYGHUR = "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيە،؛؟٪ـ"


def words() -> set[str]:
    """Every sign of the catalogues and of the hall that comes with the program."""
    files = [*sorted((OUTPUT / "text").glob("*.json")), ROOT / "resources/hall.example.json"]
    text = "".join(json.dumps(json.loads(file.read_text("utf-8")), ensure_ascii=False) for file in files)
    return set(text + ALWAYS + UYGHUR) - set("\n\t")


def slices(package: str, style_sheet: str) -> list[tuple[Path, set[str]]]:
    """The files of a package with the signs each is declared for."""
    sheet = (PACKAGES / package / style_sheet).read_text("utf-8")
    found = re.findall(r"url\(\./(files/[^)]+\.woff2)\)[^}]*?unicode-range:\s*([^;}]+)", sheet)
    return [(PACKAGES / package / file, signs_of(ranges)) for file, ranges in found]


def signs_of(ranges: str) -> set[str]:
    signs = set()
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        signs.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return signs


def with_glyphs(base: TTFont, other: TTFont, signs: set[str]) -> None:
    """Copies simple glyphs of a slice into `base`: both were cut from one variable font, so axes and units are the same."""
    names = other.getBestCmap()
    for sign in sorted(signs):
        source = names.get(ord(sign))
        if source is None:
            continue
        glyph = other["glyf"][source]
        if glyph.isComposite():
            raise ValueError(f"U+{ord(sign):04X} is made of parts, which this script does not copy")
        name = f"u{ord(sign):05X}"
        base["glyf"][name] = glyph
        base["hmtx"][name] = other["hmtx"][source]
        base["gvar"].variations[name] = other["gvar"].variations.get(source, [])
        for table in base["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(sign)] = name
    base.setGlyphOrder(base["glyf"].glyphOrder)


def cut(font: TTFont, signs: set[str], target: Path) -> None:
    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True, hinting=False, name_IDs=[0, 1, 2, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(sign) for sign in signs])
    font.recalcTimestamp = False
    subsetter.subset(font)
    target.parent.mkdir(exist_ok=True)
    save_font(font, str(target), options)


def ranges_of(signs: set[str]) -> str:
    codes = sorted(map(ord, signs))
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:x}" if first == last else f"U+{first:x}-{last:x}" for first, last in runs)


def han_font(signs: set[str]) -> tuple[TTFont, set[str]]:
    parts = [(path, signs & ranges) for path, ranges in slices("noto-sans-sc", "wght.css") if signs & ranges]
    # The Latin slice comes first: it alone has kerning, which survives in the base font only.
    parts.sort(key=lambda part: "latin-wght" not in part[0].name)
    base = TTFont(parts[0][0])
    for table in ("HVAR", "VVAR", "vhea", "vmtx"):
        if table in base:
            del base[table]
    # Read before glyphs are added: fontTools checks their number against the file's.
    for table in ("glyf", "hmtx", "gvar", "cmap"):
        _ = base[table]
    for path, wanted in parts[1:]:
        with_glyphs(base, TTFont(path), wanted)
    return base, set().union(*(wanted for _, wanted in parts))


def face(family: str, file: str, signs: set[str]) -> str:
    return (
        f'@font-face {{\n  font-family: "{family}";\n  font-style: normal;\n  font-display: swap;\n  font-weight: 100 900;\n'
        f'  src: url(./fonts/{file}) format("woff2-variations");\n  unicode-range:\n    {ranges_of(signs)};\n}}\n'
    )


def main() -> None:
    wanted = words()
    arabic_file = PACKAGES / "noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2"
    arabic = TTFont(arabic_file)
    uyghur = {sign for sign in wanted if ord(sign) > 0x7F and ord(sign) in arabic.getBestCmap() and ord(sign) >= 0x600}
    han, drawn = han_font(wanted - uyghur)
    missing = {sign for sign in wanted - uyghur - drawn if not sign.isspace()}
    if missing:
        sys.exit(f"No slice has {''.join(sorted(missing))}")
    cut(han, drawn, OUTPUT / "fonts/hallHan.woff2")
    cut(arabic, uyghur, OUTPUT / "fonts/hallUyghur.woff2")
    (OUTPUT / "fonts.css").write_text(
        "/*\n * Written by `npm run fonts`: the signs of the catalogues and of the example hall, cut from Noto Sans SC and Noto Sans Arabic\n"
        " * (SIL OFL 1.1, resources/fonts). catalogue.test.ts fails when a word needs one that is not here; rareFonts.css has all others.\n */\n"
        + face("Hall Han", "hallHan.woff2", drawn)
        + "\n"
        + face("Hall Uyghur", "hallUyghur.woff2", uyghur),
        "utf-8",
    )
    for name in ("hallHan", "hallUyghur"):
        size = (OUTPUT / f"fonts/{name}.woff2").stat().st_size
        print(f"renderer/ui/fonts/{name}.woff2: {size / 1024:.0f} KB")


main()
