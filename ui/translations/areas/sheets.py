"""Texts of the sheets and of the manager's menu."""

DE: dict[str, str] = {
    "This row cannot be chosen now.": "Diese Zeile ist jetzt nicht wählbar.",
    "This key does nothing now.": "Diese Taste tut jetzt nichts.",
    "What is typed is not taken yet: Enter takes it, Esc leaves it.": (
        "Getipptes ist noch nicht übernommen: Enter nimmt es, Esc verlässt es."
    ),
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
    "What is typed is not taken yet: Enter takes it, Esc leaves it.": (
        "لم يؤخذ ما كتب بعد: Enter يأخذه، وEsc يتركه."
    ),
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
