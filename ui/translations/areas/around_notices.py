"""The codes of what stands around the sale: `ui/words/around_sale.py`."""

DE: dict[str, str] = {
    "Type how much is taken off first, then choose the reason.": (
        "Erst den Nachlass tippen, dann den Grund wählen."
    ),
    "That is more than the goods cost: type less.": "Das ist mehr, als die Ware kostet: weniger tippen.",
    "Choose a reason first.": "Erst einen Grund wählen.",
    "Type the price first.": "Erst den Preis tippen.",
    "The discount is given: {amount_minor}.": "Der Rabatt ist gegeben: {amount_minor}.",
    "The discount is taken away.": "Der Rabatt ist zurückgenommen.",
    "The price is changed.": "Der Preis ist geändert.",
    "There is no department {department}: choose another one.": (
        "Die Warengruppe {department} gibt es nicht: eine andere wählen."
    ),
    "Scan the article, or type a word of its name.": "Artikel scannen oder ein Wort des Namens tippen.",
    "Type the article's name, of at most 120 letters.": ("Namen des Artikels tippen, höchstens 120 Zeichen."),
    "Choose the tax class first.": "Erst die Steuerklasse wählen.",
    "{name} is on file at all tills.": "{name} ist an allen Kassen angelegt.",
    "{name} is on file at this till. The centre learns of it later.": (
        "{name} ist an dieser Kasse angelegt. Die Zentrale erfährt es später."
    ),
    "The article was not saved: {reason} Try it again.": (
        "Der Artikel wurde nicht gespeichert: {reason} Nochmal versuchen."
    ),
    "Type the receipt's number first.": "Erst die Bonnummer tippen.",
    "That receipt is not looked at any more: scan it again.": (
        "Dieser Bon ist nicht mehr offen: nochmal scannen."
    ),
    "Type the four characters behind the receipt's number too.": (
        "Auch die vier Zeichen hinter der Bonnummer tippen."
    ),
    "The four characters are not those of this receipt: look at them again.": (
        "Die vier Zeichen gehören nicht zu diesem Bon: nochmal ansehen."
    ),
    "The centre cannot read that receipt: call the manager.": (
        "Die Zentrale kann diesen Bon nicht lesen: Leitung rufen."
    ),
    "That line is not on the receipt.": "Diese Zeile steht nicht auf dem Bon.",
    "Type how many come back.": "Tippen, wie viel zurückkommt.",
    "Only {left_milli} of it may still come back: type less.": (
        "Davon dürfen nur noch {left_milli} zurück: weniger tippen."
    ),
    "The centre does not answer, so nothing can be given back on this receipt now.": (
        "Die Zentrale antwortet nicht: auf diesen Bon geht jetzt nichts zurück."
    ),
    "The centre does not answer: at most {limit_minor} can be given back now.": (
        "Die Zentrale antwortet nicht: jetzt gehen höchstens {limit_minor} zurück."
    ),
    "The basket or the receipt is gone meanwhile: scan the receipt again.": (
        "Korb oder Bon sind inzwischen weg: Bon nochmal scannen."
    ),
    "The centre does not know that receipt yet: try it again in a while.": (
        "Die Zentrale kennt diesen Bon noch nicht: später nochmal versuchen."
    ),
    "That return was ended by a manager: scan the receipt again.": (
        "Die Leitung hat diese Rückgabe beendet: Bon nochmal scannen."
    ),
    "It comes back, from receipt {receipt_no}.": "Kommt zurück, von Bon {receipt_no}.",
    "The centre ended a credit or return otherwise than this till: tell the manager.": (
        "Die Zentrale hat ein Guthaben oder eine Rückgabe anders beendet: Leitung informieren."
    ),
    "There is no such order of the online store.": "Diese Bestellung gibt es im Onlineshop nicht.",
    "The centre does not answer: nothing is noted about the order. Try it again.": (
        "Die Zentrale antwortet nicht: zur Bestellung ist nichts vermerkt. Nochmal versuchen."
    ),
    "That order went out already, at till {terminal}.": (
        "Diese Bestellung ist schon ausgegeben, an Kasse {terminal}."
    ),
    "Order {receipt_no} is handed out.": "Bestellung {receipt_no} ist ausgegeben.",
    "Type a name, a phone number or a card's code.": "Namen, Telefonnummer oder Kartencode tippen.",
    "That customer is not in the list any more: search again.": (
        "Dieser Kunde steht nicht mehr in der Liste: neu suchen."
    ),
    "The sale belongs to {name}.": "Der Verkauf gehört zu {name}.",
    "Type the customer's name.": "Namen des Kunden tippen.",
    "That name is too long: at most {most} letters.": ("Dieser Name ist zu lang: höchstens {most} Zeichen."),
    "That phone number cannot be right: type it again, or leave it empty.": (
        "Diese Telefonnummer kann nicht stimmen: neu tippen oder leer lassen."
    ),
    "That e-mail address cannot be right: ask for its spelling.": (
        "Diese E-Mail-Adresse kann nicht stimmen: Schreibweise erfragen."
    ),
    "That card's code cannot be right: scan the card again.": (
        "Dieser Kartencode kann nicht stimmen: Karte nochmal scannen."
    ),
    "Card {code} is another customer's: take another card.": (
        "Karte {code} gehört einem anderen Kunden: andere Karte nehmen."
    ),
    "The centre does not answer: customers cannot be found or written down now.": (
        "Die Zentrale antwortet nicht: Kunden können jetzt nicht gesucht oder angelegt werden."
    ),
    "An answer is still awaited: wait for it, or call it off with Esc.": (
        "Eine Antwort steht noch aus: warten oder mit Esc abbrechen."
    ),
    "Store credit pays at most what is due: {due_minor}.": (
        "Guthaben zahlt höchstens den offenen Betrag: {due_minor}."
    ),
    "Scan the voucher, type its code, or choose the customer first.": (
        "Erst Gutschein scannen, Code tippen oder Kunden wählen."
    ),
    "The centre does not answer: store credit cannot be spent now. Take cash or card.": (
        "Die Zentrale antwortet nicht: Guthaben geht jetzt nicht. Bar oder Karte nehmen."
    ),
    "Only {left_minor} are left on it: type less.": "Darauf sind nur noch {left_minor}: weniger tippen.",
    "There is no such store credit: compare the code.": ("Dieses Guthaben gibt es nicht: Code vergleichen."),
    "That payment was ended by a manager: try it again.": (
        "Die Leitung hat diese Zahlung beendet: nochmal versuchen."
    ),
    "The centre is asked for {amount_minor} of store credit.": (
        "Die Zentrale wird um {amount_minor} Guthaben gefragt."
    ),
    "The card terminal is asked for {amount_minor}.": "Das Kartengerät ist nach {amount_minor} gefragt.",
    "The card terminal is asked to stop.": "Das Kartengerät soll abbrechen.",
    "The card terminal does not say whether it was paid. It is asked further: wait.": (
        "Das Kartengerät sagt nicht, ob bezahlt wurde. Es wird weiter gefragt: warten."
    ),
    "The card was declined: take another card, or cash.": ("Karte abgelehnt: andere Karte oder bar nehmen."),
    "The card payment was called off.": "Die Kartenzahlung wurde abgebrochen.",
    "The card terminal is away: look at its cable, or take cash.": (
        "Das Kartengerät ist weg: Kabel ansehen oder bar nehmen."
    ),
    "Voucher {code}: the centre is asked what is left on it.": (
        "Gutschein {code}: die Zentrale wird nach dem Rest gefragt."
    ),
    "{amount_minor} are left on the voucher.": "Auf dem Gutschein sind noch {amount_minor}.",
    "Scan the voucher, or type its code.": "Gutschein scannen oder Code tippen.",
    "At most {due_minor} go back: type less.": "Höchstens {due_minor} gehen zurück: weniger tippen.",
    "There is nothing to give back.": "Es ist nichts zurückzugeben.",
    "Choose with F1, F2 or F3 how that amount goes back.": (
        "Mit F1, F2 oder F3 wählen, wie der Betrag zurückgeht."
    ),
    "Receipt {receipt_no}: the payment is corrected.": "Bon {receipt_no}: die Zahlung ist berichtigt.",
    "That day is closed: its payments cannot be corrected any more.": (
        "Dieser Tag ist abgeschlossen: seine Zahlungen sind nicht mehr zu berichtigen."
    ),
    "A payment with store credit cannot be corrected: take the goods back instead.": (
        "Zahlung mit Guthaben ist nicht zu berichtigen: stattdessen Ware zurücknehmen."
    ),
    "Type the buyer's name.": "Namen des Käufers tippen.",
    "Invoice {invoice_no} goes to the printer.": "Rechnung {invoice_no} geht zum Drucker.",
    "No mail server is set up. Call the manager.": "Kein Mailserver ist eingerichtet. Leitung rufen.",
    "Receipt {receipt_no} is sent by e-mail.": "Bon {receipt_no} geht per E-Mail hinaus.",
    "A report may not have come out: print it again if it is missing.": (
        "Ein Bericht kam vielleicht nicht heraus: nochmal drucken, wenn er fehlt."
    ),
    "Discount {amount_minor}": "Rabatt {amount_minor}",
    "Discount taken away": "Rabatt zurückgenommen",
    "Price changed": "Preis geändert",
    "Comes back": "Kommt zurück",
    "Too many": "Zu viel",
    "Voucher": "Gutschein",
    "Handed out": "Ausgegeben",
    "Went out already": "Schon ausgegeben",
    "No store credit now": "Jetzt kein Guthaben",
    "Too little credit": "Zu wenig Guthaben",
    "Unknown voucher": "Gutschein unbekannt",
    "Card declined": "Karte abgelehnt",
    "Called off": "Abgebrochen",
    "Wait for the answer": "Antwort abwarten",
    "RETURN": "RÜCKGABE",
    "discount": "Rabatt",
    "was": "statt",
    "Damaged": "Beschädigt",
    "Short-dated": "Kurz haltbar",
    "Loyal customer": "Stammkunde",
    "Promotion": "Aktion",
    "Price match": "Preisgarantie",
    "Complaint": "Reklamation",
    "Manager's decision": "Entscheidung der Leitung",
    "Wrong price": "Falscher Preis",
    "Not wanted any more": "Nicht mehr gewünscht",
    "Defective": "Defekt",
    "Wrong size": "Falsche Größe",
    "Wrong article": "Falscher Artikel",
    "Not collected": "Nicht abgeholt",
    "Wrong key pressed": "Falsche Taste gedrückt",
    "The customer changed their mind": "Der Kunde hat es sich anders überlegt",
    "Other reason": "Anderer Grund",
}

