"""Texts of the first-run page: its questions."""

DE: dict[str, str] = {
    "1 to 8 capital letters and digits, such as T1.": "1 bis 8 Großbuchstaben und Ziffern, etwa T1.",
    "58 mm": "58 mm",
    "80 mm": "80 mm",
    "A few questions, then the till can sell. Choose your language and press Enter.": (
        "Ein paar Fragen, dann kann die Kasse verkaufen. Sprache wählen, Enter drücken."
    ),
    "A manager may do everything, and takes the others on.": (
        "Die Leitung darf alles und stellt die anderen ein."
    ),
    "A name or address; with a password mongodb://USER:PASSWORD@HOST/.": (
        "Name oder Adresse; mit Passwort mongodb://USER:PASSWORD@HOST/."
    ),
    "A name or address; with a password redis://USER:PASSWORD@HOST:6379/0.": (
        "Name oder Adresse; mit Passwort redis://USER:PASSWORD@HOST:6379/0."
    ),
    "Address of the printer": "Adresse des Druckers",
    "Another country": "Ein anderes Land",
    "Another serial port": "Ein anderer serieller Anschluss",
    "As a keyboard": "Als Tastatur",
    "At this machine, by its device": "An diesem Gerät, als Gerätedatei",
    "Capital": "Groß",
    "Centre: MongoDB, a replica set": "Zentrale: MongoDB, ein Replica Set",
    "Choose a PIN that nobody guesses. It is not shown and not written down.": (
        "Eine PIN wählen, die niemand errät. Sie wird nicht gezeigt und nicht aufgeschrieben."
    ),
    "Country": "Land",
    "Currency": "Währung",
    "Currency, three letters": "Währung, drei Buchstaben",
    "Device of the printer": "Gerätedatei des Druckers",
    "Each has a PIN; the first manager is next.": "Alle haben eine PIN; die Leitung kommt als Nächstes.",
    "Everybody may do everything.": "Alle dürfen alles.",
    "Exempt": "Steuerfrei",
    "First manager": "Erste Leitung",
    "For example EUR, USD or JOD.": "Zum Beispiel EUR, USD oder JOD.",
    "For several tills or an online store.": "Für mehrere Kassen oder einen Onlineshop.",
    "How is the receipt printer connected?": "Wie ist der Bondrucker angeschlossen?",
    "How wide is its paper?": "Wie breit ist sein Papier?",
    "In the network": "Im Netz",
    "Is everything right?": "Stimmt alles?",
    "It brings its own servers.": "Sie bringt ihre eigenen Server mit.",
    "It is saved as {path}, then the till starts.": "Gespeichert wird als {path}, dann startet die Kasse.",
    "It stands at the top of every receipt.": "Er steht oben auf jedem Bon.",
    "It stands below the name. A comma begins a new line.": (
        "Sie steht unter dem Namen. Ein Komma beginnt eine neue Zeile."
    ),
    "It stands on the receipt; leave it empty where you have none.": (
        "Sie steht auf dem Bon; leer lassen, wenn es keine gibt."
    ),
    "Language": "Sprache",
    "Most scanners type like a keyboard and need no more. Which one is it?": (
        "Die meisten Scanner tippen wie eine Tastatur und brauchen nichts weiter. Welcher ist es?"
    ),
    "Name of the manager": "Name der Leitung",
    "Name of the shop": "Name des Ladens",
    "Name of this till": "Name dieser Kasse",
    "No printer": "Kein Drucker",
    "No servers": "Keine Server",
    "No two tills of a shop have the same name. It begins every receipt number.": (
        "Keine zwei Kassen eines Ladens heißen gleich. Damit beginnt jede Bonnummer."
    ),
    "Nobody signs in": "Niemand meldet sich an",
    "Other speed": "Andere Geschw.",
    "PIN, 4 to 8 digits": "PIN, 4 bis 8 Ziffern",
    "Path of the serial port": "Pfad des seriellen Anschlusses",
    "Prices on the shelf": "Preise am Regal",
    "Print a test page": "Testseite",
    "Read: {text}": "Gelesen: {text}",
    "Receipt printer": "Bondrucker",
    "Reduced rate": "Ermäßigt",
    "Sales stay in this till; no stock is counted.": (
        "Verkäufe bleiben in dieser Kasse; kein Bestand wird gezählt."
    ),
    "Save and start": "Speichern, starten",
    "Scan something now. What is read stands here; is it what the label says?": (
        "Jetzt etwas scannen. Hier steht, was gelesen wurde: Ist es das, was auf dem Etikett steht?"
    ),
    "Serial port": "Serieller Anschluss",
    "Servers": "Server",
    "Servers of the shop": "Server des Ladens",
    "Shop": "Laden",
    "Simulated, for practice": "Nachgebildet, zum Üben",
    "Speed": "Geschwindigkeit",
    "Standard rate": "Voller Satz",
    "Stock server": "Bestandsserver",
    "Stock server: Redis or Valkey": "Bestandsserver: Redis oder Valkey",
    "Such as /dev/ttyACM0 or /dev/ttyS0.": "Etwa /dev/ttyACM0 oder /dev/ttyS0.",
    "Such as /dev/usb/lp0.": "Etwa /dev/usb/lp0.",
    "Such as 192.0.2.17; with another port than 9100: 192.0.2.17:9101.": (
        "Etwa 192.0.2.17; mit anderem Port als 9100: 192.0.2.17:9101."
    ),
    "Tax": "Steuer",
    "Tax in per cent": "Steuer in Prozent",
    "Tax number": "Steuernummer",
    "Tax rates": "Steuersätze",
    "Test": "Testen",
    "The law here asks for a certified register. This program has no fiscal module: "
    "do not use it as your register of record.": (
        "Hier verlangt das Gesetz eine zertifizierte Kasse. Dieses Programm hat kein Fiskalmodul: "
        "nicht als Kasse im Sinn des Gesetzes benutzen."
    ),
    "The rate that most of your goods have; 0 where there is none.": (
        "Der Satz, den die meisten Waren haben; 0, wenn es keinen gibt."
    ),
    "The same PIN once more": "Dieselbe PIN noch einmal",
    "The staff signs in": "Das Personal meldet sich an",
    "These rates are proposed: check them. They can be changed in the file later.": (
        "Diese Sätze sind ein Vorschlag: prüfen. Sie lassen sich später in der Datei ändern."
    ),
    "This till alone": "Diese Kasse allein",
    "Try the scanner": "Scanner ausprobieren",
    "Welcome": "Willkommen",
    "Where are the shop's stock and sales kept?": "Wo liegen Bestand und Verkäufe des Ladens?",
    "Where is the shop? Currency and tax are proposed from it.": (
        "Wo ist der Laden? Währung und Steuer werden danach vorgeschlagen."
    ),
    "Who works at this till?": "Wer arbeitet an dieser Kasse?",
    "with tax": "mit Steuer",
    "without tax": "ohne Steuer",
}

