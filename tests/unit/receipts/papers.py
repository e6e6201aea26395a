"""Sales and documents for the tests of receipts: one of each thing that a paper must be able to show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from pos_terminal.domain.money import Currency, line_amount
from pos_terminal.domain.sale import Line, Sale, Tender
from pos_terminal.domain.tax import RateSum, TaxRules, add_amount
from receipts.compose import compose_receipt
from receipts.document import Document
from receipts.fonts import Fonts
from receipts.parts import ShopHeader

FONT_FOLDER = Path(__file__).parents[3] / "pos_terminal" / "assets" / "fonts"
FONTS = Fonts(FONT_FOLDER)
MOMENT = datetime(2026, 11, 23, 14, 5, 33, tzinfo=timezone(timedelta(hours=1)))
HASH = "9f3ac2d1" * 8

SHOP = ShopHeader(
    "Corner Market",
    ("12 High Street", "Springfield"),
    "VAT GB123456789",
    "Returns within 30 days with this receipt.",
    "Thank you for shopping with us!\nwww.corner-market.example",
)
SHOP_DE = ShopHeader(
    "Müllers Lädchen am Marktplatz",
    ("Hauptstraße 5", "80331 München"),
    "USt-IdNr. DE123456789",
    "Umtausch innerhalb von 30 Tagen nur mit diesem Beleg.",
    "Vielen Dank für Ihren Einkauf!",
)
SHOP_AR = ShopHeader(
    "سوق الزاوية",
    ("شارع الملك فهد ١٢", "الرياض 12345"),
    "الرقم الضريبي 300000000000003",
    "يمكن إرجاع البضاعة خلال 14 يومًا مع هذا الإيصال (الأصل).",
    "شكرًا لتسوقكم معنا!",
)
SHOP_ZH = ShopHeader(
    "街角超市",
    ("上海市静安区南京西路1234号",),
    "税号 91310000MA1FL0000X",
    "凭此小票30天内可退换货。",
    "谢谢惠顾，欢迎再次光临！",
)
LONG_NAME = (
    "Extra long article name that goes on and on so that it certainly needs several rows on any paper "
    "12345678901234567890123456789012345678901234567890 end"
)

# One text of each script that the shipped fonts cover.
SAMPLES = {
    "Latin": "ÀÉÎÕÜ ßæøåđħıłŋœſťžș ẞ ạằễởự Ərzurum 0123456789 €£¥$¢₹₺₽₩₪₫฿₴₦ ½¼¾ ²³ © ® ™ ° µ … – — “” ‘’ «»",
    "Cyrillic": "Молоко свежее ёъыэ Їжа ґ Ўзбек Ђорђе Ќ Җ Ү Ө Һ",
    "Greek": "Γάλα φρέσκο ΐ ΰ ώ Ἀρχή ᾧ",
    "Arabic": "حليب طازج لآ ١٢٣ ٪ پ چ ژ گ ی ک ڈ ٹ ں ے ؟ ، ؛",
    "Hebrew": "חלב טרי ךםןףץ שָׁלוֹם ״ ׳ ₪",
    "Thai": "นมสด น้ำปลา ผู้ใหญ่ ๑๒๓ ฿ ฯ ๆ",
    "Devanagari": "दूध ताज़ा क्षत्रिय श्री ₹ १२३ । ॐ",
    "Chinese": "牛奶 臺灣 麵包 有机全麦（切片），。、「」《》！？０１２ＡＢＣ",
    "Japanese": "牛乳 パン お茶 ぱぴぷぺぽ ヴァ ー 々 〆 ｱｲｳ 円 税込",
    "Korean": "우유 빵 김치 뷁 쌀 원 한글 똠방각하",
    "Other": "বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ລາວ မြန်မာ ខ្មែរ Հայերեն ქართული",
    "Signs": "✓ ✗ ★ ☆ ♥ ☎ → ← ↑ ↓ ■ □ ● ○ ▲ ▼ ─ ═ │ ┌ ┐ └ ┘ ∞ ≤ ≥ ≠ ± × ÷ √",
    "Emoji": "🙂🍎🥛🍞🧀🍌🥕🐟🍗🎁☕🛒🚲👟🎄🔋💡",
}


def line(
    name: str, milli: int, price: int, unit: str = "each", tax_class: str = "standard", rate_bp: int = 1900
) -> Line:
    """A line of a sale."""
    return Line(
        line_id="l",
        hold_id="h",
        product_id="p",
        code_text="",
        name=name,
        unit=unit,
        milli=milli,
        unit_price_minor=price,
        amount_minor=line_amount(price, milli),
        tax_class=tax_class,
        rate_bp=rate_bp,
        stock_policy="warn",
        tracked=True,
        minimum_age=0,
    )


def sale(lines: Sequence[Line], currency: str = "EUR", rules: TaxRules | None = None) -> Sale:
    """A sale without tenders."""
    rules = rules or TaxRules()
    sums: tuple[RateSum, ...] = ()
    for one in lines:
        sums = add_amount(sums, rules, one.tax_class, one.rate_bp, (0, one.amount_minor))
    decimals = Currency.of(currency).decimals
    return Sale(
        "s", "2026-11-23", "anna", currency, decimals, rules, 0, "completed", lines=tuple(lines), sums=sums
    )


def tender(method: str, amount: int, change: int = 0, rounding: int = 0, approval: str = "") -> Tender:
    """A tender that counts `amount`."""
    return Tender("t", method, amount, amount + change, change, rounding, approval)


def paid(unpaid: Sale, given: int, rounding: int = 0) -> Sale:
    """The sale paid in cash."""
    due = unpaid.total_minor + rounding
    return replace(unpaid, tenders=(tender("cash", due, given - due, rounding),))


def document(
    finished: Sale,
    header: ShopHeader = SHOP,
    language: str = "en",
    *,
    columns: int = 48,
    copy: int = 0,
    receipt_no: str = "T1-A000123",
    completed_at: datetime = MOMENT,
) -> Document:
    """The receipt of a sale."""
    return compose_receipt(
        finished,
        header,
        receipt_no=receipt_no,
        completed_at=completed_at,
        journal_hash=HASH,
        barcode_text=f"{receipt_no}-9F3A",
        copy=copy,
        language=language,
        columns=columns,
    )


def three_lines() -> Sale:
    """One piece, three pieces and a weighed article, at two rates."""
    lines = (
        line("Milk 1 l", 1000, 129, tax_class="reduced", rate_bp=700),
        line("Dish soap", 3000, 249),
        line("Bananas", 754, 199, "kg", "reduced", 700),
    )
    return paid(sale(lines), 2000)


def forty_lines() -> Sale:
    """A full trolley."""
    names = ("Milk", "Bread", "Organic peanut butter crunchy 500 g", "Tomatoes", "Cheddar mature")
    lines = [line(names[i % 5], (1000, 1000, 2000)[i % 3], 50 + 61 * i, rate_bp=2000) for i in range(40)]
    return paid(sale(lines, "GBP"), 100_000)


def german() -> Sale:
    """Umlauts, a quantity with thousands, cash rounding."""
    lines = (
        line("Käse mittelalt in Scheiben", 1000, 289, tax_class="reduced", rate_bp=700),
        line("Bio-Vollmilch 3,8 % Fett länger haltbar", 12_000, 129, tax_class="reduced", rate_bp=700),
        line("Äpfel Elstar", 1_250_375, 299, "kg", "reduced", 700),
        line("Weißwein Grüner Veltliner Öl", 1000, 899),
    )
    return paid(sale(lines), 1_000_000, rounding=-2)


def arabic() -> Sale:
    """Right to left, with Latin words and digits within."""
    lines = (
        line("حليب طازج كامل الدسم 2 لتر", 2000, 1195, rate_bp=1500),
        line("خبز عربي", 1000, 350, tax_class="zero", rate_bp=0),
        line("Nescafé Gold قهوة سريعة الذوبان 200 غ", 1000, 4299, rate_bp=1500),
        line("موز", 1754, 599, "kg", "zero", 0),
    )
    return paid(sale(lines, "SAR"), 10_000)


def chinese() -> Sale:
    """Han, and Hangul and Kana beside it."""
    lines = (
        line("有机全麦面包（切片）500克", 1000, 1580, rate_bp=1300),
        line("农夫山泉矿泉水 550ml", 6000, 200, rate_bp=1300),
        line("香蕉", 1254, 799, "kg", "reduced", 900),
        line("한국 김치 500g 우유 日本のお茶", 1000, 2990, rate_bp=1300),
    )
    return paid(sale(lines, "CNY"), 10_000)


def every_script() -> Sale:
    """Long names, large amounts, a return, and a name of many scripts."""
    lines = (
        line(LONG_NAME, 1000, 9_999_999_900),
        line(LONG_NAME, 2000, 12),
        line("Return", -1000, 500),
        line("Ünïcödé ✓ ½ Thai น้ำปลาตราปลาหมึก हिन्दी दूध Ж Ω 🙂 שלום", 3000, 100),
    )
    return paid(sale(lines), 10_000_000_000)


def three_decimals() -> Sale:
    """Kuwaiti dinar."""
    dates = line("تمر سكري ممتاز علبة كبيرة جدًا", 1000, 99_999_999_000, rate_bp=0)
    return paid(sale([dates], "KWD"), 99_999_999_000)


def no_decimals() -> Sale:
    """Yen, a card and cash."""
    lines = (
        line("お茶", 1000, 150, tax_class="a", rate_bp=800),
        line("弁当", 3000, 980, tax_class="a", rate_bp=800),
        line("TV", 1000, 99_999_999, tax_class="b", rate_bp=1000),
    )
    unpaid = sale(lines, "JPY")
    by_card = tender("card", 100_000_000, approval="123456")
    rest = unpaid.total_minor - 100_000_000
    return replace(unpaid, tenders=(by_card, tender("cash", rest, 5000 - rest)))


def tax_on_top() -> Sale:
    """American prices."""
    lines = (line("Milk", 1000, 150, rate_bp=725), line("Shirt", 3000, 980, rate_bp=725))
    return paid(sale(lines, "USD", TaxRules(False, "receipt")), 5000)