AR: dict[str, str] = {
    "Type how much is taken off first, then choose the reason.": "اكتب مقدار الخصم أولًا، ثم اختر السبب.",
    "That is more than the goods cost: type less.": "هذا أكثر من ثمن البضاعة: اكتب أقل.",
    "Choose a reason first.": "اختر سببًا أولًا.",
    "Type the price first.": "اكتب السعر أولًا.",
    "The discount is given: {amount_minor}.": "أُعطي الخصم: {amount_minor}.",
    "The discount is taken away.": "أُزيل الخصم.",
    "The price is changed.": "تغيّر السعر.",
    "There is no department {department}: choose another one.": "لا يوجد قسم {department}: اختر غيره.",
    "Scan the article, or type a word of its name.": "امسح الصنف أو اكتب كلمة من اسمه.",
    "Type the article's name, of at most 120 letters.": "اكتب اسم الصنف، 120 حرفًا على الأكثر.",
    "Choose the tax class first.": "اختر فئة الضريبة أولًا.",
    "{name} is on file at all tills.": "{name} مسجّل في كل الصناديق.",
    "{name} is on file at this till. The centre learns of it later.": (
        "{name} مسجّل في هذا الصندوق. يعلم المركز به لاحقًا."
    ),
    "The article was not saved: {reason} Try it again.": "لم يُحفظ الصنف: {reason} حاول ثانية.",
    "Type the receipt's number first.": "اكتب رقم الإيصال أولًا.",
    "That receipt is not looked at any more: scan it again.": ("لم يعد هذا الإيصال مفتوحًا: امسحه من جديد."),
    "Type the four characters behind the receipt's number too.": "اكتب أيضًا الرموز الأربعة بعد رقم الإيصال.",
    "The four characters are not those of this receipt: look at them again.": (
        "الرموز الأربعة ليست لهذا الإيصال: انظر إليها من جديد."
    ),
    "The centre cannot read that receipt: call the manager.": (
        "لا يستطيع المركز قراءة هذا الإيصال: نادِ المدير."
    ),
    "That line is not on the receipt.": "هذا السطر ليس في الإيصال.",
    "Type how many come back.": "اكتب كم يُرجَع.",
    "Only {left_milli} of it may still come back: type less.": ("لا يُرجَع منه إلا {left_milli}: اكتب أقل."),
    "The centre does not answer, so nothing can be given back on this receipt now.": (
        "المركز لا يجيب، فلا يُعاد شيء على هذا الإيصال الآن."
    ),
    "The centre does not answer: at most {limit_minor} can be given back now.": (
        "المركز لا يجيب: يُعاد الآن {limit_minor} على الأكثر."
    ),
    "The basket or the receipt is gone meanwhile: scan the receipt again.": (
        "السلة أو الإيصال لم يعد موجودًا: امسح الإيصال من جديد."
    ),
    "The centre does not know that receipt yet: try it again in a while.": (
        "المركز لا يعرف هذا الإيصال بعد: حاول بعد قليل."
    ),
    "That return was ended by a manager: scan the receipt again.": (
        "أنهى المدير هذا الإرجاع: امسح الإيصال من جديد."
    ),
    "It comes back, from receipt {receipt_no}.": "يُرجَع، من الإيصال {receipt_no}.",
    "The centre ended a credit or return otherwise than this till: tell the manager.": (
        "أنهى المركز رصيدًا أو إرجاعًا على غير ما أنهاه هذا الصندوق: أخبر المدير."
    ),
    "There is no such order of the online store.": "لا يوجد طلب كهذا في المتجر الإلكتروني.",
    "The centre does not answer: nothing is noted about the order. Try it again.": (
        "المركز لا يجيب: لم يُسجَّل شيء عن الطلب. حاول ثانية."
    ),
    "That order went out already, at till {terminal}.": "سُلّم هذا الطلب من قبل، عند الصندوق {terminal}.",
    "Order {receipt_no} is handed out.": "سُلّم الطلب {receipt_no}.",
    "Type a name, a phone number or a card's code.": "اكتب اسمًا أو رقم هاتف أو رمز بطاقة.",
    "That customer is not in the list any more: search again.": (
        "لم يعد هذا العميل في القائمة: ابحث من جديد."
    ),
    "The sale belongs to {name}.": "هذا البيع لـ {name}.",
    "Type the customer's name.": "اكتب اسم العميل.",
    "That name is too long: at most {most} letters.": "هذا الاسم طويل جدًا: {most} حرفًا على الأكثر.",
    "That phone number cannot be right: type it again, or leave it empty.": (
        "رقم الهاتف هذا غير صحيح: اكتبه من جديد أو اتركه فارغًا."
    ),
    "That e-mail address cannot be right: ask for its spelling.": (
        "عنوان البريد هذا غير صحيح: اسأل عن كتابته."
    ),
    "That card's code cannot be right: scan the card again.": (
        "رمز البطاقة هذا غير صحيح: امسح البطاقة من جديد."
    ),
    "Card {code} is another customer's: take another card.": "البطاقة {code} لعميل آخر: خذ بطاقة أخرى.",
    "The centre does not answer: customers cannot be found or written down now.": (
        "المركز لا يجيب: لا يمكن البحث عن العملاء أو تسجيلهم الآن."
    ),
    "An answer is still awaited: wait for it, or call it off with Esc.": (
        "ما زال الجواب منتظرًا: انتظره أو أوقفه بمفتاح Esc."
    ),
    "Store credit pays at most what is due: {due_minor}.": "الرصيد يدفع المطلوب على الأكثر: {due_minor}.",
    "Scan the voucher, type its code, or choose the customer first.": (
        "امسح القسيمة أو اكتب رمزها أو اختر العميل أولًا."
    ),
    "The centre does not answer: store credit cannot be spent now. Take cash or card.": (
        "المركز لا يجيب: لا يمكن الدفع بالرصيد الآن. خذ نقدًا أو بطاقة."
    ),
    "Only {left_minor} are left on it: type less.": "لم يبق فيه إلا {left_minor}: اكتب أقل.",
    "There is no such store credit: compare the code.": "لا يوجد رصيد كهذا: قارن الرمز.",
    "That payment was ended by a manager: try it again.": "أنهى المدير هذه الدفعة: حاول ثانية.",
    "The centre is asked for {amount_minor} of store credit.": ("يُسأل المركز عن {amount_minor} من الرصيد."),
    "The card terminal is asked for {amount_minor}.": "طُلب من جهاز البطاقة {amount_minor}.",
    "The card terminal is asked to stop.": "طُلب من جهاز البطاقة أن يتوقف.",
    "The card terminal does not say whether it was paid. It is asked further: wait.": (
        "جهاز البطاقة لا يقول إن كان الدفع تم. يُسأل من جديد: انتظر."
    ),
    "The card was declined: take another card, or cash.": "رُفضت البطاقة: خذ بطاقة أخرى أو نقدًا.",
    "The card payment was called off.": "أُوقف الدفع بالبطاقة.",
    "The card terminal is away: look at its cable, or take cash.": (
        "جهاز البطاقة غير موصول: انظر إلى كبله أو خذ نقدًا."
    ),
    "Voucher {code}: the centre is asked what is left on it.": ("القسيمة {code}: يُسأل المركز عمّا بقي فيها."),
    "{amount_minor} are left on the voucher.": "بقي في القسيمة {amount_minor}.",
    "Scan the voucher, or type its code.": "امسح القسيمة أو اكتب رمزها.",
    "At most {due_minor} go back: type less.": "يُعاد {due_minor} على الأكثر: اكتب أقل.",
    "There is nothing to give back.": "لا شيء يُعاد.",
    "Choose with F1, F2 or F3 how that amount goes back.": "اختر بـ F1 أو F2 أو F3 كيف يُعاد هذا المبلغ.",
    "Receipt {receipt_no}: the payment is corrected.": "الإيصال {receipt_no}: صُحّحت الدفعة.",
    "That day is closed: its payments cannot be corrected any more.": (
        "أُغلق ذلك اليوم: لا يمكن تصحيح دفعاته بعد الآن."
    ),
    "A payment with store credit cannot be corrected: take the goods back instead.": (
        "الدفع بالرصيد لا يُصحَّح: أرجِع البضاعة بدلًا من ذلك."
    ),
    "Type the buyer's name.": "اكتب اسم المشتري.",
    "Invoice {invoice_no} goes to the printer.": "الفاتورة {invoice_no} في طريقها إلى الطابعة.",
    "No mail server is set up. Call the manager.": "لم يُضبط خادم بريد. نادِ المدير.",
    "Receipt {receipt_no} is sent by e-mail.": "يُرسَل الإيصال {receipt_no} بالبريد.",
    "A report may not have come out: print it again if it is missing.": (
        "ربما لم يخرج تقرير من الطابعة: اطبعه ثانية إن نقص."
    ),
    "Discount {amount_minor}": "خصم {amount_minor}",
    "Discount taken away": "أُزيل الخصم",
    "Price changed": "تغيّر السعر",
    "Comes back": "مرتجع",
    "Too many": "أكثر من المسموح",
    "Voucher": "القسيمة",
    "Handed out": "سُلّم",
    "Went out already": "سُلّم من قبل",
    "No store credit now": "لا رصيد الآن",
    "Too little credit": "الرصيد لا يكفي",
    "Unknown voucher": "قسيمة غير معروفة",
    "Card declined": "رُفضت البطاقة",
    "Called off": "أُوقف",
    "Wait for the answer": "انتظر الجواب",
    "RETURN": "مرتجع",
    "discount": "خصم",
    "was": "كان",
    "Damaged": "تالف",
    "Short-dated": "قريب الانتهاء",
    "Loyal customer": "عميل دائم",
    "Promotion": "عرض",
    "Price match": "مطابقة سعر",
    "Complaint": "شكوى",
    "Manager's decision": "قرار المدير",
    "Wrong price": "سعر خاطئ",
    "Not wanted any more": "لم يعد مرغوبًا",
    "Defective": "معيب",
    "Wrong size": "مقاس خاطئ",
    "Wrong article": "صنف خاطئ",
    "Not collected": "لم يُستلم",
    "Wrong key pressed": "ضُغط مفتاح خاطئ",
    "The customer changed their mind": "غيّر العميل رأيه",
    "Other reason": "سبب آخر",
}
