"""Texts of the first-run page: answers that cannot be taken, and what its tests found."""

DE: dict[str, str] = {
    "A PIN has 4 to 8 digits. Choose another.": "Eine PIN hat 4 bis 8 Ziffern. Eine andere wählen.",
    "A currency has three letters, such as EUR. Type its code.": (
        "Eine Währung hat drei Buchstaben, etwa EUR. Ihr Kürzel tippen."
    ),
    "A path begins with /. Type it whole, such as /dev/ttyACM0.": (
        "Ein Pfad beginnt mit /. Ganz tippen, etwa /dev/ttyACM0."
    ),
    "A scan came only in part. Scan it again; try another speed if that happens often.": (
        "Ein Scan kam nur halb an. Nochmal scannen; wenn das oft ist, andere Geschwindigkeit."
    ),
    "A till's name has 1 to 8 capital letters (A to Z) and digits. Type another.": (
        "Ein Kassenname hat 1 bis 8 Großbuchstaben (A bis Z) und Ziffern. Einen anderen tippen."
    ),
    "Nothing was saved. {text}": "Nichts wurde gespeichert. {text}",
    "The centre answers and has transactions. Everything is well.": (
        "Die Zentrale antwortet und hat Transaktionen. Alles gut."
    ),
    "The centre does not answer. Check address, network and server.": (
        "Die Zentrale antwortet nicht. Adresse, Netz und Server prüfen."
    ),
    "The centre is a stand-alone server without transactions. Start it as a replica set; "
    "one node is enough.": (
        "Die Zentrale ist ein einzelner Server ohne Transaktionen. Als Replica Set starten; einer genügt."
    ),
    "The centre refuses the user or the password. Correct them in the address.": (
        "Die Zentrale lehnt Benutzer oder Passwort ab. In der Adresse berichtigen."
    ),
    "The centre reports an error ({name}). Ask its keeper to look into its log.": (
        "Die Zentrale meldet einen Fehler ({name}). Wer sie betreut, soll in ihr Protokoll sehen."
    ),
    "The port cannot be read. Plug the scanner in; if it is, add this user to the group dialout.": (
        "Der Anschluss ist nicht lesbar. Scanner einstecken; steckt er, den Benutzer in die Gruppe dialout."
    ),
    "The printer cannot be reached. Check its address, cable and switch.": (
        "Der Drucker ist nicht erreichbar. Adresse, Kabel und Schalter prüfen."
    ),
    "The printer does not say how it is. Switch it off and on; it must speak ESC/POS.": (
        "Der Drucker meldet keinen Zustand. Aus- und einschalten; er muss ESC/POS können."
    ),
    "The printer has no paper. Put a roll in and print again.": (
        "Der Drucker hat kein Papier. Rolle einlegen, nochmal drucken."
    ),
    "The printer is offline. Look at its lamps and its feed key.": (
        "Der Drucker ist offline. Seine Lampen und die Vorschubtaste ansehen."
    ),
    "The printer may not be used. Add this user to the group lp.": (
        "Der Drucker darf nicht benutzt werden. Diesen Benutzer in die Gruppe lp aufnehmen."
    ),
    "The printer stopped in the middle. Look at paper and cover, print again.": (
        "Der Drucker blieb mittendrin stehen. Papier und Deckel prüfen, nochmal drucken."
    ),
    "The printer's cover is open. Close it and print again.": (
        "Der Deckel des Druckers ist offen. Schließen, nochmal drucken."
    ),
    "The server is being asked.": "Der Server wird gefragt.",
    "The servers for a till alone are not installed. Install the package pos-terminal-embedded-centre, "
    "or choose another row.": (
        "Die Server für eine Kasse allein fehlen. Das Paket pos-terminal-embedded-centre installieren "
        "oder eine andere Zeile wählen."
    ),
    "The stock server answers (version {version}). Everything is well.": (
        "Der Bestandsserver antwortet (Version {version}). Alles gut."
    ),
    "The stock server answers, but keeps nothing on disk. Set appendonly to yes there, "
    "or its counters are lost with a power cut.": (
        "Der Bestandsserver antwortet, hebt aber nichts auf. Dort appendonly auf yes setzen, "
        "sonst gehen Zähler bei Stromausfall verloren."
    ),
    "The stock server answers, but may throw counters away when it is full ({policy}). "
    "Set maxmemory-policy to noeviction there.": (
        "Der Bestandsserver antwortet, wirft aber Zähler weg, wenn er voll ist ({policy}). "
        "Dort maxmemory-policy auf noeviction setzen."
    ),
    "The stock server does not answer. Check address, network and server.": (
        "Der Bestandsserver antwortet nicht. Adresse, Netz und Server prüfen."
    ),
    "The stock server does not let this user do what a till does. Give the rights.": (
        "Der Bestandsserver erlaubt diesem Benutzer nicht, was eine Kasse tut. Rechte geben."
    ),
    "The stock server is still loading its data. Test again in a moment.": (
        "Der Bestandsserver lädt noch seine Daten. Gleich nochmal testen."
    ),
    "The stock server is too old ({version}): 6.2 is needed. Upgrade it.": (
        "Der Bestandsserver ist zu alt ({version}): 6.2 muss sein. Erneuern."
    ),
    "The stock server refuses the user or the password. Correct them in the address.": (
        "Der Bestandsserver lehnt Benutzer oder Passwort ab. In der Adresse berichtigen."
    ),
    "The test met a fault of the program ({name}). Go on, and look at the program's log.": (
        "Der Test traf auf einen Fehler des Programms ({name}). Weitermachen und ins Protokoll sehen."
    ),
    "The test page is being printed.": "Die Testseite wird gedruckt.",
    "The test page was sent. Is it whole, with all signs and a straight ruler?": (
        "Die Testseite ist gesendet. Ist sie ganz, mit allen Zeichen und einer Linealzeile?"
    ),
    "The two PINs differ. Type it again, or go back and choose a new one.": (
        "Die zwei PINs sind verschieden. Nochmal tippen, oder zurück und eine neue wählen."
    ),
    "There is a file {path} by now. It was left as it is: close this and start again.": (
        "Inzwischen gibt es {path}. Die Datei blieb, wie sie ist: schließen und neu starten."
    ),
    "There is a sign in it that cannot be used. Erase it and type it again.": (
        "Darin ist ein Zeichen, das nicht geht. Löschen und neu tippen."
    ),
    "This PIN is one of the first that anybody tries. Choose one that is no row of digits.": (
        "Diese PIN probiert jeder zuerst. Eine wählen, die keine Ziffernreihe ist."
    ),
    "This is a read-only copy of the stock server. Type the address of the original.": (
        "Das ist eine Nur-Lese-Kopie des Bestandsservers. Die Adresse des Originals tippen."
    ),
    "This is no address of a centre. Type its name, or mongodb://HOST:PORT/.": (
        "Das ist keine Adresse einer Zentrale. Namen tippen oder mongodb://HOST:PORT/."
    ),
    "This is no address of a printer. Type it like 192.0.2.17 or 192.0.2.17:9100.": (
        "Das ist keine Adresse eines Druckers. So tippen: 192.0.2.17 oder 192.0.2.17:9100."
    ),
    "This is no address of a stock server. Type its name, or redis://HOST:PORT/0.": (
        "Das ist keine Adresse eines Bestandsservers. Namen tippen oder redis://HOST:PORT/0."
    ),
    "This is one node of a cluster, which a till cannot use. Type another server.": (
        "Das ist ein Knoten eines Clusters, den eine Kasse nicht nutzen kann. Anderen Server tippen."
    ),
    "Type the name of the manager, 80 letters at most.": (
        "Den Namen der Leitung tippen, höchstens 80 Buchstaben."
    ),
    "Type the name of the shop, 80 letters at most. It stands on every receipt.": (
        "Den Namen des Ladens tippen, höchstens 80 Buchstaben. Er steht auf jedem Bon."
    ),
    "Type the rate as a number from 0 to 100, such as 7 or 8.25.": (
        "Den Satz als Zahl von 0 bis 100 tippen, etwa 7 oder 8,25."
    ),
    "{path} cannot be written. Make room, or give this user the right to write there.": (
        "{path} ist nicht schreibbar. Platz schaffen oder diesem Benutzer das Recht dazu geben."
    ),
}

