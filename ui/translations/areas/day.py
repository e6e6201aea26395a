"""Texts of signing in, approvals, the shift, its cash and count, and around the reports."""

DE: dict[str, str] = {
    "A customer's wish": "Kundenwunsch",
    "All is counted": "Alles gezählt",
    "Approval": "Freigabe",
    "Approve": "Freigeben",
    "Change money": "Wechselgeld",
    "Change money refilled": "Wechselgeld aufgefüllt",
    "Choose one, or type its number, and press Enter.": "Einen wählen oder die Nummer tippen, dann Enter.",
    "Choose the business days with a key, or type year, month and day.": (
        "Die Geschäftstage mit einer Taste wählen, oder Jahr, Monat, Tag tippen."
    ),
    "Choose your name, type your PIN, press Enter. Or scan your badge.": (
        "Namen wählen, PIN tippen, Enter. Oder den Ausweis scannen."
    ),
    "Close the day": "Tag abschließen",
    "Count the drawer": "Lade zählen",
    "Counted: {amount}.": "Gezählt: {amount}.",
    "Day closed": "Tag abgeschlossen",
    "Day closed, count is off": "Abgeschlossen, Differenz",
    "Empty: only that day.": "Leer: nur dieser Tag.",
    "Esc goes to the sale. F11 is the manager's menu, with the reports.": (
        "Esc führt zum Verkauf. F11 ist das Menü der Leitung, mit den Berichten."
    ),
    "Esc once more throws the count away.": "Noch einmal Esc verwirft die Zählung.",
    "First day": "Erster Tag",
    "Float in the drawer": "Wechselgeld in der Lade",
    "Found in the shop": "Im Laden gefunden",
    "It was not approved, and nothing was done.": "Nicht freigegeben, es ist nichts geschehen.",
    "Last Z report: {z_no}.": "Letzter Z-Bericht: {z_no}.",
    "Last day, from {day} on": "Letzter Tag, ab {day}",
    "Last month": "Voriger Monat",
    "Look into the drawer": "In die Lade sehen",
    "Next row": "Nächste Zeile",
    "Next table": "Nächste",
    "No centre is set up, so there is no report over all tills.": (
        "Keine Zentrale eingerichtet, daher kein Bericht über alle Kassen."
    ),
    "No coins and notes are set up. Press F5.": "Keine Scheine und Münzen eingerichtet. F5 drücken.",
    "No day was closed here yet.": "Hier wurde noch kein Tag abgeschlossen.",
    "Nobody here may approve this. Press Esc.": "Niemand hier darf das freigeben. Esc drücken.",
    "Nobody is signed in: choose your name and type your PIN.": (
        "Niemand ist angemeldet: Namen wählen und PIN tippen."
    ),
    "Nothing was counted: the drawer is empty.": "Nichts gezählt: Die Lade ist leer.",
    "Number": "Nummer",
    "Or scan the badge. Esc: it is not approved.": "Oder Ausweis scannen. Esc: keine Freigabe.",
    "PDF, CSV": "PDF, CSV",
    "PIN {pin}": "PIN {pin}",
    "Press F5 once more: the day is closed with it.": (
        "F5 noch einmal drücken: Dann ist der Tag abgeschlossen."
    ),
    "Print": "Drucken",
    "Put in": "Einlegen",
    "Role": "Rolle",
    "Selling is closed. Count the float into the drawer, type it, press Enter.": (
        "Der Verkauf ruht. Wechselgeld in die Lade zählen, eintippen, Enter."
    ),
    "Selling closed": "Verkauf zu",
    "Day open": "Tag offen",
    "Show": "Zeigen",
    "Sign in": "Anmelden",
    "Sign in first": "Erst anmelden",
    "Sign out, hand over": "Abmelden, wechseln",
    "Signed in": "Angemeldet",
    "Small purchase": "Kleiner Einkauf",
    "So many pieces of the marked row": "Stückzahl der markierten Zeile",
    "Sort": "Sortieren",
    "Supervisor": "Aufsicht",
    "Take out": "Entnehmen",
    "That PIN is wrong: type it again.": "Die PIN ist falsch: neu tippen.",
    "That badge is nobody's here: scan it again, or type your PIN.": (
        "Der Ausweis ist hier unbekannt: neu scannen oder PIN tippen."
    ),
    "That is no day: type year, month and day, such as 20260303.": (
        "Das ist kein Tag: Jahr, Monat, Tag tippen, etwa 20260303."
    ),
    "That number of pieces cannot be right: count them again.": (
        "Die Stückzahl kann nicht stimmen: neu zählen."
    ),
    "The PIN is being looked at.": "Die PIN wird geprüft.",
    "The centre does not answer, so there are no figures of all tills now. Try it again later.": (
        "Die Zentrale antwortet nicht, daher gibt es jetzt keine Zahlen aller Kassen. Später noch einmal."
    ),
    "The centre is asked for the figures of all tills.": (
        "Die Zentrale wird nach den Zahlen aller Kassen gefragt."
    ),
    "The count was exact.": "Die Zählung stimmte genau.",
    "The drawer had {amount} too little.": "In der Lade fehlten {amount}.",
    "The drawer had {amount} too much.": "In der Lade waren {amount} zu viel.",
    "The drawer is open, without a sale.": "Die Lade ist offen, ohne Verkauf.",
    "The last day lies before the first: type it again.": "Der letzte Tag liegt vor dem ersten: neu tippen.",
    "The list of the staff cannot be read: {reason} Call the manager.": (
        "Die Personalliste ist nicht lesbar: {reason} Leitung rufen."
    ),
    "The report goes to the printer.": "Der Bericht geht zum Drucker.",
    "The report is written to {path}.": "Der Bericht liegt in {path}.",
    "The report was not written: {reason} Try it again.": (
        "Der Bericht wurde nicht geschrieben: {reason} Noch einmal versuchen."
    ),
    "Selling is closed. F11 opens the day.": "Der Verkauf ruht. F11 eröffnet den Tag.",
    "The day is open already: business day {business_day}.": (
        "Der Tag ist schon offen: Geschäftstag {business_day}."
    ),
    "The day is open: business day {business_day}.": "Der Tag ist offen: Geschäftstag {business_day}.",
    "There is no such report.": "Diesen Bericht gibt es nicht.",
    "This month": "Dieser Monat",
    "This person may not approve that: choose another name.": (
        "Diese Person darf das nicht freigeben: anderen Namen wählen."
    ),
    "This person may not work at this till: choose another name.": (
        "Diese Person darf hier nicht arbeiten: anderen Namen wählen."
    ),
    "Till {terminal_id} has not sent all: newest entry {seen_at}.": (
        "Kasse {terminal_id} hat nicht alles gesendet, zuletzt {seen_at}."
    ),
    "Till {terminal_id} is still open ({day}): more will come from it.": (
        "Kasse {terminal_id} ist noch offen ({day}): Es kommt noch mehr."
    ),
    "To the bank": "Zur Bank",
    "To the safe": "In den Tresor",
    "Today": "Heute",
    "Empty: today, {day}.": "Leer: heute, {day}.",
    "Too many wrong PINs: wait {seconds} seconds, then type it again.": (
        "Zu viele falsche PINs: {seconds} Sekunden warten, dann neu tippen."
    ),
    "Reverse": "Umkehren",
    "Type the PIN first, then Enter.": "Erst die PIN tippen, dann Enter.",
    "Type the amount first, then choose the reason.": "Erst den Betrag tippen, dann den Grund wählen.",
    "Type the float that lies in the drawer; 0 if there is none.": (
        "Das Wechselgeld in der Lade tippen; 0, wenn keines da ist."
    ),
    "Unknown badge": "Ausweis unbekannt",
    "Wages": "Lohn",
    "Postage": "Porto",
    "Wait": "Warten",
    "Why is the drawer opened? Choose the reason, and press Enter.": (
        "Warum wird die Lade geöffnet? Grund wählen, dann Enter."
    ),
    "Wrong PIN": "PIN falsch",
    "Yesterday": "Gestern",
    "You are still signed in at till {terminal}: sign out there too.": (
        "Sie sind noch an Kasse {terminal} angemeldet: auch dort abmelden."
    ),
    "Z report {z_no}: the day is closed, and the count is exact.": (
        "Z-Bericht {z_no}: Der Tag ist abgeschlossen, die Zählung stimmt."
    ),
    "Z report {z_no}: the day is closed. The count is off by {difference_minor}.": (
        "Z-Bericht {z_no}: Der Tag ist abgeschlossen. Differenz der Zählung: {difference_minor}."
    ),
    "Z reports": "Z-Berichte",
    "{amount_minor} went from the drawer to the safe.": "{amount_minor} kamen aus der Lade in den Tresor.",
    "{amount_minor} were put into the drawer.": "{amount_minor} wurden in die Lade gelegt.",
    "{amount_minor} were taken out of the drawer.": "{amount_minor} wurden aus der Lade entnommen.",
    "{count} sales are not in {currency} and stand in no figure here.": (
        "{count} Verkäufe sind nicht in {currency} und stehen hier in keiner Zahl."
    ),
    "{first} to {last}": "{first} bis {last}",
    "{name} is signed in.": "{name} ist angemeldet.",
}

