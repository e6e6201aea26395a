"""Texts of the manager's pages in full: each finding, each exception, each person of the staff."""

DE: dict[str, str] = {
    "4 to 8 digits, no row such as 1234.": "4 bis 8 Ziffern, keine Reihe wie 1234.",
    "A badge signs in and approves without a PIN: one for each person.": (
        "Ein Ausweis meldet an und gibt frei, ohne PIN: für jede Person einer."
    ),
    "A manager has to agree.": "Eine Leitung muss zustimmen.",
    "A manager said so, or the configuration does.": "Eine Leitung wollte es, oder die Konfiguration.",
    "A newer till wrote this; it is told there.": "Das schrieb eine neuere Kasse; dort steht mehr.",
    "A sale was paid with it, but the centre had held nothing for that.": (
        "Damit wurde bezahlt, aber die Zentrale hatte dafür nichts vorgemerkt."
    ),
    "A till could not: it stood still, or the stock server was away.": (
        "Eine Kasse konnte es nicht: Sie stand, oder der Server war weg."
    ),
    "About": "Betrifft",
    "Also large discounts, X and Z reports, corrections.": "Auch hohe Rabatte, X und Z, Berichtigungen.",
    "Also prices, cash out, closing, stock, staff.": "Auch Preise, Entnahme, Abschluss, Bestand, Personal.",
    "Another badge": "Anderer Ausweis",
    "Another role": "Andere Rolle",
    "Ask again": "Neu fragen",
    "Ask the cashier, and look at both receipts.": "Den Bediener fragen und beide Bons ansehen.",
    "Badge": "Ausweis",
    "Bought with receipt": "Gekauft mit Bon",
    "Cannot be used": "Nicht brauchbar",
    "Compare the receipt with what is left of it.": "Den Bon mit dem Rest vergleichen.",
    "Credit without account": "Guthaben ohne Konto",
    "Does not work here any more": "Arbeitet nicht mehr hier",
    "Exceptions of the centre": "Ausnahmen der Zentrale",
    "Find the customer by the receipt, and give the credit anew.": (
        "Kunden über den Bon finden und das Guthaben neu geben."
    ),
    "Give a badge": "Ausweis geben",
    "Given back, yet paid": "Frei, doch bezahlt",
    "Is it not? Then count: pos-terminal stock init.": "Nicht? Dann zählen: pos-terminal stock init.",
    "It does not stand any more.": "Das steht nicht mehr an.",
    "Article number": "Artikelnummer",
    "Stock counter": "Bestandszähler",
    "It is being raised.": "Wird erhöht.",
    "It is being saved.": "Wird gespeichert.",
    "It is looked at once more after a minute, then lowered if nobody touched it.": (
        "Nach einer Minute noch ein Blick; blieb er unberührt, wird er gesenkt."
    ),
    "It is looked at once more after a minute, then they are free.": (
        "Nach einer Minute noch ein Blick, dann sind sie frei."
    ),
    "It is told if it is still so after 15 minutes in which nobody touched it.": (
        "Gemeldet wird es, wenn es nach 15 unberührten Minuten noch so ist."
    ),
    "It was to be given back, but it was spent already.": "Es sollte zurückgehen, war aber schon ausgegeben.",
    "It was to be spent, but it had been given back already.": (
        "Es sollte ausgegeben werden, war aber schon zurückgegeben."
    ),
    "{name}: typed by the person, unseen by anybody else.": "{name}: selbst getippt, von niemandem gesehen.",
    "Look at it at a till with the newest version.": "An einer Kasse mit der neuesten Version ansehen.",
    "Look at the shelf. Is it all there? Then raise the counter with F5.": (
        "Ins Regal sehen. Ist alles da? Dann den Zähler mit F5 erhöhen."
    ),
    "Make the counter: pos-terminal stock init.": "Den Zähler anlegen: pos-terminal stock init.",
    "Make the counters: pos-terminal stock init.": "Die Zähler anlegen: pos-terminal stock init.",
    "More came back than was left of that line; a till took it unchecked.": (
        "Es kam mehr zurück, als von der Zeile übrig war; eine Kasse nahm es ungeprüft."
    ),
    "Neither PIN nor badge is taken any more, at no till that has heard of it.": (
        "PIN und Ausweis gelten nicht mehr, an keiner Kasse, die davon weiß."
    ),
    "New PIN": "Neue PIN",
    "No centre is set up.": "Keine Zentrale eingerichtet.",
    "No centre is set up: this list is for this till alone.": (
        "Keine Zentrale eingerichtet: Diese Liste gilt nur für diese Kasse."
    ),
    "Nobody is on the list: the till sells without sign-in. F5 adds a manager.": (
        "Niemand steht auf der Liste: Die Kasse verkauft ohne Anmeldung. F5 nimmt eine Leitung auf."
    ),
    "Not counted": "Nicht gezählt",
    "Nothing to do.": "Nichts zu tun.",
    "Nothing to do. Does it happen often? Look at its append-only file.": (
        "Nichts zu tun. Oft? Die Append-only-Datei des Servers prüfen."
    ),
    "Nothing was heard of that till for over 15 minutes.": (
        "Von der Kasse war über 15 Minuten nichts zu hören."
    ),
    "Older ones": "Ältere",
    "One more person": "Neue Person",
    "PIN locked": "PIN gesperrt",
    "Paid without a hold": "Bezahlt ohne Vormerkung",
    "{name} does not work here any more: press Del.": "{name} arbeitet nicht mehr hier: Entf drücken.",
    "Raise": "Erhöhen",
    "Raise the counter": "Zähler erhöhen",
    "Returned, but not left": "Zurück, war nicht übrig",
    "Right to return": "Rückgaberecht",
    "Scan the new badge of {name} now.": "Jetzt den neuen Ausweis von {name} scannen.",
    "Seen by": "Angesehen von",
    "Sells, gives discounts, takes back with a receipt.": "Verkauft, gibt Rabatt, nimmt mit Bon zurück.",
    "Settled": "Erledigt",
    "Settled by": "Erledigt von",
    "Since": "Seit",
    "Somebody else wrote keys of that name: mend them there.": (
        "Jemand anders schrieb Schlüssel dieses Namens: dort beheben."
    ),
    "Something else": "Etwas anderes",
    "State": "Stand",
    "Stock counters": "Bestandszähler",
    "Store credit was given, but to no account, so nobody can spend it.": (
        "Guthaben wurde gegeben, aber auf kein Konto; niemand kann es ausgeben."
    ),
    "Switch off": "Abschalten",
    "Take on again, with a new PIN": "Wieder aufnehmen, mit neuer PIN",
    "Take the badge back": "Ausweis einziehen",
    "Taken, not given back": "Weg, nicht zurück",
    "That till has started anew, without that basket.": "Die Kasse ist neu gestartet, ohne diesen Korb.",
    "The badge of before is nobody's then.": "Der bisherige Ausweis gilt dann nicht mehr.",
    "The centre counts {amount}, the stock server nothing.": (
        "Die Zentrale zählt {amount}, der Bestandsserver nichts."
    ),
    "The centre does not answer. A change holds here, and goes there as soon as it answers.": (
        "Die Zentrale antwortet nicht. Eine Änderung gilt hier und geht hin, sobald sie antwortet."
    ),
    "The centre does not answer: exceptions cannot be shown now.": (
        "Die Zentrale antwortet nicht: Ausnahmen sind jetzt nicht zu sehen."
    ),
    "The counter is {amount} too low, for 15 minutes or more.": (
        "Der Zähler ist um {amount} zu niedrig, seit mindestens 15 Minuten."
    ),
    "The counter seems to be {amount} too high.": "Der Zähler scheint um {amount} zu hoch.",
    "The counter seems to be {amount} too low.": "Der Zähler scheint um {amount} zu niedrig.",
    "The counter was {amount} too high, and nobody touched it. It is {counter} now.": (
        "Der Zähler war unberührt um {amount} zu hoch. Er steht jetzt auf {counter}."
    ),
    "The counter was {amount} too low. It is {counter} now.": (
        "Der Zähler war um {amount} zu niedrig. Er steht jetzt auf {counter}."
    ),
    "The counters are looked at within a minute.": "Die Zähler werden gleich angesehen, binnen einer Minute.",
    "The list is being fetched.": "Die Liste wird geholt.",
    "The list of all tills: {count} may sign in.": "Die Liste aller Kassen: {count} dürfen sich anmelden.",
    "The new PIN once more": "Die neue PIN noch einmal",
    "Either the online store refused an order and kept the goods,": (
        "Entweder lehnte der Online-Shop ab und behielt die Ware,"
    ),
    "or it sold them and did not write it down.": "oder er verkaufte sie und schrieb es nicht auf.",
    "Stock counters, mended": "Bestandszähler, behoben",
    "Every counter is as it should be.": "Jeder Zähler ist, wie er sein soll.",
    "Counters looked at {at}, {count} articles.": "Zähler angesehen {at}, {count} Artikel.",
    "The stock server cannot use the keys of this article.": (
        "Der Bestandsserver kann die Schlüssel dieses Artikels nicht brauchen."
    ),
    "The stock server is new, or has lost everything.": "Der Bestandsserver ist neu oder hat alles verloren.",
    "The stock server has lost its last changes.": (
        "Der Bestandsserver hat seine letzten Änderungen verloren."
    ),
    "There is none.": "Es gibt keine.",
    "This till does not compare the counters with the centre.": (
        "Diese Kasse vergleicht die Zähler nicht mit der Zentrale."
    ),
    "Tills sell it all the same, and show its stock as unknown.": (
        "Die Kassen verkaufen trotzdem; der Bestand gilt als unbekannt."
    ),
    "What was sold keeps the name. They can be taken on again.": (
        "Verkauftes behält den Namen. Wieder aufnehmen geht jederzeit."
    ),
    "When": "Wann",
    "badge": "Ausweis",
    "not sent yet": "nicht gesendet",
    "settled": "erledigt",
    "switched off": "abgeschaltet",
    "{amount} are held by a till that is gone.": "{amount} hält eine Kasse, die weg ist.",
    "{amount} free again": "{amount} wieder frei",
    "{amount} held?": "{amount} gehalten?",
    "{amount} in a basket of till {till} are free again.": (
        "{amount} in einem Korb der Kasse {till} sind wieder frei."
    ),
    "{amount} lowered": "{amount} gesenkt",
    "{amount} raised": "{amount} erhöht",
    "{amount} taken out": "{amount} abgezogen",
    "{amount} too high?": "{amount} zu hoch?",
    "{amount} too low": "{amount} zu niedrig",
    "{amount} too low?": "{amount} zu niedrig?",
    "{amount} went out of stock at the centre; the hold of it is settled.": (
        "{amount} gingen in der Zentrale ab; die Vormerkung ist erledigt."
    ),
    "{amount} were left": "{amount} waren übrig",
    "{count} articles": "{count} Artikel",
    "{count} articles are counted at the centre, and not at the stock server.": (
        "{count} Artikel zählt die Zentrale, aber nicht der Bestandsserver."
    ),
    "{count} new": "{count} neu",
    "{name}: {amount} more can be sold then. Why?": "{name}: Dann sind {amount} mehr zu verkaufen. Warum?",
    "{since}, right again at {ended}": "{since}, wieder richtig {ended}",
}

