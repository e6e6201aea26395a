"""Texts of what codes say: dates, labels, cases, the shop's own numbers."""

DE: dict[str, str] = {
    "A part of that code is wrong: scan the other barcode, or find it with F2.": (
        "Ein Teil dieses 2D-Codes kann nicht stimmen: anderen Strichcode scannen oder mit F2 suchen."
    ),
    "The scanner leaves out separators (FNC1): scan the other barcode. IT sets it to send GS.": (
        "Der Scanner lässt Trennzeichen (FNC1) weg: anderen Strichcode scannen. Die IT stellt ihn auf GS."
    ),
    "That code holds a date that there is not: scan the other barcode, or find it with F2.": (
        "Der Code nennt ein Datum, das es nicht gibt: anderen Strichcode scannen oder mit F2 suchen."
    ),
    "That code names no article, but a shipment, place or document: scan another one.": (
        "Der Code nennt keinen Artikel, sondern Sendung, Ort oder Beleg: einen anderen scannen."
    ),
    "Perhaps a GS1 code; the scanner does not say so: scan the other barcode. IT switches AIM on.": (
        "Vielleicht ein GS1-Code, der Scanner sagt es nicht: anderen Code scannen. Die IT schaltet AIM ein."
    ),
    "The label's value was read wrongly: scan again, or have it labelled anew.": (
        "Gewicht oder Preis des Etiketts wurde falsch gelesen: noch einmal scannen oder neu auszeichnen."
    ),
    "That web address names an article in a wrong way: scan the other barcode.": (
        "Diese Webadresse nennt den Artikel falsch: anderen Strichcode scannen."
    ),
    "That web address is compressed, it cannot be read: scan the other barcode.": (
        "Diese Webadresse ist verdichtet und hier nicht lesbar: anderen Strichcode scannen."
    ),
    "A case of {name}; how many are in it is not on file. Scan one piece, type how many.": (
        "Ein Karton {name}; wie viele darin sind, ist nicht angelegt. Ein Stück scannen, Anzahl tippen."
    ),
    "A case of {count} {name}: cases are not sold here. Scan one piece.": (
        "Ein Karton mit {count} {name}: Kartons werden nicht verkauft. Ein Stück scannen."
    ),
    "Use by {day}: it may not be sold. Take it off the shelf.": (
        "Zu verbrauchen bis {day}: Darf nicht verkauft werden. Aus dem Regal nehmen."
    ),
    "Best before {day}: it is not to be sold. Take it off the shelf.": (
        "Mindestens haltbar bis {day}: Wird nicht verkauft. Aus dem Regal nehmen."
    ),
    "Use by {day}: it is in the basket past its date.": (
        "Zu verbrauchen bis {day}: Es liegt abgelaufen im Korb."
    ),
    "Best before {day}: it is in the basket past its date. Tell the customer.": (
        "Mindestens haltbar bis {day}: Es liegt über dem Datum im Korb. Dem Kunden sagen."
    ),
    "The label of {name} is in {currency}: take it to be labelled anew.": (
        "Das Etikett von {name} ist in {currency}: neu auszeichnen lassen."
    ),
    "The label of {name} says no price: have it labelled anew.": (
        "Das Etikett von {name} nennt keinen Preis: neu auszeichnen lassen."
    ),
    "The label of {name} measures in {measure}; it is not sold by that. Call the manager.": (
        "Das Etikett von {name} misst in {measure}, danach wird es nicht verkauft. Leitung rufen."
    ),
    "The label of {name} says a weight, but it is sold by the piece. Call the manager.": (
        "Das Etikett von {name} nennt ein Gewicht, verkauft wird es nach Stück. Leitung rufen."
    ),
    "The label of {name} says how much it is: scan each piece without a quantity.": (
        "Das Etikett von {name} nennt die Menge: jedes Stück ohne Anzahl scannen."
    ),
    "Each piece of {name} has its own label: scan the next one.": (
        "Jedes Stück {name} hat sein eigenes Etikett: das nächste scannen."
    ),
    "{name} no. {serial} is one piece: scan the next one's own code.": (
        "{name} Nr. {serial} ist ein Stück: den Code des nächsten scannen."
    ),
    "{name} no. {serial} is in the basket already: one piece is sold once.": (
        "{name} Nr. {serial} ist schon im Korb: Ein Stück wird einmal verkauft."
    ),
    "That is one of the shop's own numbers, not an article.": (
        "Das ist eine Nummer des Ladens, kein Artikel."
    ),
    "Gift cards cannot be taken yet: choose another way of paying.": (
        "Geschenkkarten gehen noch nicht: andere Zahlungsart wählen."
    ),
    "Coupons are not set up yet: nothing is taken off for it.": (
        "Coupons sind noch nicht eingerichtet: Es wird nichts abgezogen."
    ),
    "A customer's card: the centre is asked whose it is.": (
        "Eine Kundenkarte: Die Zentrale wird gefragt, wessen sie ist."
    ),
    "That card is nobody's: find the customer with F3.": (
        "Diese Karte gehört niemandem: den Kunden mit F3 suchen."
    ),
    "Label read wrongly": "Etikett falsch gelesen",
    "A case": "Ein Karton",
    "Not to be sold": "Nicht verkaufen",
    "Use by {day}": "Verbrauchen bis {day}",
    "Best before {day}": "Haltbar bis {day}",
    "In the basket already": "Schon im Korb",
    "No gift cards yet": "Noch keine Geschenkkarten",
    "No coupons yet": "Noch keine Coupons",
    "Customer's card": "Kundenkarte",
    "Unknown card": "Unbekannte Karte",
    "price on label": "Etikettpreis",
    "past its date": "abgelaufen",
    "lot {lot}": "Charge {lot}",
    "no. {serial}": "Nr. {serial}",
    "use by {day}": "zu verbrauchen bis {day}",
    "best before {day}": "haltbar bis {day}",
}