AR: dict[str, str] = {
    "1 to 8 capital letters and digits, such as T1.": "من 1 إلى 8 أحرف لاتينية كبيرة وأرقام، مثل T1.",
    "58 mm": "58 مم",
    "80 mm": "80 مم",
    "A few questions, then the till can sell. Choose your language and press Enter.": (
        "بضعة أسئلة ثم يمكن البيع. اختر لغتك واضغط Enter."
    ),
    "A manager may do everything, and takes the others on.": "المدير يفعل كل شيء ويضيف الآخرين.",
    "A name or address; with a password mongodb://USER:PASSWORD@HOST/.": (
        "اسم أو عنوان؛ مع كلمة مرور mongodb://USER:PASSWORD@HOST/"
    ),
    "A name or address; with a password redis://USER:PASSWORD@HOST:6379/0.": (
        "اسم أو عنوان؛ مع كلمة مرور redis://USER:PASSWORD@HOST:6379/0"
    ),
    "Address of the printer": "عنوان الطابعة",
    "Another country": "بلد آخر",
    "Another serial port": "منفذ تسلسلي آخر",
    "As a keyboard": "كلوحة مفاتيح",
    "At this machine, by its device": "موصولة بهذا الجهاز، بملف جهازها",
    "Capital": "حرف كبير",
    "Centre: MongoDB, a replica set": "المركز: MongoDB كمجموعة نسخ",
    "Choose a PIN that nobody guesses. It is not shown and not written down.": (
        "اختر رقما سريا لا يخمنه أحد. لا يعرض ولا يكتب."
    ),
    "Country": "البلد",
    "Currency": "العملة",
    "Currency, three letters": "العملة، ثلاثة أحرف",
    "Device of the printer": "ملف جهاز الطابعة",
    "Each has a PIN; the first manager is next.": "لكل شخص رقم سري؛ المدير الأول هو التالي.",
    "Everybody may do everything.": "الكل يفعل كل شيء.",
    "Exempt": "معفى",
    "First manager": "المدير الأول",
    "For example EUR, USD or JOD.": "مثلا EUR أو USD أو JOD.",
    "For several tills or an online store.": "لعدة صناديق أو لمتجر إلكتروني.",
    "How is the receipt printer connected?": "كيف توصل طابعة الإيصالات؟",
    "How wide is its paper?": "ما عرض ورقها؟",
    "In the network": "في الشبكة",
    "Is everything right?": "هل كل شيء صحيح؟",
    "It brings its own servers.": "يأتي بخوادمه معه.",
    "It is saved as {path}, then the till starts.": "يحفظ باسم {path} ثم يبدأ الصندوق.",
    "It stands at the top of every receipt.": "يظهر أعلى كل إيصال.",
    "It stands below the name. A comma begins a new line.": "يظهر تحت الاسم. الفاصلة تبدأ سطرا جديدا.",
    "It stands on the receipt; leave it empty where you have none.": (
        "يظهر على الإيصال؛ اتركه فارغا إن لم يوجد."
    ),
    "Language": "اللغة",
    "Most scanners type like a keyboard and need no more. Which one is it?": (
        "معظم الماسحات تكتب كلوحة مفاتيح ولا تحتاج إلى شيء. أيها لديك؟"
    ),
    "Name of the manager": "اسم المدير",
    "Name of the shop": "اسم المتجر",
    "Name of this till": "اسم هذا الصندوق",
    "No printer": "بلا طابعة",
    "No servers": "بلا خوادم",
    "No two tills of a shop have the same name. It begins every receipt number.": (
        "لا يحمل صندوقان في المتجر الاسم نفسه. به يبدأ كل رقم إيصال."
    ),
    "Nobody signs in": "لا أحد يسجل الدخول",
    "Other speed": "سرعة أخرى",
    "PIN, 4 to 8 digits": "الرقم السري، 4 إلى 8 أرقام",
    "Path of the serial port": "مسار المنفذ التسلسلي",
    "Prices on the shelf": "الأسعار على الرف",
    "Print a test page": "صفحة اختبار",
    "Read: {text}": "قُرئ: {text}",
    "Receipt printer": "طابعة الإيصالات",
    "Reduced rate": "معدل مخفض",
    "Sales stay in this till; no stock is counted.": "تبقى المبيعات في هذا الصندوق؛ ولا يحسب المخزون.",
    "Save and start": "احفظ وابدأ",
    "Scan something now. What is read stands here; is it what the label says?": (
        "امسح شيئا الآن. ما يُقرأ يظهر هنا؛ هل هو ما على الملصق؟"
    ),
    "Serial port": "منفذ تسلسلي",
    "Servers": "الخوادم",
    "Servers of the shop": "خوادم المتجر",
    "Shop": "المتجر",
    "Simulated, for practice": "محاكاة للتدريب",
    "Speed": "السرعة",
    "Standard rate": "المعدل الأساسي",
    "Stock server": "خادم المخزون",
    "Stock server: Redis or Valkey": "خادم المخزون: Redis أو Valkey",
    "Such as /dev/ttyACM0 or /dev/ttyS0.": "مثل /dev/ttyACM0 أو /dev/ttyS0",
    "Such as /dev/usb/lp0.": "مثل /dev/usb/lp0",
    "Such as 192.0.2.17; with another port than 9100: 192.0.2.17:9101.": (
        "مثل 192.0.2.17؛ ومع منفذ غير 9100 هكذا 192.0.2.17:9101"
    ),
    "Tax": "الضريبة",
    "Tax in per cent": "الضريبة بالمئة",
    "Tax number": "الرقم الضريبي",
    "Tax rates": "معدلات الضريبة",
    "Test": "اختبر",
    "The law here asks for a certified register. This program has no fiscal module: "
    "do not use it as your register of record.": (
        "القانون هنا يطلب صندوقا معتمدا. لا توجد في هذا البرنامج وحدة ضريبية: لا تستعمله صندوقا رسميا."
    ),
    "The rate that most of your goods have; 0 where there is none.": "معدل أكثر بضائعك؛ 0 إن لم توجد ضريبة.",
    "The same PIN once more": "الرقم السري نفسه مرة أخرى",
    "The staff signs in": "الموظفون يسجلون الدخول",
    "These rates are proposed: check them. They can be changed in the file later.": (
        "هذه المعدلات مقترحة: تحقق منها. يمكن تغييرها في الملف لاحقا."
    ),
    "This till alone": "هذا الصندوق وحده",
    "Try the scanner": "جرّب الماسح",
    "Welcome": "أهلا وسهلا",
    "Where are the shop's stock and sales kept?": "أين يُحفظ مخزون المتجر ومبيعاته؟",
    "Where is the shop? Currency and tax are proposed from it.": "أين المتجر؟ منه تُقترح العملة والضريبة.",
    "Who works at this till?": "من يعمل على هذا الصندوق؟",
    "with tax": "مع الضريبة",
    "without tax": "بدون ضريبة",
}
