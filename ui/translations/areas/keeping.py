"""Texts of backups, deposits and articles of this till alone."""

DE: dict[str, str] = {
    "The till was backed up to {path}.": "Die Kasse wurde nach {path} gesichert.",
    "No backup was made: {reason} It is tried again in an hour.": (
        "Keine Sicherung: {reason} In einer Stunde wird es wieder versucht."
    ),
    "{name} cannot be sold: its deposit is not on file. Call the manager.": (
        "{name} kann nicht verkauft werden: Das Pfand ist nicht angelegt. Leitung rufen."
    ),
    "{name} comes back: void the line and return it anew with another quantity.": (
        "{name} kommt zurück: Zeile entfernen und mit anderer Menge neu zurücknehmen."
    ),
    "{name} is on file at this till.": "{name} ist an dieser Kasse angelegt.",
    "These days cannot be reported: give the earlier one first, ten years at most.": (
        "Diese Tage gehen nicht: den früheren zuerst, höchstens zehn Jahre."
    ),
}

AR: dict[str, str] = {
    "The till was backed up to {path}.": "حُفظت نسخة احتياطية من الصندوق في {path}.",
    "No backup was made: {reason} It is tried again in an hour.": (
        "لم تُحفظ نسخة احتياطية: {reason} تُعاد المحاولة بعد ساعة."
    ),
    "{name} cannot be sold: its deposit is not on file. Call the manager.": (
        "لا يمكن بيع {name}: تأمين العبوة غير مسجّل. نادِ المدير."
    ),
    "{name} comes back: void the line and return it anew with another quantity.": (
        "{name} مُرتجع: ألغِ السطر وأرجعه من جديد بكمية أخرى."
    ),
    "{name} is on file at this till.": "{name} مسجّل في هذا الصندوق.",
    "These days cannot be reported: give the earlier one first, ten years at most.": (
        "لا يمكن عرض هذه الأيام: اليوم الأسبق أولًا، وعشر سنوات على الأكثر."
    ),
}
