"""Texts of what is said about mails."""

DE: dict[str, str] = {
    "The mail server does not answer. Mails wait and are sent later.": (
        "Der Mailserver antwortet nicht. Mails warten und gehen später hinaus."
    ),
    "The mail server does not accept the till's login. Mails wait. Call IT.": (
        "Der Mailserver nimmt die Anmeldung der Kasse nicht an. Mails warten. IT rufen."
    ),
    "The connection to the mail server is not safe. Mails wait. Call IT.": (
        "Die Verbindung zum Mailserver ist nicht sicher. Mails warten. IT rufen."
    ),
    "The mail server takes no mail from this till. Mails wait. Call IT.": (
        "Der Mailserver nimmt von dieser Kasse keine Mails an. Mails warten. IT rufen."
    ),
    "Mails go out again.": "Mails gehen wieder hinaus.",
    "A mail was refused by the mail server ({reason}).": "Der Mailserver hat eine Mail abgelehnt ({reason}).",
    "A mail's address cannot be one; correct it.": "Die Adresse einer Mail kann keine sein: berichtigen.",
    "The mail server keeps putting a mail off: {reason} It is tried further.": (
        "Der Mailserver vertröstet eine Mail immer wieder: {reason} Es wird weiter versucht."
    ),
    "The connection to the mail server keeps breaking under a mail. It is tried further.": (
        "Die Verbindung zum Mailserver bricht bei einer Mail immer wieder ab. Es wird weiter versucht."
    ),
    "The file of a mail could not be made. It is tried further; call the manager.": (
        "Die Datei einer Mail ließ sich nicht erzeugen. Es wird weiter versucht; Leitung rufen."
    ),
    "A mail met an error of the till's own. It is tried further; call support.": (
        "Bei einer Mail machte die Kasse selbst einen Fehler. Es wird weiter versucht; Support rufen."
    ),
    "Type a mail address.": "Eine Mailadresse tippen.",
    "A mail address has one @ with something on both sides.": (
        "Eine Mailadresse hat ein @ mit etwas auf beiden Seiten."
    ),
    "A mail address has no blanks, quotes or commas: ask for its spelling.": (
        "Eine Mailadresse hat keine Leerzeichen, Anführungszeichen, Kommas: nach der Schreibung fragen."
    ),
    "The part behind the @ cannot be right: ask for its spelling.": (
        "Der Teil hinter dem @ kann nicht stimmen: nach der Schreibung fragen."
    ),
    "That is too long for a mail address.": "Das ist zu lang für eine Mailadresse.",
}

AR: dict[str, str] = {
    "The mail server does not answer. Mails wait and are sent later.": (
        "خادم البريد لا يجيب. الرسائل تنتظر وترسل لاحقا."
    ),
    "The mail server does not accept the till's login. Mails wait. Call IT.": (
        "خادم البريد لا يقبل دخول الصندوق. الرسائل تنتظر. اتصل بالدعم التقني."
    ),
    "The connection to the mail server is not safe. Mails wait. Call IT.": (
        "الاتصال بخادم البريد غير آمن. الرسائل تنتظر. اتصل بالدعم التقني."
    ),
    "The mail server takes no mail from this till. Mails wait. Call IT.": (
        "خادم البريد لا يقبل رسائل هذا الصندوق. الرسائل تنتظر. اتصل بالدعم التقني."
    ),
    "Mails go out again.": "الرسائل ترسل من جديد.",
    "A mail was refused by the mail server ({reason}).": "رفض خادم البريد رسالة ({reason}).",
    "A mail's address cannot be one; correct it.": "عنوان رسالة غير صحيح؛ صححه.",
    "The mail server keeps putting a mail off: {reason} It is tried further.": (
        "خادم البريد يؤجل رسالة: {reason} تتكرر المحاولة."
    ),
    "The connection to the mail server keeps breaking under a mail. It is tried further.": (
        "ينقطع الاتصال بخادم البريد أثناء رسالة. تتكرر المحاولة."
    ),
    "The file of a mail could not be made. It is tried further; call the manager.": (
        "تعذر إنشاء ملف رسالة. تتكرر المحاولة؛ نادِ المدير."
    ),
    "A mail met an error of the till's own. It is tried further; call support.": (
        "حدث خطأ في الصندوق عند رسالة. تتكرر المحاولة؛ اتصل بالدعم."
    ),
    "Type a mail address.": "اكتب عنوان بريد.",
    "A mail address has one @ with something on both sides.": (
        "في عنوان البريد علامة @ واحدة وعلى جانبيها شيء."
    ),
    "A mail address has no blanks, quotes or commas: ask for its spelling.": (
        "لا فراغات ولا علامات اقتباس ولا فواصل في عنوان البريد: اسأل عن كتابته."
    ),
    "The part behind the @ cannot be right: ask for its spelling.": ("ما بعد @ غير صحيح: اسأل عن كتابته."),
    "That is too long for a mail address.": "هذا أطول من عنوان بريد.",
}
