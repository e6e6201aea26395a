"""Texts of the sheets and of the manager's menu."""

DE: dict[str, str] = {
    "This row cannot be chosen now.": "Diese Zeile ist jetzt nicht wählbar.",
    "This key does nothing now.": "Diese Taste tut jetzt nichts.",
    "Finish what is typed here first, or leave it with Esc.": (
        "Erst fertig machen, was hier getippt ist, oder mit Esc verlassen."
    ),
    "Nobody is signed in, so there is nothing to lock.": "Niemand ist angemeldet, es gibt nichts zu sperren.",
    "Lock the till": "Kasse sperren",
    "Ctrl L": "Strg L",
    "Take what is typed or marked": "Getipptes, Markiertes nehmen",
    "Mark another row": "Andere Zeile markieren",
    "First row, End: last": "Erste Zeile, Ende: letzte",
    "Open the day": "Tag eröffnen",
    "Count the drawer, close the day": "Lade zählen, Tag abschließen",
    "Cash in": "Einlage",
    "Cash out": "Entnahme",
    "Drop to the safe": "Abschöpfung in den Tresor",
    "X report, so far": "X-Bericht, bis jetzt",
    "Z reports, closed days": "Z-Berichte, abgeschlossene Tage",
    "Store report, all tills": "Filialbericht, alle Kassen",
    "Article: new, or a new price": "Artikel: neu oder neuer Preis",
    "Stock findings": "Bestandsbefunde",
    "Staff": "Personal",
}

AR: dict[str, str] = {
    "This row cannot be chosen now.": "لا يمكن اختيار هذا السطر الآن.",
    "This key does nothing now.": "هذا المفتاح لا يفعل شيئا الآن.",
    "Finish what is typed here first, or leave it with Esc.": "أكمل أولا ما كُتب هنا، أو اتركه بمفتاح Esc.",
    "Nobody is signed in, so there is nothing to lock.": "لا أحد مسجّل الدخول، فلا شيء يُقفل.",
    "Lock the till": "اقفل الصندوق",
    "Ctrl L": "Ctrl L",
    "Take what is typed or marked": "خذ المكتوب أو المحدد",
    "Mark another row": "حدد سطرا آخر",
    "First row, End: last": "السطر الأول، End: الأخير",
    "Open the day": "افتح اليوم",
    "Count the drawer, close the day": "عدّ الدرج وأغلق اليوم",
    "Cash in": "إيداع نقد",
    "Cash out": "سحب نقد",
    "Drop to the safe": "نقل إلى الخزنة",
    "X report, so far": "تقرير X حتى الآن",
    "Z reports, closed days": "تقارير Z للأيام المغلقة",
    "Store report, all tills": "تقرير المتجر، كل الصناديق",
    "Article: new, or a new price": "صنف جديد أو سعر جديد",
    "Stock findings": "ملاحظات المخزون",
    "Staff": "الموظفون",
}
