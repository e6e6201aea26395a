"""Texts of the sheets and of the manager's menu."""

DE: dict[str, str] = {
    "This row cannot be chosen now.": "Diese Zeile ist jetzt nicht wählbar.",
    "This key does nothing now.": "Diese Taste tut jetzt nichts.",
}

AR: dict[str, str] = {
    "This row cannot be chosen now.": "لا يمكن اختيار هذا السطر الآن.",
    "This key does nothing now.": "هذا المفتاح لا يفعل شيئا الآن.",
}