AR: dict[str, str] = {
    "4 to 8 digits, no row such as 1234.": "4 إلى 8 أرقام، لا متتابعة مثل 1234.",
    "A badge signs in and approves without a PIN: one for each person.": (
        "البطاقة تسجّل الدخول وتوافق دون رمز: واحدة لكل شخص."
    ),
    "A manager has to agree.": "يجب أن يوافق مدير.",
    "A manager said so, or the configuration does.": "طلب ذلك مدير أو الإعدادات.",
    "A newer till wrote this; it is told there.": "كتب هذا صندوق أحدث؛ التفاصيل هناك.",
    "A sale was paid with it, but the centre had held nothing for that.": (
        "دُفع به بيع، لكن المركز لم يحجز له شيئًا."
    ),
    "A till could not: it stood still, or the stock server was away.": (
        "لم يستطع الصندوق: توقف أو غاب خادم المخزون."
    ),
    "About": "بخصوص",
    "Also large discounts, X and Z reports, corrections.": "أيضًا: خصم كبير، تقارير X وZ، تصحيح.",
    "Also prices, cash out, closing, stock, staff.": "أيضًا: أسعار، سحب، إغلاق، مخزون، موظفون.",
    "Another badge": "بطاقة أخرى",
    "Another role": "دور آخر",
    "Ask again": "اسأل من جديد",
    "Ask the cashier, and look at both receipts.": "اسأل أمين الصندوق وانظر في الإيصالين.",
    "Badge": "البطاقة",
    "Bought with receipt": "اشتُري بالإيصال",
    "Cannot be used": "لا يُستعمل",
    "Compare the receipt with what is left of it.": "قارن الإيصال بما بقي منه.",
    "Credit without account": "رصيد بلا حساب",
    "Does not work here any more": "لم يعد يعمل هنا",
    "Exceptions of the centre": "حالات المركز",
    "Find the customer by the receipt, and give the credit anew.": "جد العميل بالإيصال وأعطِ الرصيد من جديد.",
    "Give a badge": "أعطِ بطاقة",
    "Given back, yet paid": "أُعيد ثم دُفع به",
    "Is it not? Then count: pos-terminal stock init.": "ليست هنا؟ فعُدّ: pos-terminal stock init.",
    "It does not stand any more.": "لم يعد قائمًا.",
    "Article number": "رقم الصنف",
    "Stock counter": "عدّاد المخزون",
    "It is being raised.": "يُرفع الآن.",
    "It is being saved.": "يُحفظ الآن.",
    "It is looked at once more after a minute, then lowered if nobody touched it.": (
        "يُنظر بعد دقيقة، ثم يُخفّض إن لم يمسّه أحد."
    ),
    "It is looked at once more after a minute, then they are free.": "يُنظر بعد دقيقة ثم تتحرر.",
    "It is told if it is still so after 15 minutes in which nobody touched it.": (
        "يُبلَّغ إن بقي بعد 15 دقيقة لم يمسّه فيها أحد."
    ),
    "It was to be given back, but it was spent already.": "كان سيُعاد لكنه صُرف من قبل.",
    "It was to be spent, but it had been given back already.": "كان سيُصرف لكنه أُعيد من قبل.",
    "{name}: typed by the person, unseen by anybody else.": "{name}: يكتبه بنفسه دون أن يراه أحد.",
    "Look at it at a till with the newest version.": "انظر فيه في صندوق بأحدث إصدار.",
    "Look at the shelf. Is it all there? Then raise the counter with F5.": (
        "انظر إلى الرف. كله موجود؟ فارفع العدّاد بـ F5."
    ),
    "Make the counter: pos-terminal stock init.": "أنشئ العدّاد: pos-terminal stock init.",
    "Make the counters: pos-terminal stock init.": "أنشئ العدّادات: pos-terminal stock init.",
    "More came back than was left of that line; a till took it unchecked.": (
        "عاد أكثر مما بقي من السطر؛ قبله صندوق دون تحقق."
    ),
    "Neither PIN nor badge is taken any more, at no till that has heard of it.": (
        "لا يُقبل الرمز ولا البطاقة في أي صندوق وصله ذلك."
    ),
    "New PIN": "رمز PIN جديد",
    "No centre is set up.": "لم يُعدّ مركز.",
    "No centre is set up: this list is for this till alone.": "لم يُعدّ مركز: القائمة لهذا الصندوق وحده.",
    "Nobody is on the list: the till sells without sign-in. F5 adds a manager.": (
        "القائمة فارغة: يبيع الصندوق دون تسجيل دخول. F5 يضيف مديرًا."
    ),
    "Not counted": "غير معدود",
    "Nothing to do.": "لا شيء يُفعل.",
    "Nothing to do. Does it happen often? Look at its append-only file.": (
        "لا شيء يُفعل. يتكرر؟ انظر في ملف append-only."
    ),
    "Nothing was heard of that till for over 15 minutes.": "لم يُسمع من ذلك الصندوق أكثر من 15 دقيقة.",
    "Older ones": "الأقدم",
    "One more person": "شخص جديد",
    "PIN locked": "الرمز مقفل",
    "Paid without a hold": "دُفع بلا حجز",
    "{name} does not work here any more: press Del.": "لم يعد {name} يعمل هنا: اضغط Del.",
    "Raise": "ارفع",
    "Raise the counter": "ارفع العدّاد",
    "Returned, but not left": "أُعيد ولم يبق",
    "Right to return": "حق الإرجاع",
    "Scan the new badge of {name} now.": "امسح الآن البطاقة الجديدة لـ {name}.",
    "Seen by": "اطّلع عليه",
    "Sells, gives discounts, takes back with a receipt.": "يبيع، يخصم، يُرجع بإيصال.",
    "Settled": "أُنهي",
    "Settled by": "أنهاه",
    "Since": "منذ",
    "Somebody else wrote keys of that name: mend them there.": "كتب غيرنا مفاتيح بهذا الاسم: أصلحها هناك.",
    "Something else": "شيء آخر",
    "State": "الحالة",
    "Stock counters": "عدّادات المخزون",
    "Store credit was given, but to no account, so nobody can spend it.": (
        "أُعطي رصيد بلا حساب، فلا يصرفه أحد."
    ),
    "Switch off": "أوقف",
    "Take on again, with a new PIN": "أعده للعمل برمز جديد",
    "Take the badge back": "اسحب البطاقة",
    "Taken, not given back": "صُرف ولم يُعد",
    "That till has started anew, without that basket.": "بدأ ذلك الصندوق من جديد دون تلك السلة.",
    "The badge of before is nobody's then.": "البطاقة السابقة لا تعود لأحد.",
    "The centre counts {amount}, the stock server nothing.": "يعدّ المركز {amount} وخادم المخزون لا شيء.",
    "The centre does not answer. A change holds here, and goes there as soon as it answers.": (
        "المركز لا يرد. يسري التغيير هنا ويُرسل حين يرد."
    ),
    "The centre does not answer: exceptions cannot be shown now.": "المركز لا يرد: لا يمكن عرض الحالات الآن.",
    "The counter is {amount} too low, for 15 minutes or more.": (
        "العدّاد أقل بمقدار {amount} منذ 15 دقيقة أو أكثر."
    ),
    "The counter seems to be {amount} too high.": "يبدو العدّاد أعلى بمقدار {amount}.",
    "The counter seems to be {amount} too low.": "يبدو العدّاد أقل بمقدار {amount}.",
    "The counter was {amount} too high, and nobody touched it. It is {counter} now.": (
        "كان العدّاد أعلى بمقدار {amount} دون أن يُمسّ. هو الآن {counter}."
    ),
    "The counter was {amount} too low. It is {counter} now.": (
        "كان العدّاد أقل بمقدار {amount}. هو الآن {counter}."
    ),
    "The counters are looked at within a minute.": "تُفحص العدّادات خلال دقيقة.",
    "The list is being fetched.": "تُجلب القائمة.",
    "The list of all tills: {count} may sign in.": "قائمة كل الصناديق: {count} يمكنهم الدخول.",
    "The new PIN once more": "الرمز الجديد مرة أخرى",
    "Either the online store refused an order and kept the goods,": (
        "إما أن المتجر الإلكتروني رفض طلبًا واحتفظ بالبضاعة،"
    ),
    "or it sold them and did not write it down.": "أو باعها ولم يسجّل ذلك.",
    "Stock counters, mended": "عدّادات المخزون، أُصلحت",
    "Every counter is as it should be.": "كل عدّاد كما ينبغي.",
    "Counters looked at {at}, {count} articles.": "فُحصت العدّادات {at}، {count} صنفًا.",
    "The stock server cannot use the keys of this article.": "لا يستطيع خادم المخزون استعمال مفاتيح الصنف.",
    "The stock server is new, or has lost everything.": "خادم المخزون جديد أو فقد كل شيء.",
    "The stock server has lost its last changes.": "فقد خادم المخزون آخر تغييراته.",
    "There is none.": "لا يوجد.",
    "This till does not compare the counters with the centre.": "لا يقارن هذا الصندوق العدّادات بالمركز.",
    "Tills sell it all the same, and show its stock as unknown.": "تبيعه الصناديق مع ذلك ومخزونه مجهول.",
    "What was sold keeps the name. They can be taken on again.": "ما بيع يبقى باسمه. تمكن إعادته للعمل.",
    "When": "متى",
    "badge": "بطاقة",
    "not sent yet": "لم يُرسل",
    "settled": "أُنهي",
    "switched off": "موقوف",
    "{amount} are held by a till that is gone.": "{amount} محجوزة لصندوق توقف.",
    "{amount} free again": "تحرر {amount}",
    "{amount} held?": "{amount} محجوز؟",
    "{amount} in a basket of till {till} are free again.": "تحرر {amount} من سلة الصندوق {till}.",
    "{amount} lowered": "خُفّض {amount}",
    "{amount} raised": "رُفع {amount}",
    "{amount} taken out": "خُصم {amount}",
    "{amount} too high?": "أعلى بـ {amount}؟",
    "{amount} too low": "أقل بـ {amount}",
    "{amount} too low?": "أقل بـ {amount}؟",
    "{amount} went out of stock at the centre; the hold of it is settled.": (
        "خُصم {amount} في المركز؛ سُوّي حجزها."
    ),
    "{amount} were left": "بقي {amount}",
    "{count} articles": "{count} صنفًا",
    "{count} articles are counted at the centre, and not at the stock server.": (
        "{count} صنفًا يعدّها المركز لا خادم المخزون."
    ),
    "{count} new": "{count} جديد",
    "{name}: {amount} more can be sold then. Why?": "{name}: يمكن بيع {amount} أكثر. لماذا؟",
    "{since}, right again at {ended}": "{since}، صحّ {ended}",
}
