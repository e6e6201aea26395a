"""What somebody is asked to approve: `ui/words/approvals.py`."""

DE: dict[str, str] = {
    "Something still waits to be approved: answer that first, or press Esc there.": (
        "Eine Freigabe steht noch aus: erst diese beantworten, oder dort Esc drücken."
    ),
    "{who}: sell {goods}?": "{who}: {goods} verkaufen?",
    "{who}: {off} off {goods}, {was} → {amount}. {reason}?": (
        "{who}: {off} Rabatt auf {goods}, {was} → {amount}. {reason}?"
    ),
    "{who}: {off} off the whole basket, {was} → {amount}. {reason}?": (
        "{who}: {off} Rabatt auf den ganzen Korb, {was} → {amount}. {reason}?"
    ),
    "{who}: {goods}, {was} → {amount}. {reason}?": "{who}: {goods}, {was} → {amount}. {reason}?",
    "{who}: take back {goods}, {amount}. {reason}?": "{who}: {goods} zurücknehmen, {amount}. {reason}?",
    "{who}: take back {goods} without a receipt, {amount}. {reason}?": (
        "{who}: {goods} ohne Bon zurücknehmen, {amount}. {reason}?"
    ),
    "{who}: take back {goods} unchecked, {amount}. {reason}?": (
        "{who}: {goods} ungeprüft zurücknehmen, {amount}. {reason}?"
    ),
    "The centre cannot check receipt {now} now.": "Die Zentrale kann Bon {now} jetzt nicht prüfen.",
    "{who}: open the drawer without a sale. {reason}?": "{who}: die Lade ohne Verkauf öffnen. {reason}?",
    "{who}: put {amount} in. {reason}?": "{who}: {amount} einlegen. {reason}?",
    "{who}: take {amount} out. {reason}?": "{who}: {amount} entnehmen. {reason}?",
    "{who}: take {amount} out of the drawer for good. {reason}?": (
        "{who}: {amount} aus der Lade abschöpfen. {reason}?"
    ),
    "{who}: open the day with {amount} in the drawer?": ("{who}: den Tag mit {amount} in der Lade eröffnen?"),
    "{who}: close the day with {counted} counted?": "{who}: den Tag abschließen, gezählt {counted}?",
    "{who}: close the day with {counted} counted? It is off by more than {limit}.": (
        "{who}: den Tag abschließen, gezählt {counted}? Die Abweichung ist größer als {limit}."
    ),
    "{who}: show the X report of the open day?": "{who}: den X-Bericht des offenen Tages zeigen?",
    "{who}: print the X report of the open day?": "{who}: den X-Bericht des offenen Tages drucken?",
    "{who}: show Z report {z_no} again?": "{who}: Z-Bericht {z_no} noch einmal zeigen?",
    "{who}: print Z report {z_no} again?": "{who}: Z-Bericht {z_no} noch einmal drucken?",
    "{who}: show the report over all tills, {first} to {last}?": (
        "{who}: den Bericht über alle Kassen zeigen, {first} bis {last}?"
    ),
    "{who}: void the whole sale of {amount}?": "{who}: den ganzen Verkauf über {amount} stornieren?",
    "{who}: sell {goods}, though only {left} are left?": (
        "{who}: {goods} verkaufen, obwohl nur noch {left} da sind?"
    ),
    "{who}: change {name} on file, {was} → {amount}?": "{who}: {name} im Stamm ändern, {was} → {amount}?",
    "{who}: put {name} on file at {amount}?": "{who}: {name} zu {amount} neu anlegen?",
    "{who}: change the customer {name} on file?": "{who}: den Kunden {name} im Stamm ändern?",
    "{who}: {amount} of receipt {receipt_no}, {was_method} → {method}. {reason}?": (
        "{who}: {amount} von Bon {receipt_no}, {was_method} → {method}. {reason}?"
    ),
    "{who}: change the list of the staff?": "{who}: die Personalliste ändern?",
    "{who}: change {name} on the list of the staff?": "{who}: {name} in der Personalliste ändern?",
    "{who}: show what is wrong with the stock?": "{who}: zeigen, was am Bestand nicht stimmt?",
    "{who}: raise the stock of {name} by {count}?": "{who}: den Bestand von {name} um {count} erhöhen?",
    "{who}: make or bring back a backup?": "{who}: eine Sicherung anlegen oder zurückholen?",
    "Name: {was} → {now}": "Name: {was} → {now}",
    "Tax class: {was} → {now}": "Steuerklasse: {was} → {now}",
    "New barcode: {now}": "Neuer Strichcode: {now}",
}

