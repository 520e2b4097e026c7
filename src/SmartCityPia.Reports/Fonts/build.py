# Builds the report's and the site's fonts from the Debian packages fonts-inter-variable and fonts-noto-core.
# Usage: python3 build.py PACKAGE-ROOT REPORT-FONTS WEB-FONTS (see README.md).
import sys, os
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from fontTools import subset

root, report, web = sys.argv[1:4]
inter = os.path.join(root, "usr/share/fonts/truetype/inter-vf")
noto = os.path.join(root, "usr/share/fonts/truetype/noto")

EUROPE = [(0x20, 0x7E), (0xA0, 0x52F), (0x1D00, 0x1DBF), (0x1E00, 0x1FFF), (0x2000, 0x22FF), (0x2300, 0x23FF),
          (0x2460, 0x27BF), (0x2900, 0x2BFF), (0x2C60, 0x2C7F), (0x2DE0, 0x2E7F), (0xA640, 0xA69F), (0xA700, 0xA7FF),
          (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD)]
TABULAR = 0xF730  # private-use code points for the tabular figures 0 to 9

def points(ranges):
    return {c for a, b in ranges for c in range(a, b + 1)}

def trim(font, unicodes, features=(), hinting=False):
    o = subset.Options()
    o.layout_features = list(features)
    o.hinting = hinting
    o.name_IDs = ["*"]
    o.notdef_outline = True
    o.glyph_names = False
    o.drop_tables += ["STAT", "MVAR", "HVAR", "DSIG", "meta"] if "fvar" not in font else ["DSIG", "meta"]
    s = subset.Subsetter(o)
    s.populate(unicodes=unicodes)
    s.subset(font)

def tabular(font):
    """Give the tabular figures code points of their own, so that a writer without OpenType layout can ask for them."""
    cmap = font.getBestCmap()
    gsub = font["GSUB"].table
    swap = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for i in record.Feature.LookupListIndex:
                for sub in gsub.LookupList.Lookup[i].SubTable:
                    sub = getattr(sub, "ExtSubTable", sub)
                    swap.update(sub.mapping)
    for d in range(10):
        glyph = swap[cmap[0x30 + d]]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[TABULAR + d] = glyph

def static(source, weight, target):
    font = TTFont(os.path.join(inter, source), recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    tabular(font)
    trim(font, points(EUROPE) | {TABULAR + d for d in range(10)}, ["kern"])
    font.save(os.path.join(report, target))
    return set(font.getBestCmap())

have = static("Inter-roman.var.ttf", 400, "Inter-Regular.ttf")
static("Inter-roman.var.ttf", 600, "Inter-SemiBold.ttf")
static("Inter-italic.var.ttf", 400, "Inter-Italic.ttf")

for name in ["NotoSansArmenian-Regular", "NotoSansArmenian-SemiBold", "NotoSansGeorgian-Regular", "NotoSansGeorgian-SemiBold"]:
    font = TTFont(os.path.join(noto, name + ".ttf"), recalcTimestamp=False)
    trim(font, points([(0x530, 0x58F), (0xFB13, 0xFB17), (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)]))
    font.save(os.path.join(report, name + ".ttf"))

# What Inter lacks of the European letters.
for name in ["NotoSans-Regular", "NotoSans-SemiBold"]:
    font = TTFont(os.path.join(noto, name + ".ttf"), recalcTimestamp=False)
    trim(font, points(EUROPE) - have)
    font.save(os.path.join(report, name + ".ttf"))
font = TTFont(os.path.join(noto, "NotoSansSymbols2-Regular.ttf"), recalcTimestamp=False)
trim(font, (points(EUROPE) - have) )
font.save(os.path.join(report, "NotoSansSymbols2-Regular.ttf"))

WEB = points([(0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1C4, 0x1CC), (0x1CD, 0x1DC), (0x1E2, 0x1E9), (0x1F4, 0x1F5), (0x1FA, 0x21B),
    (0x259, 0x259), (0x2BB, 0x2BC), (0x2C6, 0x2DD), (0x300, 0x304), (0x306, 0x30C), (0x323, 0x328), (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x4FF), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E),
    (0x1EF2, 0x1EF3), (0x2010, 0x2027), (0x202F, 0x203A), (0x2044, 0x2044), (0x2070, 0x2089), (0x20A0, 0x20BF),
    (0x2113, 0x2122), (0x2153, 0x215E), (0x2190, 0x2199), (0x21D0, 0x21D4), (0x2202, 0x2265), (0x25A0, 0x25CF), (0x2713, 0x2717)])
for source, target in [("Inter-roman.var.ttf", "inter-variable.woff2"), ("Inter-italic.var.ttf", "inter-variable-italic.woff2")]:
    font = TTFont(os.path.join(inter, source), recalcTimestamp=False)
    keep = WEB if "italic" not in target else {c for c in WEB if c < 0x180 or 0x370 <= c < 0x460 or 0x2010 <= c < 0x2300}
    trim(font, keep, ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "case", "calt"] if "italic" not in target else ["kern", "ccmp", "locl", "tnum"])
    font.flavor = "woff2"
    font.save(os.path.join(web, target))