AR: dict[str, str] = {
    "A part of that code is wrong: scan the other barcode, or find it with F2.": (
        "جزء من هذا الرمز غير صحيح: امسح الرمز الآخر أو ابحث بالمفتاح F2."
    ),
    "The scanner leaves out separators (FNC1): scan the other barcode. IT sets it to send GS.": (
        "الماسح يسقط فواصل الرمز (FNC1): امسح الرمز الآخر. يضبطه الدعم الفني ليرسل GS."
    ),
    "That code holds a date that there is not: scan the other barcode, or find it with F2.": (
        "في هذا الرمز تاريخ لا وجود له: امسح الرمز الآخر أو ابحث بالمفتاح F2."
    ),
    "That code names no article, but a shipment, place or document: scan another one.": (
        "هذا الرمز ليس لصنف بل لشحنة أو مكان أو مستند: امسح رمزًا آخر."
    ),
    "Perhaps a GS1 code; the scanner does not say so: scan the other barcode. IT switches AIM on.": (
        "قد يكون رمز GS1 لكن الماسح لا يقول ذلك: امسح الرمز الآخر. يشغّل الدعم الفني AIM."
    ),
    "The label's value was read wrongly: scan again, or have it labelled anew.": (
        "قُرئ وزن الملصق أو سعره خطأً: امسح مرة أخرى أو اطلب ملصقًا جديدًا."
    ),
    "That web address names an article in a wrong way: scan the other barcode.": (
        "عنوان الويب هذا يسمّي الصنف خطأً: امسح الرمز الآخر."
    ),
    "That web address is compressed, it cannot be read: scan the other barcode.": (
        "عنوان الويب هذا مضغوط ولا يُقرأ هنا: امسح الرمز الآخر."
    ),
    "A case of {name}; how many are in it is not on file. Scan one piece, type how many.": (
        "هذا صندوق {name}، وعدد ما فيه غير مسجّل. امسح قطعة واحدة واكتب العدد."
    ),
    "A case of {count} {name}: cases are not sold here. Scan one piece.": (
        "هذا صندوق فيه {count} من {name}: لا تباع الصناديق هنا. امسح قطعة واحدة."
    ),
    "Use by {day}: it may not be sold. Take it off the shelf.": (
        "يُستهلك قبل {day}: لا يجوز بيعه. أخرجه من الرف."
    ),
    "Best before {day}: it is not to be sold. Take it off the shelf.": (
        "الأفضل قبل {day}: لا يباع. أخرجه من الرف."
    ),
    "Use by {day}: it is in the basket past its date.": "يُستهلك قبل {day}: هو في السلة بعد تاريخه.",
    "Best before {day}: it is in the basket past its date. Tell the customer.": (
        "الأفضل قبل {day}: هو في السلة بعد تاريخه. أخبر الزبون."
    ),
    "The label of {name} is in {currency}: take it to be labelled anew.": (
        "ملصق {name} بعملة {currency}: اطلب ملصقًا جديدًا."
    ),
    "The label of {name} says no price: have it labelled anew.": ("ملصق {name} بلا سعر: اطلب ملصقًا جديدًا."),
    "The label of {name} measures in {measure}; it is not sold by that. Call the manager.": (
        "ملصق {name} يقيس بوحدة {measure} ولا يباع بها. نادِ المدير."
    ),
    "The label of {name} says a weight, but it is sold by the piece. Call the manager.": (
        "ملصق {name} يذكر وزنًا وهو يباع بالقطعة. نادِ المدير."
    ),
    "The label of {name} says how much it is: scan each piece without a quantity.": (
        "ملصق {name} يذكر الكمية: امسح كل قطعة بلا عدد."
    ),
    "Each piece of {name} has its own label: scan the next one.": (
        "لكل قطعة من {name} ملصقها: امسح التالية."
    ),
    "{name} no. {serial} is one piece: scan the next one's own code.": (
        "{name} رقم {serial} قطعة واحدة: امسح رمز التالية."
    ),
    "{name} no. {serial} is in the basket already: one piece is sold once.": (
        "{name} رقم {serial} في السلة: القطعة تباع مرة واحدة."
    ),
    "That is one of the shop's own numbers, not an article.": "هذا رقم خاص بالمتجر وليس صنفًا.",
    "Gift cards cannot be taken yet: choose another way of paying.": (
        "بطاقات الهدايا غير مقبولة بعد: اختر طريقة دفع أخرى."
    ),
    "Coupons are not set up yet: nothing is taken off for it.": ("القسائم غير مهيأة بعد: لا يُخصم شيء."),
    "A customer's card: the centre is asked whose it is.": "بطاقة زبون: يُسأل المركز لمن هي.",
    "That card is nobody's: find the customer with F3.": (
        "هذه البطاقة ليست لأحد: ابحث عن الزبون بالمفتاح F3."
    ),
    "Label read wrongly": "قُرئ الملصق خطأً",
    "A case": "صندوق",
    "Not to be sold": "لا يباع",
    "Use by {day}": "يُستهلك قبل {day}",
    "Best before {day}": "الأفضل قبل {day}",
    "In the basket already": "موجود في السلة",
    "No gift cards yet": "لا بطاقات هدايا بعد",
    "No coupons yet": "لا قسائم بعد",
    "Customer's card": "بطاقة زبون",
    "Unknown card": "بطاقة غير معروفة",
    "price on label": "سعر الملصق",
    "past its date": "منتهي التاريخ",
    "lot {lot}": "تشغيلة {lot}",
    "no. {serial}": "رقم {serial}",
    "use by {day}": "يُستهلك قبل {day}",
    "best before {day}": "الأفضل قبل {day}",
}
