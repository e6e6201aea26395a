"""A card terminal that died, and the manager's way out: `ui/words/cards.py`, `ui/flows/card_by_hand.py`."""

DE: dict[str, str] = {
    "The card terminal may still answer: wait a minute, then press F2 again.": (
        "Das Kartengerät antwortet vielleicht noch: eine Minute warten, dann wieder F2."
    ),
    "The card payment is settled by hand.": "Die Kartenzahlung ist von Hand geklärt.",
    "The card terminal says what was settled by hand: {amount_minor}.": (
        "Das Kartengerät bestätigt, was von Hand geklärt wurde: {amount_minor}."
    ),
    "{amount_minor} were charged to a card after all: give them back. Manager: F11, card payments.": (
        "{amount_minor} wurden doch von einer Karte abgebucht: zurückgeben. Leitung: F11, Kartenzahlungen."
    ),
    "{amount_minor} were not charged to a card, though it was settled so. Manager: F11, card payments.": (
        "{amount_minor} wurden nicht abgebucht, obwohl so geklärt. Leitung: F11, Kartenzahlungen."
    ),
    "The card payment of {amount_minor} is seen to.": "Die Kartenzahlung über {amount_minor} ist erledigt.",
    "The terminal's paper slip": "Beleg des Kartengeräts",
    "The terminal's own list": "Liste des Kartengeräts",
    "Asked the card provider": "Beim Kartenanbieter gefragt",
    "The account at the bank": "Konto bei der Bank",
    "Given back to the customer": "Dem Kunden zurückgegeben",
    "Paid otherwise meanwhile": "Inzwischen anders bezahlt",
    "Lost, written off": "Verloren, abgeschrieben",
    "{who}: {amount} was not charged to the card? {reason}.": (
        "{who}: {amount} wurde nicht von der Karte abgebucht? {reason}."
    ),
    "{who}: {amount} was charged to the card, code {code}? {reason}.": (
        "{who}: {amount} wurde von der Karte abgebucht, Code {code}? {reason}."
    ),
    "{who}: {amount}, a card payment with two answers, is seen to? {reason}.": (
        "{who}: {amount}, eine Kartenzahlung mit zwei Antworten, ist erledigt? {reason}."
    ),
    "Card settled by hand": "Karte von Hand klären",
    "No card payment is waiting.": "Keine Kartenzahlung wartet.",
    "{amount}: look at the card terminal's own paper or list. What does it say?": (
        "{amount}: in Beleg oder Liste des Kartengeräts sehen. Was steht dort?"
    ),
    "It went back to the card": "Es ging auf die Karte zurück",
    "It did not go back": "Es ging nicht zurück",
    "The card was charged": "Die Karte wurde belastet",
    "The card was not charged": "Die Karte wurde nicht belastet",
    "By hand": "Von Hand",
    "Card terminal": "Kartengerät",
    "Give back, or collect, what is wrong; then choose the payment and say what was done.": (
        "Zurückgeben oder einziehen, was falsch ist; dann die Zahlung wählen und sagen, was getan wurde."
    ),
    "Card payments with two answers": "Kartenzahlungen mit zwei Antworten",
    "There are none.": "Es gibt keine.",
    "What was done": "Was getan wurde",
    "charged": "belastet",
    "not charged": "nicht belastet",
    "Receipt {receipt_no}": "Bon {receipt_no}",
    "As it stands on the terminal's paper.": "Wie sie auf dem Beleg des Geräts steht.",
    "Where does that stand?": "Wo steht das?",
    "Settle it": "Klären",
    "Done": "Erledigt",
    "Settle by hand": "Von Hand",
    "The card terminal does not answer. F2: a manager says what its own paper says.": (
        "Das Kartengerät antwortet nicht. F2: Die Leitung sagt, was sein Beleg sagt."
    ),
}

AR: dict[str, str] = {
    "The card terminal may still answer: wait a minute, then press F2 again.": (
        "قد يجيب جهاز البطاقات بعد: انتظر دقيقة، ثم اضغط F2 مرة أخرى."
    ),
    "The card payment is settled by hand.": "تمت تسوية دفعة البطاقة يدويا.",
    "The card terminal says what was settled by hand: {amount_minor}.": (
        "جهاز البطاقات يؤكد ما سُوّي يدويا: {amount_minor}."
    ),
    "{amount_minor} were charged to a card after all: give them back. Manager: F11, card payments.": (
        "خُصم {amount_minor} من بطاقة رغم كل شيء: أعدها. المدير: F11، دفعات البطاقات."
    ),
    "{amount_minor} were not charged to a card, though it was settled so. Manager: F11, card payments.": (
        "لم يُخصم {amount_minor} من بطاقة مع أنه سُوّي كذلك. المدير: F11، دفعات البطاقات."
    ),
    "The card payment of {amount_minor} is seen to.": "تمت معالجة دفعة البطاقة {amount_minor}.",
    "The terminal's paper slip": "قسيمة جهاز البطاقات",
    "The terminal's own list": "قائمة جهاز البطاقات",
    "Asked the card provider": "سؤال مزوّد البطاقات",
    "The account at the bank": "الحساب في البنك",
    "Given back to the customer": "أعيد إلى العميل",
    "Paid otherwise meanwhile": "دُفع بطريقة أخرى",
    "Lost, written off": "خسارة مشطوبة",
    "{who}: {amount} was not charged to the card? {reason}.": (
        "{who}: لم يُخصم {amount} من البطاقة؟ {reason}."
    ),
    "{who}: {amount} was charged to the card, code {code}? {reason}.": (
        "{who}: خُصم {amount} من البطاقة، الرمز {code}؟ {reason}."
    ),
    "{who}: {amount}, a card payment with two answers, is seen to? {reason}.": (
        "{who}: عولجت دفعة بطاقة بجوابين، {amount}؟ {reason}."
    ),
    "Card settled by hand": "تسوية البطاقة يدويا",
    "No card payment is waiting.": "لا دفعة بطاقة معلقة.",
    "{amount}: look at the card terminal's own paper or list. What does it say?": (
        "{amount}: انظر في قسيمة جهاز البطاقات أو قائمته. ماذا تقول؟"
    ),
    "It went back to the card": "أعيد إلى البطاقة",
    "It did not go back": "لم يُعَد",
    "The card was charged": "خُصم من البطاقة",
    "The card was not charged": "لم يُخصم من البطاقة",
    "By hand": "يدويا",
    "Card terminal": "جهاز البطاقات",
    "Give back, or collect, what is wrong; then choose the payment and say what was done.": (
        "أعد الخطأ أو حصّله، ثم اختر الدفعة وقل ما الذي تم."
    ),
    "Card payments with two answers": "دفعات بطاقات بجوابين",
    "There are none.": "لا يوجد شيء.",
    "What was done": "ما الذي تم",
    "charged": "خُصم",
    "not charged": "لم يُخصم",
    "Receipt {receipt_no}": "الإيصال {receipt_no}",
    "As it stands on the terminal's paper.": "كما هو على قسيمة الجهاز.",
    "Where does that stand?": "أين مكتوب ذلك؟",
    "Settle it": "سوِّها",
    "Done": "تم",
    "Settle by hand": "يدويا",
    "The card terminal does not answer. F2: a manager says what its own paper says.": (
        "جهاز البطاقات لا يجيب. F2: المدير يقول ما في قسيمته."
    ),
}