AR: dict[str, str] = {
    "A PIN has 4 to 8 digits. Choose another.": "الرقم السري من 4 إلى 8 أرقام. اختر غيره.",
    "A currency has three letters, such as EUR. Type its code.": "للعملة ثلاثة أحرف مثل EUR. اكتب رمزها.",
    "A path begins with /. Type it whole, such as /dev/ttyACM0.": (
        "يبدأ المسار بـ /. اكتبه كاملا، مثل /dev/ttyACM0"
    ),
    "A scan came only in part. Scan it again; try another speed if that happens often.": (
        "وصل المسح ناقصا. امسح مرة أخرى؛ وإن تكرر فجرب سرعة أخرى."
    ),
    "A till's name has 1 to 8 capital letters (A to Z) and digits. Type another.": (
        "اسم الصندوق من 1 إلى 8 أحرف كبيرة (A إلى Z) وأرقام. اكتب غيره."
    ),
    "Nothing was saved. {text}": "لم يحفظ شيء. {text}",
    "The centre answers and has transactions. Everything is well.": "المركز يجيب وفيه معاملات. كل شيء سليم.",
    "The centre does not answer. Check address, network and server.": (
        "المركز لا يجيب. افحص العنوان والشبكة والخادم."
    ),
    "The centre is a stand-alone server without transactions. Start it as a replica set; "
    "one node is enough.": "المركز خادم منفرد بلا معاملات. شغّله كمجموعة نسخ؛ تكفي عقدة واحدة.",
    "The centre refuses the user or the password. Correct them in the address.": (
        "المركز يرفض المستخدم أو كلمة المرور. صححهما في العنوان."
    ),
    "The centre reports an error ({name}). Ask its keeper to look into its log.": (
        "المركز يبلغ عن خطأ ({name}). اطلب من القائم عليه أن ينظر في سجله."
    ),
    "The port cannot be read. Plug the scanner in; if it is, add this user to the group dialout.": (
        "لا يمكن قراءة المنفذ. صل الماسح؛ وإن كان موصولا فأضف المستخدم إلى المجموعة dialout."
    ),
    "The printer cannot be reached. Check its address, cable and switch.": (
        "لا يمكن الوصول إلى الطابعة. افحص عنوانها وكبلها وتشغيلها."
    ),
    "The printer does not say how it is. Switch it off and on; it must speak ESC/POS.": (
        "الطابعة لا تخبر عن حالها. أطفئها وشغلها؛ ويجب أن تفهم ESC/POS."
    ),
    "The printer has no paper. Put a roll in and print again.": "لا ورق في الطابعة. ضع لفة واطبع من جديد.",
    "The printer is offline. Look at its lamps and its feed key.": (
        "الطابعة غير متصلة. انظر إلى أضوائها ومفتاح التغذية."
    ),
    "The printer may not be used. Add this user to the group lp.": (
        "لا يسمح باستعمال الطابعة. أضف هذا المستخدم إلى المجموعة lp."
    ),
    "The printer stopped in the middle. Look at paper and cover, print again.": (
        "توقفت الطابعة في الوسط. افحص الورق والغطاء واطبع من جديد."
    ),
    "The printer's cover is open. Close it and print again.": "غطاء الطابعة مفتوح. أغلقه واطبع من جديد.",
    "The server is being asked.": "يُسأل الخادم الآن.",
    "The servers for a till alone are not installed. Install the package pos-terminal-embedded-centre, "
    "or choose another row.": (
        "خوادم الصندوق المنفرد غير مثبتة. ثبّت الحزمة pos-terminal-embedded-centre أو اختر سطرا آخر."
    ),
    "The stock server answers (version {version}). Everything is well.": (
        "خادم المخزون يجيب (الإصدار {version}). كل شيء سليم."
    ),
    "The stock server answers, but keeps nothing on disk. Set appendonly to yes there, "
    "or its counters are lost with a power cut.": (
        "خادم المخزون يجيب لكنه لا يحفظ على القرص. اضبط appendonly على yes وإلا ضاعت العدادات عند انقطاع "
        "الكهرباء."
    ),
    "The stock server answers, but may throw counters away when it is full ({policy}). "
    "Set maxmemory-policy to noeviction there.": (
        "خادم المخزون يجيب لكنه قد يرمي العدادات عند الامتلاء ({policy}). "
        "اضبط maxmemory-policy على noeviction."
    ),
    "The stock server does not answer. Check address, network and server.": (
        "خادم المخزون لا يجيب. افحص العنوان والشبكة والخادم."
    ),
    "The stock server does not let this user do what a till does. Give the rights.": (
        "خادم المخزون لا يسمح لهذا المستخدم بما يفعله الصندوق. امنحه الحقوق."
    ),
    "The stock server is still loading its data. Test again in a moment.": (
        "خادم المخزون ما زال يحمّل بياناته. اختبر بعد لحظة."
    ),
    "The stock server is too old ({version}): 6.2 is needed. Upgrade it.": (
        "خادم المخزون قديم جدا ({version}): يلزم 6.2. حدّثه."
    ),
    "The stock server refuses the user or the password. Correct them in the address.": (
        "خادم المخزون يرفض المستخدم أو كلمة المرور. صححهما في العنوان."
    ),
    "The test met a fault of the program ({name}). Go on, and look at the program's log.": (
        "صادف الاختبار خللا في البرنامج ({name}). تابع وانظر في سجل البرنامج."
    ),
    "The test page is being printed.": "تُطبع صفحة الاختبار الآن.",
    "The test page was sent. Is it whole, with all signs and a straight ruler?": (
        "أُرسلت صفحة الاختبار. هل هي كاملة بكل الرموز وبسطر قياس مستقيم؟"
    ),
    "The two PINs differ. Type it again, or go back and choose a new one.": (
        "الرقمان السريان مختلفان. اكتبه مرة أخرى، أو ارجع واختر رقما جديدا."
    ),
    "There is a file {path} by now. It was left as it is: close this and start again.": (
        "صار الملف {path} موجودا. تُرك كما هو: أغلق هذا وابدأ من جديد."
    ),
    "There is a sign in it that cannot be used. Erase it and type it again.": (
        "فيه رمز لا يمكن استعماله. امسحه واكتب من جديد."
    ),
    "This PIN is one of the first that anybody tries. Choose one that is no row of digits.": (
        "هذا الرقم أول ما يجربه أي شخص. اختر رقما ليس متسلسلا."
    ),
    "This is a read-only copy of the stock server. Type the address of the original.": (
        "هذه نسخة للقراءة فقط من خادم المخزون. اكتب عنوان الأصل."
    ),
    "This is no address of a centre. Type its name, or mongodb://HOST:PORT/.": (
        "هذا ليس عنوان مركز. اكتب اسمه أو mongodb://HOST:PORT/"
    ),
    "This is no address of a printer. Type it like 192.0.2.17 or 192.0.2.17:9100.": (
        "هذا ليس عنوان طابعة. اكتبه هكذا 192.0.2.17 أو 192.0.2.17:9100"
    ),
    "This is no address of a stock server. Type its name, or redis://HOST:PORT/0.": (
        "هذا ليس عنوان خادم مخزون. اكتب اسمه أو redis://HOST:PORT/0"
    ),
    "This is one node of a cluster, which a till cannot use. Type another server.": (
        "هذه عقدة من عنقود لا يستطيع الصندوق استعمالها. اكتب خادما آخر."
    ),
    "Type the name of the manager, 80 letters at most.": "اكتب اسم المدير، 80 حرفا على الأكثر.",
    "Type the name of the shop, 80 letters at most. It stands on every receipt.": (
        "اكتب اسم المتجر، 80 حرفا على الأكثر. يظهر على كل إيصال."
    ),
    "Type the rate as a number from 0 to 100, such as 7 or 8.25.": (
        "اكتب المعدل رقما من 0 إلى 100، مثل 7 أو 8.25."
    ),
    "{path} cannot be written. Make room, or give this user the right to write there.": (
        "لا يمكن كتابة {path}. أفسح مكانا أو امنح هذا المستخدم حق الكتابة هناك."
    ),
}