AR: dict[str, str] = {
    "A customer's wish": "رغبة عميل",
    "All is counted": "تم العدّ كله",
    "Approval": "موافقة",
    "Approve": "وافق",
    "Change money": "فكة",
    "Change money refilled": "إضافة فكة",
    "Choose one, or type its number, and press Enter.": "اختر واحدا أو اكتب رقمه، ثم اضغط Enter.",
    "Choose the business days with a key, or type year, month and day.": (
        "اختر أيام العمل بمفتاح، أو اكتب السنة والشهر واليوم."
    ),
    "Choose your name, type your PIN, press Enter. Or scan your badge.": (
        "اختر اسمك، اكتب الرمز السري، ثم Enter. أو امسح بطاقتك."
    ),
    "Close the day": "أغلق اليوم",
    "Count the drawer": "عدّ الدرج",
    "Counted: {amount}.": "المعدود: {amount}.",
    "Day closed": "أغلق اليوم",
    "Day closed, count is off": "أغلق اليوم، مع فرق",
    "Empty: only that day.": "فارغ: ذلك اليوم فقط.",
    "Esc goes to the sale. F11 is the manager's menu, with the reports.": (
        "Esc إلى البيع. F11 قائمة المدير، وفيها التقارير."
    ),
    "Esc once more throws the count away.": "Esc مرة أخرى يلغي العدّ.",
    "First day": "أول يوم",
    "Float in the drawer": "النقد الافتتاحي في الدرج",
    "Found in the shop": "وجد في المتجر",
    "It was not approved, and nothing was done.": "لم تتم الموافقة، ولم يحدث شيء.",
    "Last Z report: {z_no}.": "آخر تقرير Z: {z_no}.",
    "Last day, from {day} on": "آخر يوم، ابتداء من {day}",
    "Last month": "الشهر الماضي",
    "Look into the drawer": "فحص الدرج",
    "Next row": "السطر التالي",
    "Next table": "الجدول التالي",
    "No centre is set up, so there is no report over all tills.": "لا مركز معدّا، فلا تقرير لكل الصناديق.",
    "No coins and notes are set up. Press F5.": "لا أوراق ولا قطع معدّة. اضغط F5.",
    "No day was closed here yet.": "لم يغلق هنا أي يوم بعد.",
    "Nobody here may approve this. Press Esc.": "لا أحد هنا يملك الموافقة. اضغط Esc.",
    "Nobody is signed in: choose your name and type your PIN.": "لم يدخل أحد: اختر اسمك واكتب الرمز السري.",
    "Nothing was counted: the drawer is empty.": "لم يعدّ شيء: الدرج فارغ.",
    "Number": "الرقم",
    "Or scan the badge. Esc: it is not approved.": "أو امسح البطاقة. Esc: لا موافقة.",
    "PDF, CSV": "PDF, CSV",
    "PIN {pin}": "PIN {pin}",
    "Press F5 once more: the day is closed with it.": "اضغط F5 مرة أخرى: يغلق اليوم بذلك.",
    "Print": "اطبع",
    "Put in": "ضع في الدرج",
    "Role": "الدور",
    "Selling is closed. Count the float into the drawer, type it, press Enter.": (
        "البيع مغلق. عدّ النقد الافتتاحي في الدرج واكتبه، ثم Enter."
    ),
    "Selling closed": "البيع مغلق",
    "Day open": "اليوم مفتوح",
    "Show": "اعرض",
    "Sign in": "تسجيل الدخول",
    "Sign in first": "سجّل الدخول أولا",
    "Sign out, hand over": "خروج وتبديل أمين الصندوق",
    "Signed in": "تم الدخول",
    "Small purchase": "شراء صغير",
    "So many pieces of the marked row": "عدد قطع السطر المحدد",
    "Sort": "رتّب",
    "Supervisor": "مشرف",
    "Take out": "اسحب",
    "That PIN is wrong: type it again.": "الرمز السري خاطئ: اكتبه مرة أخرى.",
    "That badge is nobody's here: scan it again, or type your PIN.": (
        "هذه البطاقة غير معروفة هنا: امسحها مرة أخرى أو اكتب الرمز السري."
    ),
    "That is no day: type year, month and day, such as 20260303.": (
        "هذا ليس يوما: اكتب السنة والشهر واليوم، مثل 20260303."
    ),
    "That number of pieces cannot be right: count them again.": "هذا العدد غير ممكن: عدّها مرة أخرى.",
    "The PIN is being looked at.": "يجري فحص الرمز السري.",
    "The centre does not answer, so there are no figures of all tills now. Try it again later.": (
        "المركز لا يجيب، فلا أرقام لكل الصناديق الآن. حاول لاحقا."
    ),
    "The centre is asked for the figures of all tills.": "يجري سؤال المركز عن أرقام كل الصناديق.",
    "The count was exact.": "كان العدّ مطابقا.",
    "The drawer had {amount} too little.": "نقص الدرج {amount}.",
    "The drawer had {amount} too much.": "زاد الدرج {amount}.",
    "The drawer is open, without a sale.": "الدرج مفتوح دون بيع.",
    "The last day lies before the first: type it again.": "آخر يوم يسبق الأول: اكتبه مرة أخرى.",
    "The list of the staff cannot be read: {reason} Call the manager.": (
        "تعذرت قراءة قائمة الموظفين: {reason} نادِ المدير."
    ),
    "The report goes to the printer.": "التقرير في طريقه إلى الطابعة.",
    "The report is written to {path}.": "كتب التقرير في {path}.",
    "The report was not written: {reason} Try it again.": "لم يكتب التقرير: {reason} حاول مرة أخرى.",
    "Selling is closed. F11 opens the day.": "البيع مغلق. F11 يفتح اليوم.",
    "The day is open already: business day {business_day}.": (
        "اليوم مفتوح بالفعل: يوم العمل {business_day}."
    ),
    "The day is open: business day {business_day}.": "اليوم مفتوح: يوم العمل {business_day}.",
    "There is no such report.": "لا يوجد مثل هذا التقرير.",
    "This month": "هذا الشهر",
    "This person may not approve that: choose another name.": "لا يملك هذا الشخص الموافقة: اختر اسما آخر.",
    "This person may not work at this till: choose another name.": "لا يعمل هذا الشخص هنا: اختر اسما آخر.",
    "Till {terminal_id} has not sent all: newest entry {seen_at}.": (
        "لم يرسل {terminal_id} كل شيء: آخره {seen_at}."
    ),
    "Till {terminal_id} is still open ({day}): more will come from it.": (
        "الصندوق {terminal_id} ما زال مفتوحا ({day}): سيأتي منه المزيد."
    ),
    "To the bank": "إلى البنك",
    "To the safe": "إلى الخزنة",
    "Today": "اليوم",
    "Empty: today, {day}.": "فارغ: اليوم، {day}.",
    "Too many wrong PINs: wait {seconds} seconds, then type it again.": (
        "رموز خاطئة كثيرة: انتظر {seconds} ثانية، ثم اكتبه مرة أخرى."
    ),
    "Reverse": "اعكس الترتيب",
    "Type the PIN first, then Enter.": "اكتب الرمز السري أولا، ثم Enter.",
    "Type the amount first, then choose the reason.": "اكتب المبلغ أولا، ثم اختر السبب.",
    "Type the float that lies in the drawer; 0 if there is none.": (
        "اكتب النقد الافتتاحي في الدرج؛ 0 إن لم يكن."
    ),
    "Unknown badge": "بطاقة غير معروفة",
    "Wages": "أجور",
    "Postage": "بريد",
    "Wait": "انتظر",
    "Why is the drawer opened? Choose the reason, and press Enter.": (
        "لماذا يفتح الدرج؟ اختر السبب، ثم Enter."
    ),
    "Wrong PIN": "رمز سري خاطئ",
    "Yesterday": "أمس",
    "You are still signed in at till {terminal}: sign out there too.": (
        "ما زلت مسجلا في الصندوق {terminal}: اخرج هناك أيضا."
    ),
    "Z report {z_no}: the day is closed, and the count is exact.": (
        "تقرير Z {z_no}: أغلق اليوم، والعدّ مطابق."
    ),
    "Z report {z_no}: the day is closed. The count is off by {difference_minor}.": (
        "تقرير Z {z_no}: أغلق اليوم. فرق العدّ: {difference_minor}."
    ),
    "Z reports": "تقارير Z",
    "{amount_minor} went from the drawer to the safe.": "نقل {amount_minor} من الدرج إلى الخزنة.",
    "{amount_minor} were put into the drawer.": "وضع {amount_minor} في الدرج.",
    "{amount_minor} were taken out of the drawer.": "سحب {amount_minor} من الدرج.",
    "{count} sales are not in {currency} and stand in no figure here.": (
        "{count} من المبيعات ليست بعملة {currency} ولا تدخل في أي رقم هنا."
    ),
    "{first} to {last}": "{first} إلى {last}",
    "{name} is signed in.": "دخل {name}.",
}
