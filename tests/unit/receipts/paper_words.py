"""What the golden papers of each kind say: one shop for each language, with its goods and its people."""

from dataclasses import dataclass

from receipts.parts import ShopHeader
from tests.unit.receipts.papers import SHOP, SHOP_AR, SHOP_DE, SHOP_ZH


@dataclass(frozen=True, slots=True)
class ShopWords:
    """A shop. rates: basis points of its standard and its reduced tax."""

    language: str
    header: ShopHeader
    currency: str
    rates: tuple[int, int]
    shirt: str
    cheese: str
    ham: str
    water: str
    deposit: str
    umbrella: str
    long_name: str
    cashier: str
    second: str
    customer: str
    cash_reason: str
    void_reason: str
    parked_as: str
    greeting: str
    points: tuple[tuple[str, str], ...]
    message: str
    scheme: str = "VISA Debit"
    entry: str = "contactless"


EN = ShopWords(
    language="en",
    header=SHOP,
    currency="EUR",
    rates=(1900, 700),
    shirt="Shirt, blue, L",
    cheese="Cheddar mature",
    ham="Cooked ham, sliced",
    water="Mineral water 12 x 0.7 l",
    deposit="Bottle deposit",
    umbrella="Umbrella",
    long_name="Espresso machine with grinder, milk frother, descaling kit and three years of warranty",
    cashier="Anna Berg",
    second="Olga Petrova",
    customer="Samir Haddad",
    cash_reason="Window cleaner, invoice 4711",
    void_reason="Customer went away",
    parked_as="Lady with the green hat",
    greeting="For Lena, from all of us!",
    points=(("Points from this purchase", "41"), ("Points in all", "1,262")),
    message="Open on Sunday from 1 pm to 6 pm.",
)
DE = ShopWords(
    language="de",
    header=SHOP_DE,
    currency="EUR",
    rates=(1900, 700),
    shirt="Hemd, blau, Größe L",
    cheese="Bergkäse gereift",
    ham="Kochschinken geschnitten",
    water="Mineralwasser 12 x 0,7 l",
    deposit="Pfand",
    umbrella="Regenschirm",
    long_name="Espressomaschine mit Mahlwerk, Milchaufschäumer, Entkalkungsset und drei Jahren Garantie",
    cashier="Änne Groß",
    second="Jörg Müller",
    customer="Zoë Weiß",
    cash_reason="Fensterputzer, Rechnung 4711",
    void_reason="Kundin ist gegangen",
    parked_as="Dame mit grünem Hut",
    greeting="Für Lena, von uns allen!",
    points=(("Punkte aus diesem Einkauf", "41"), ("Punkte gesamt", "1.262")),
    message="Verkaufsoffener Sonntag von 13 bis 18 Uhr.",
    scheme="girocard",
    entry="kontaktlos",
)
AR = ShopWords(
    language="ar",
    header=SHOP_AR,
    currency="SAR",
    rates=(1500, 500),
    shirt="قميص أزرق مقاس L",
    cheese="جبن شيدر معتق",
    ham="لحم بقري شرائح",
    water="مياه معدنية 12 × 0.7 لتر",
    deposit="تأمين العبوات",
    umbrella="مظلة",
    long_name="آلة إسبريسو مع مطحنة ومبخرة حليب وطقم إزالة الترسبات وضمان لمدة ثلاث سنوات",
    cashier="فاطمة الزهراء",
    second="خالد العتيبي",
    customer="سمير حداد",
    cash_reason="تنظيف النوافذ، فاتورة 4711",
    void_reason="غادر العميل",
    parked_as="السيدة صاحبة القبعة الخضراء",
    greeting="إلى لينا، منا جميعًا!",
    points=(("نقاط هذه العملية", "41"), ("مجموع النقاط", "1,262")),
    message="مفتوح يوم الجمعة من 4 إلى 11 مساءً.",
    scheme="مدى mada",
    entry="بدون تلامس",
)
ZH = ShopWords(
    language="zh",
    header=SHOP_ZH,
    currency="CNY",
    rates=(1300, 900),
    shirt="蓝色衬衫 L 码",
    cheese="陈年切达奶酪",
    ham="切片火腿",
    water="矿泉水 12 x 0.7 升",
    deposit="瓶子押金",
    umbrella="雨伞",
    long_name="意式咖啡机，带磨豆器、奶泡器和除垢套装，三年保修，送两只双层玻璃杯",
    cashier="王小明",
    second="李婷婷",
    customer="陈先生",
    cash_reason="玻璃清洁费，发票 4711",
    void_reason="顾客离开",
    parked_as="戴绿帽子的女士",
    greeting="祝莉娜生日快乐！",
    points=(("本次积分", "41"), ("累计积分", "1,262")),
    message="周日营业时间：13:00 至 18:00。",
    scheme="银联 UnionPay",
    entry="非接触",
)
SHOPS = {one.language: one for one in (EN, DE, AR, ZH)}
