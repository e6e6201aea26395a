"""Texts of the manager's pages: what was found in the stock, exceptions of the centre, the staff."""

DE: dict[str, str] = {
    "Open the stock findings first: F11.": "Erst die Bestandsbefunde öffnen: F11.",
    "{count} stock findings nobody has looked at: F11, Stock findings.": (
        "{count} Bestandsbefunde, die niemand angesehen hat: F11, Bestandsbefunde."
    ),
    "{name}: the stock counter is {milli} too low. The manager looks: F11.": (
        "{name}: Der Bestandszähler ist um {milli} zu niedrig. Die Leitung sieht nach: F11."
    ),
    "{name}: the stock server does not count it. The manager looks: F11.": (
        "{name}: Der Bestandsserver zählt das nicht. Die Leitung sieht nach: F11."
    ),
    "The stock server does not count {count} articles. The manager looks: F11.": (
        "Der Bestandsserver zählt {count} Artikel nicht. Die Leitung sieht nach: F11."
    ),
    "{name}: the stock counter was {milli} too high and was lowered.": (
        "{name}: Der Bestandszähler war um {milli} zu hoch und wurde gesenkt."
    ),
    "{name}: the stock counter was {milli} too low and was raised.": (
        "{name}: Der Bestandszähler war um {milli} zu niedrig und wurde erhöht."
    ),
    "{name}: {milli} are taken out of stock now, as the centre says.": (
        "{name}: {milli} sind jetzt vom Bestand abgezogen, wie in der Zentrale."
    ),
    "{name}: {milli} in a basket of till {terminal} are free, for it is gone.": (
        "{name}: {milli} in einem Korb der Kasse {terminal} sind frei, denn sie ist weg."
    ),
    "{name}: the stock counter was raised.": "{name}: Der Bestandszähler wurde erhöht.",
    "{name}: the stock counter is not too low any more.": (
        "{name}: Der Bestandszähler ist nicht mehr zu niedrig."
    ),
    "{name}: not raised. It was sold just now; it is looked at for 15 minutes anew.": (
        "{name}: nicht erhöht. Eben wurde davon verkauft; nun wird wieder 15 Minuten beobachtet."
    ),
    "{name}: not raised. {reason} Try again.": "{name}: nicht erhöht. {reason} Neu versuchen.",
    "{name} has settled it.": "Erledigt von {name}.",
    "It was settled before, by {name}.": "Das hat {name} schon erledigt.",
    "This exception is not at the centre any more.": "Diese Ausnahme gibt es in der Zentrale nicht mehr.",
    "It was not settled: {reason} Try it again.": "Nicht erledigt: {reason} Noch einmal versuchen.",
    "Look after the stock findings?": "Die Bestandsbefunde ansehen?",
    "Raise a stock counter?": "Einen Bestandszähler erhöhen?",
    "{name} may work here.": "{name} darf hier arbeiten.",
    "{name} has a new PIN.": "{name} hat eine neue PIN.",
    "{name} has another role.": "{name} hat eine andere Rolle.",
    "{name} has a new badge.": "{name} hat einen neuen Ausweis.",
    "{name} has no badge any more.": "{name} hat keinen Ausweis mehr.",
    "{name} may not sign in any more.": "{name} darf sich nicht mehr anmelden.",
    "The list of the staff was not changed: {reason} Try it again.": (
        "Die Personalliste wurde nicht geändert: {reason} Noch einmal versuchen."
    ),
    "The centre has a later change of {name}; this one was not taken. Look at the clock.": (
        "Die Zentrale kennt eine spätere Änderung von {name}; diese gilt nicht. Die Uhr prüfen."
    ),
    "The first on the list is a manager: nobody else could approve anything.": (
        "Zuerst kommt eine Leitung auf die Liste: Sonst könnte niemand etwas freigeben."
    ),
    "{name} is the last manager: make somebody else a manager first.": (
        "{name} ist die letzte Leitung: erst jemand anderen zur Leitung machen."
    ),
    "{name} is on the list already.": "{name} steht schon auf der Liste.",
    "This person is not on the list any more.": "Diese Person steht nicht mehr auf der Liste.",
    "This id cannot be used: letters, digits and . _ - can.": (
        "Diese Kennung geht nicht: nur Buchstaben, Ziffern und . _ -."
    ),
    "Type the name first.": "Erst den Namen tippen.",
    "A name has 1 to {most} characters: type another.": "Ein Name hat 1 bis {most} Zeichen: neu tippen.",
    "There is no such role: choose another.": "Diese Rolle gibt es nicht: eine andere wählen.",
    "This code cannot be a badge: scan one that is no article, receipt or voucher.": (
        "Dieser Code kann kein Ausweis sein: einen scannen, der kein Artikel, Bon oder Gutschein ist."
    ),
    "{name} has this badge: scan another.": "Diesen Ausweis hat {name}: einen anderen scannen.",
    "A PIN has 4 to 8 digits: type another.": "Eine PIN hat 4 bis 8 Ziffern: eine andere tippen.",
    "This PIN is among the first that anybody tries: choose no row of digits.": (
        "Diese PIN würde jeder zuerst probieren: keine Zahlenreihe wählen."
    ),
    "The two PINs differ: type the new one again.": "Die PINs sind verschieden: die neue noch einmal tippen.",
    "{who}: settle this exception?": "{who}: diese Ausnahme als erledigt ansehen?",
    "{who}: put {name} on the list of the staff, as cashier?": (
        "{who}: {name} auf die Personalliste setzen, als Bediener?"
    ),
    "{who}: put {name} on the list of the staff, as supervisor?": (
        "{who}: {name} auf die Personalliste setzen, als Aufsicht?"
    ),
    "{who}: put {name} on the list of the staff, as manager?": (
        "{who}: {name} auf die Personalliste setzen, als Leitung?"
    ),
    "{who}: give {name} a new PIN?": "{who}: {name} eine neue PIN geben?",
    "{who}: make {name} a cashier?": "{who}: {name} zum Bediener machen?",
    "{who}: make {name} a supervisor?": "{who}: {name} zur Aufsicht machen?",
    "{who}: make {name} a manager?": "{who}: {name} zur Leitung machen?",
    "{who}: give {name} a new badge?": "{who}: {name} einen neuen Ausweis geben?",
    "{who}: take the badge of {name} back?": "{who}: den Ausweis von {name} einziehen?",
    "{who}: let {name} not sign in any more?": "{who}: {name} nicht mehr anmelden lassen?",
    "Online order refused, goods still here": "Online-Auftrag abgelehnt, Ware noch da",
    "Counted on the shelf": "Im Regal gezählt",
}