AR: dict[str, str] = {
    "Something still waits to be approved: answer that first, or press Esc there.": (
        "هناك موافقة معلقة: أجب عنها أولا، أو اضغط Esc فيها."
    ),
    "{who}: sell {goods}?": "{who}: بيع {goods}؟",
    "{who}: {off} off {goods}, {was} → {amount}. {reason}?": (
        "{who}: خصم {off} على {goods}، من {was} إلى {amount}. {reason}؟"
    ),
    "{who}: {off} off the whole basket, {was} → {amount}. {reason}?": (
        "{who}: خصم {off} على السلة كلها، من {was} إلى {amount}. {reason}؟"
    ),
    "{who}: {goods}, {was} → {amount}. {reason}?": "{who}: {goods}، من {was} إلى {amount}. {reason}؟",
    "{who}: take back {goods}, {amount}. {reason}?": "{who}: استرجاع {goods}، {amount}. {reason}؟",
    "{who}: take back {goods} without a receipt, {amount}. {reason}?": (
        "{who}: استرجاع {goods} دون إيصال، {amount}. {reason}؟"
    ),
    "{who}: take back {goods} unchecked, {amount}. {reason}?": (
        "{who}: استرجاع {goods} دون فحص، {amount}. {reason}؟"
    ),
    "The centre cannot check receipt {now} now.": "لا يستطيع المركز فحص الإيصال {now} الآن.",
    "{who}: open the drawer without a sale. {reason}?": "{who}: فتح الدرج دون بيع. {reason}؟",
    "{who}: put {amount} in. {reason}?": "{who}: وضع {amount} في الدرج. {reason}؟",
    "{who}: take {amount} out. {reason}?": "{who}: سحب {amount} من الدرج. {reason}؟",
    "{who}: take {amount} out of the drawer for good. {reason}?": (
        "{who}: نقل {amount} من الدرج نهائيا. {reason}؟"
    ),
    "{who}: open the day with {amount} in the drawer?": "{who}: فتح اليوم وفي الدرج {amount}؟",
    "{who}: close the day with {counted} counted?": "{who}: إغلاق اليوم، والمعدود {counted}؟",
    "{who}: close the day with {counted} counted? It is off by more than {limit}.": (
        "{who}: إغلاق اليوم، والمعدود {counted}؟ الفرق أكبر من {limit}."
    ),
    "{who}: show the X report of the open day?": "{who}: عرض تقرير X لليوم المفتوح؟",
    "{who}: print the X report of the open day?": "{who}: طباعة تقرير X لليوم المفتوح؟",
    "{who}: show Z report {z_no} again?": "{who}: عرض تقرير Z {z_no} مرة أخرى؟",
    "{who}: print Z report {z_no} again?": "{who}: طباعة تقرير Z {z_no} مرة أخرى؟",
    "{who}: show the report over all tills, {first} to {last}?": (
        "{who}: عرض تقرير كل الصناديق، {first} إلى {last}؟"
    ),
    "{who}: void the whole sale of {amount}?": "{who}: إلغاء البيع كله بقيمة {amount}؟",
    "{who}: sell {goods}, though only {left} are left?": "{who}: بيع {goods} مع أن الباقي {left} فقط؟",
    "{who}: change {name} on file, {was} → {amount}?": "{who}: تعديل {name} في السجل، من {was} إلى {amount}؟",
    "{who}: put {name} on file at {amount}?": "{who}: إضافة {name} إلى السجل بسعر {amount}؟",
    "{who}: change the customer {name} on file?": "{who}: تعديل العميل {name} في السجل؟",
    "{who}: {amount} of receipt {receipt_no}, {was_method} → {method}. {reason}?": (
        "{who}: {amount} من الإيصال {receipt_no}، من {was_method} إلى {method}. {reason}؟"
    ),
    "{who}: change the list of the staff?": "{who}: تعديل قائمة الموظفين؟",
    "{who}: change {name} on the list of the staff?": "{who}: تعديل {name} في قائمة الموظفين؟",
    "{who}: show what is wrong with the stock?": "{who}: عرض ما هو خاطئ في المخزون؟",
    "{who}: raise the stock of {name} by {count}?": "{who}: زيادة مخزون {name} بمقدار {count}؟",
    "{who}: make or bring back a backup?": "{who}: إنشاء نسخة احتياطية أو استعادتها؟",
    "Name: {was} → {now}": "الاسم: من {was} إلى {now}",
    "Tax class: {was} → {now}": "الفئة الضريبية: من {was} إلى {now}",
    "New barcode: {now}": "باركود جديد: {now}",
}