AR: dict[str, str] = {
    "Open the stock findings first: F11.": "افتح ملاحظات المخزون أولًا: F11.",
    "{count} stock findings nobody has looked at: F11, Stock findings.": (
        "{count} من ملاحظات المخزون لم يطّلع عليها أحد: F11، ملاحظات المخزون."
    ),
    "{name}: the stock counter is {milli} too low. The manager looks: F11.": (
        "{name}: عدّاد المخزون أقل بمقدار {milli}. ينظر المدير: F11."
    ),
    "{name}: the stock server does not count it. The manager looks: F11.": (
        "{name}: خادم المخزون لا يعدّه. ينظر المدير: F11."
    ),
    "The stock server does not count {count} articles. The manager looks: F11.": (
        "خادم المخزون لا يعدّ {count} صنفًا. ينظر المدير: F11."
    ),
    "{name}: the stock counter was {milli} too high and was lowered.": (
        "{name}: كان عدّاد المخزون أعلى بمقدار {milli} وخُفّض."
    ),
    "{name}: the stock counter was {milli} too low and was raised.": (
        "{name}: كان عدّاد المخزون أقل بمقدار {milli} ورُفع."
    ),
    "{name}: {milli} are taken out of stock now, as the centre says.": (
        "{name}: خُصم {milli} من المخزون الآن كما يقول المركز."
    ),
    "{name}: {milli} in a basket of till {terminal} are free, for it is gone.": (
        "{name}: تحرّر {milli} من سلة الصندوق {terminal} لأنه توقف."
    ),
    "{name}: the stock counter was raised.": "{name}: رُفع عدّاد المخزون.",
    "{name}: the stock counter is not too low any more.": "{name}: لم يعد عدّاد المخزون ناقصًا.",
    "{name}: not raised. It was sold just now; it is looked at for 15 minutes anew.": (
        "{name}: لم يُرفع. بيع منه للتو؛ يُراقَب من جديد 15 دقيقة."
    ),
    "{name}: not raised. {reason} Try again.": "{name}: لم يُرفع. {reason} أعد المحاولة.",
    "{name} has settled it.": "أنهاه {name}.",
    "It was settled before, by {name}.": "أنهاه من قبل {name}.",
    "This exception is not at the centre any more.": "لم تعد هذه الحالة موجودة في المركز.",
    "It was not settled: {reason} Try it again.": "لم يُنهَ: {reason} أعد المحاولة.",
    "Look after the stock findings?": "الاطلاع على ملاحظات المخزون؟",
    "Raise a stock counter?": "رفع عدّاد مخزون؟",
    "{name} may work here.": "يمكن أن يعمل {name} هنا.",
    "{name} has a new PIN.": "لدى {name} رمز PIN جديد.",
    "{name} has another role.": "لدى {name} دور آخر.",
    "{name} has a new badge.": "لدى {name} بطاقة جديدة.",
    "{name} has no badge any more.": "لم تعد لدى {name} بطاقة.",
    "{name} may not sign in any more.": "لا يمكن أن يسجّل {name} الدخول بعد الآن.",
    "The list of the staff was not changed: {reason} Try it again.": (
        "لم تتغير قائمة الموظفين: {reason} أعد المحاولة."
    ),
    "The centre has a later change of {name}; this one was not taken. Look at the clock.": (
        "لدى المركز تغيير أحدث لـ {name}؛ لم يؤخذ هذا. راجع الساعة."
    ),
    "The first on the list is a manager: nobody else could approve anything.": (
        "أول من في القائمة مدير: لا يستطيع غيره الموافقة على شيء."
    ),
    "{name} is the last manager: make somebody else a manager first.": (
        "{name} آخر مدير: اجعل شخصًا آخر مديرًا أولًا."
    ),
    "{name} is on the list already.": "{name} موجود في القائمة.",
    "This person is not on the list any more.": "لم يعد هذا الشخص في القائمة.",
    "This id cannot be used: letters, digits and . _ - can.": (
        "لا يمكن استعمال هذا المعرّف: حروف وأرقام و . _ - فقط."
    ),
    "Type the name first.": "اكتب الاسم أولًا.",
    "A name has 1 to {most} characters: type another.": "الاسم من 1 إلى {most} حرفًا: اكتب غيره.",
    "There is no such role: choose another.": "لا يوجد هذا الدور: اختر غيره.",
    "This code cannot be a badge: scan one that is no article, receipt or voucher.": (
        "لا يصلح هذا الرمز بطاقة: امسح رمزًا ليس لصنف ولا إيصال ولا قسيمة."
    ),
    "{name} has this badge: scan another.": "هذه البطاقة لدى {name}: امسح غيرها.",
    "A PIN has 4 to 8 digits: type another.": "رمز PIN من 4 إلى 8 أرقام: اكتب غيره.",
    "This PIN is among the first that anybody tries: choose no row of digits.": (
        "هذا الرمز من أول ما يُجرَّب: لا تختر أرقامًا متتابعة."
    ),
    "The two PINs differ: type the new one again.": "الرمزان مختلفان: اكتب الجديد من جديد.",
    "{who}: settle this exception?": "{who}: إنهاء هذه الحالة؟",
    "{who}: put {name} on the list of the staff, as cashier?": (
        "{who}: إضافة {name} إلى قائمة الموظفين، أمين صندوق؟"
    ),
    "{who}: put {name} on the list of the staff, as supervisor?": (
        "{who}: إضافة {name} إلى قائمة الموظفين، مشرفًا؟"
    ),
    "{who}: put {name} on the list of the staff, as manager?": (
        "{who}: إضافة {name} إلى قائمة الموظفين، مديرًا؟"
    ),
    "{who}: give {name} a new PIN?": "{who}: إعطاء {name} رمز PIN جديدًا؟",
    "{who}: make {name} a cashier?": "{who}: جعل {name} أمين صندوق؟",
    "{who}: make {name} a supervisor?": "{who}: جعل {name} مشرفًا؟",
    "{who}: make {name} a manager?": "{who}: جعل {name} مديرًا؟",
    "{who}: give {name} a new badge?": "{who}: إعطاء {name} بطاقة جديدة؟",
    "{who}: take the badge of {name} back?": "{who}: سحب بطاقة {name}؟",
    "{who}: let {name} not sign in any more?": "{who}: منع {name} من تسجيل الدخول؟",
    "Online order refused, goods still here": "طلب عبر الإنترنت رُفض والبضاعة هنا",
    "Counted on the shelf": "عُدّ على الرف",
}
