"""German. Source text to translation; `{parameters}` keep their names."""

TEXTS: dict[str, str] = {
    # Words on keys and fields
    "Article": "Artikel",
    "Quantity": "Menge",
    "Unit price": "Einzelpreis",
    "Amount": "Betrag",
    "Total": "Summe",
    "Articles {count}": "Artikel {count}",
    "Change": "Rückgeld",
    "To pay": "Zu zahlen",
    "Payment": "Bezahlen",
    "Customer": "Kunde",
    "later": "später",
    "Code": "Code",
    "Scan, or type a code": "Scannen oder Code tippen",
    "Scan the first article, or find it with F2.": "Ersten Artikel scannen oder mit F2 suchen.",
    "Price of: scan or type": "Preis: scannen, tippen",
    "Approval code": "Genehmigung",
    "Weight in {unit}": "Gewicht in {unit}",
    "weight?": "Gewicht?",
    "Find": "Suchen",
    "Price?": "Preis?",
    "Repeat": "Nochmal",
    "Park": "Parken",
    "Recall ({count})": "Abrufen ({count})",
    "Recall": "Abrufen",
    "Void line": "Zeile weg",
    "Undo": "Zurück",
    "Discount": "Rabatt",
    "More": "Mehr",
    "Help": "Hilfe",
    "Back": "Zurück",
    "Yes": "Ja",
    "No": "Nein",
    "Y": "J",
    "N": "N",
    "Read": "Gelesen",
    "Erase": "Löschen",
    "1 less": "1 weniger",
    "1 more": "1 mehr",
    "Enter": "Enter",
    "Pay": "Zahlen",
    "Space": "Leertaste",
    "Reprint": "Nachdruck",
    "Show receipt": "Bon zeigen",
    "Change price": "Preis ändern",
    "Return": "Retoure",
    "Park, named": "Mit Namen",
    "Open drawer": "Lade öffnen",
    "Manager": "Leitung",
    "Manager, sign out": "Leitung, abmelden",
    "Louder": "Lauter",
    "Quieter": "Leiser",
    "Sound off/on": "Ton aus/an",
    "Light/dark": "Hell/dunkel",
    "Void sale": "Bon-Storno",
    "Devices": "Geräte",
    "Give back": "Zurückgeben",
    "Cashier": "Bediener",
    "Till": "Kasse",
    "TRAINING": "ÜBUNG",
    "Receipt": "Bon",
    "POS Terminal": "Kasse",
    # Pages
    "Find an article": "Artikel suchen",
    "Words of its name, or a part of its code": "Wörter des Namens oder ein Teil des Codes",
    "Nothing found yet: type a word of the name.": "Ein Wort des Namens tippen.",
    "No article has these words.": "Kein Artikel hat diese Wörter.",
    "Keys of this screen": "Tasten dieser Ansicht",
    "Code, Enter: like a scan": "Code, Enter: wie Scan",
    "What was said": "Meldungen",
    "Nothing was said yet.": "Noch keine Meldung.",
    "More keys": "Weitere Tasten",
    "Park with a name": "Mit Namen parken",
    "Name of the basket, may be empty": "Name des Korbs, darf leer sein",
    "Recall a parked basket": "Geparkten Korb abrufen",
    "No basket is parked.": "Kein Korb ist geparkt.",
    "1 line": "1 Zeile",
    "{count} lines": "{count} Zeilen",
    "Without a name": "Ohne Namen",
    "Last receipt": "Letzter Bon",
    "not set up": "fehlt",
    "Paid by card": "Mit Karte bezahlt",
    "Paid by store credit": "Mit Guthaben bezahlt",
    "Paid by gift card": "Mit Gutschein bezahlt",
    "Paid: {method}": "Bezahlt: {method}",
    "Paid, no change": "Bezahlt, kein Rückgeld",
    "Nothing is paid yet.": "Noch nichts bezahlt.",
    "Type the approval code from the card's slip, then Enter.": (
        "Genehmigungsnummer vom Kartenbeleg tippen, dann Enter."
    ),
    "Enter takes all that is due: {method}. Or type an amount.": (
        "Enter nimmt alles, was offen ist: {method}. Oder Betrag tippen."
    ),
    "Enter takes {amount}: {method}.": "Enter nimmt {amount}: {method}.",
    "The next scan begins the next sale.": "Der nächste Scan beginnt den nächsten Bon.",
    # Simulated devices
    "Simulated devices": "Simulierte Geräte",
    "Code to scan": "Code zum Scannen",
    "Scan": "Scannen",
    "Card: yes": "Karte: ja",
    "Card: no": "Karte: nein",
    "Scale": "Waage",
    "Shut drawer": "Lade zu",
    "Drawer shut": "Lade ist zu",
    "Put paper in": "Papier rein",
    "Paper out": "Papier raus",
    "Shut cover": "Deckel zu",
    "Open cover": "Deckel auf",
    "The paper comes out here.": "Hier kommt das Papier heraus.",
    # Notices and refusals
    "Payment has begun: finish it, or go back with Esc.": (
        "Die Zahlung hat begonnen: abschließen oder mit Esc zurück."
    ),
    "{name} is sold by the piece: type a whole number.": (
        "{name} wird stückweise verkauft: ganze Zahl tippen."
    ),
    "That line is not there any more.": "Diese Zeile gibt es nicht mehr.",
    "{name} is sold by weight: void the line and weigh again.": (
        "{name} wird nach Gewicht verkauft: Zeile löschen und neu wiegen."
    ),
    "{name} is not sold by weight.": "{name} wird nicht nach Gewicht verkauft.",
    "{name} needs a weight: put it on the scale or type it.": (
        "{name} braucht ein Gewicht: auf die Waage legen oder tippen."
    ),
    "That question is already answered.": "Diese Frage ist schon beantwortet.",
    "Answer the question first.": "Erst die Frage beantworten.",
    "There is nothing to undo.": "Es gibt nichts zurückzunehmen.",
    "There is nothing to pay: scan an article first.": (
        "Es gibt nichts zu bezahlen: erst einen Artikel scannen."
    ),
    "{name} waits for its weight: put it on the scale, or type 0.345 and Enter.": (
        "{name} wartet auf das Gewicht: auf die Waage legen oder 0,345 und Enter tippen."
    ),
    "First answer whether the customer is {age} or older.": (
        "Erst beantworten, ob der Kunde {age} oder älter ist."
    ),
    "{name}: only {left} left. Take the line out, or call the manager.": (
        "{name}: nur noch {left} da. Zeile löschen oder die Leitung rufen."
    ),
    "{name}: the stock cannot be asked now, and it may not be sold without.": (
        "{name}: Der Bestand antwortet nicht, und ohne ihn darf nicht verkauft werden."
    ),
    "{name}: only {left} left in stock.": "{name}: nur noch {left} im Bestand.",
    "{name}: more is sold than the stock says ({left} left). Selling goes on.": (
        "{name}: mehr verkauft, als da ist (noch {left}). Es geht weiter."
    ),
    "{name}: that quantity cannot be sold.": "{name}: Diese Menge kann nicht verkauft werden.",
    "This way of paying is not set up.": "Diese Zahlungsart ist nicht eingerichtet.",
    "{method}: not set up.": "{method}: nicht eingerichtet.",
    "That payment is not there any more.": "Diese Zahlung gibt es nicht mehr.",
    "A card payment was taken: give it back with Del (and on the card terminal) before you leave.": (
        "Eine Kartenzahlung ist da: erst mit Entf (und am Kartengerät) zurückgeben, dann hinaus."
    ),
    "Give back {amount_minor} in cash.": "{amount_minor} bar zurückgeben.",
    "Type an amount, or press Enter for what is due.": ("Betrag tippen oder Enter für alles, was offen ist."),
    "That is too long for an approval code: type the short one, not the card's number.": (
        "Zu lang für eine Genehmigung: die kurze Nummer tippen, nicht die der Karte."
    ),
    "Stock: {text}": "Bestand: {text}",
    "Type the approval code from the card's slip.": "Genehmigungsnummer vom Kartenbeleg tippen.",
    "A card pays at most what is due: {due_minor}.": "Die Karte zahlt höchstens den Rest: {due_minor}.",
    "{name} cannot be sold: its tax class {tax_class} is not set up. Call the manager.": (
        "{name} kann nicht verkauft werden: Steuerklasse {tax_class} fehlt. Die Leitung rufen."
    ),
    "There is no article to repeat.": "Es gibt keinen Artikel zu wiederholen.",
    "There is no sale to void.": "Es gibt keinen Bon zu stornieren.",
    "There is nothing to park.": "Es gibt nichts zu parken.",
    "That basket is not parked any more.": "Dieser Korb ist nicht mehr geparkt.",
    "That article is not sold any more: search again.": ("Diesen Artikel gibt es nicht mehr: neu suchen."),
    "There is no such receipt.": "Diesen Bon gibt es nicht.",
    "Code {code} is unknown: scan again. F2 finds it, ⇧F4: department.": (
        "Code {code} ist unbekannt: neu scannen. F2 sucht, ⇧F4: Warengruppe."
    ),
    "Code {code} has a wrong check digit: scan again, or type it anew.": (
        "Code {code}: Prüfziffer falsch. Nochmal scannen oder neu tippen."
    ),
    "No code was read: scan again.": "Kein Code gelesen: nochmal scannen.",
    "That code is too long to be an article: scan its other barcode.": (
        "Dieser Code ist zu lang für einen Artikel: den anderen Strichcode scannen."
    ),
    "That code cannot be read: scan its other barcode, or find it with F2.": (
        "Dieser Code ist nicht lesbar: den anderen scannen oder mit F2 suchen."
    ),
    "Several articles have code {code}: choose one.": "Mehrere Artikel haben Code {code}: einen wählen.",
    "The till could not do that: try it again. Call the manager if it happens once more.": (
        "Das ging nicht: nochmal versuchen. Geht es wieder nicht, die Leitung rufen."
    ),
    "A scan came only in part and was thrown away: scan again.": (
        "Ein Scan kam nur teilweise an und wurde verworfen: nochmal scannen."
    ),
    "The disk takes no entries: nothing can be paid. The basket stays. Call the manager.": (
        "Die Platte nimmt nichts an: Zahlen geht nicht. Der Korb bleibt. Die Leitung rufen."
    ),
    "The disk takes entries again.": "Die Platte nimmt wieder Einträge an.",
    "A copy of receipt {receipt_no} goes to the printer.": (
        "Eine Kopie von Bon {receipt_no} geht zum Drucker."
    ),
    "A receipt could not be printed. Print it again with F9.": (
        "Ein Bon konnte nicht gedruckt werden. Mit F9 nochmal drucken."
    ),
    "The drawer did not open. Open it with its key, then press on.": (
        "Die Lade ging nicht auf. Mit dem Schlüssel öffnen, dann weiter."
    ),
    "The printer is ready again.": "Der Drucker ist wieder bereit.",
    "The paper is nearly at its end.": "Das Papier geht zu Ende.",
    "The printer has no paper. Selling goes on; receipts print when there is paper.": (
        "Der Drucker hat kein Papier. Verkauf geht weiter; Bons kommen, wenn Papier da ist."
    ),
    "The printer's cover is open. Receipts print when it is closed.": (
        "Der Deckel des Druckers ist offen. Bons kommen, wenn er zu ist."
    ),
    "The printer does not answer. Selling goes on; receipts wait.": (
        "Der Drucker antwortet nicht. Verkauf geht weiter; Bons warten."
    ),
    "The printer does not say how it is. Selling goes on; receipts wait.": (
        "Der Drucker meldet keinen Zustand. Verkauf geht weiter; Bons warten."
    ),
    "No printer is set up.": "Kein Drucker ist eingerichtet.",
    "The printer cannot say how it is.": "Der Drucker kann keinen Zustand melden.",
    "The printer {device} is gone: look at its cable.": "Drucker {device} ist weg: Kabel prüfen.",
    "The scanner {device} is back.": "Scanner {device} ist wieder da.",
    "The scanner {device} is gone: look at its cable. Codes can be typed.": (
        "Scanner {device} ist weg: Kabel prüfen. Codes lassen sich tippen."
    ),
    "The centre answers again.": "Die Zentrale antwortet wieder.",
    "The centre does not answer. Selling goes on; sales arrive later.": (
        "Die Zentrale antwortet nicht. Verkauf geht weiter; Bons kommen später an."
    ),
    "The centre holds another history of this till: nothing is sent. Call the manager.": (
        "Die Zentrale hat eine andere Geschichte dieser Kasse: nichts wird gesendet. Die Leitung rufen."
    ),
    "The stock answers again.": "Der Bestand antwortet wieder.",
    "The stock does not answer. Selling goes on, stock is unknown.": (
        "Der Bestand antwortet nicht. Verkauf geht weiter, Bestand unbekannt."
    ),
    "The stock counter of {product_id} cannot be used. Selling goes on. Call the manager.": (
        "Der Bestandszähler von Artikel {product_id} ist unbrauchbar. Es geht weiter. Die Leitung rufen."
    ),
    "The list of articles cannot be read. Call the manager.": (
        "Die Artikelliste ist nicht lesbar. Die Leitung rufen."
    ),
    "The basket is as it was before the restart: {lines} lines.": (
        "Der Korb ist wie vor dem Neustart: {lines} Zeilen."
    ),
    "The drawer is back.": "Die Lade ist wieder da.",
    "The drawer is gone: look at its cable. Use the key.": "Die Lade ist weg: Kabel prüfen, dann Schlüssel.",
    "The scale is back.": "Die Waage ist wieder da.",
    "The scale is gone: look at its cable. Weights can be typed.": (
        "Die Waage ist weg: Kabel prüfen. Gewichte lassen sich tippen."
    ),
    "The card terminal is back.": "Das Kartengerät ist wieder da.",
    "The card terminal is gone: look at its cable. Take cash.": (
        "Das Kartengerät ist weg: Kabel prüfen. Bar kassieren."
    ),
    "The clock jumped by {minutes} minutes. Call the manager if the time is wrong.": (
        "Die Uhr sprang um {minutes} Minuten. Die Leitung rufen, wenn die Zeit falsch ist."
    ),
    "The sale is voided.": "Der Bon ist storniert.",
    "The basket is parked.": "Der Korb ist geparkt.",
    "The basket is back.": "Der Korb ist wieder da.",
    "The line is voided.": "Die Zeile ist gelöscht.",
    "{name} is voided.": "{name} ist gelöscht.",
    "The articles with an age limit were taken out.": ("Die Artikel mit Altersgrenze wurden herausgenommen."),
    "Receipt {receipt_no}.": "Bon {receipt_no}.",
    "Not built yet: {feature}.": "Noch nicht gebaut: {feature}.",
    "That amount cannot be read: type digits, with one point at most.": (
        "Dieser Betrag ist nicht lesbar: Ziffern mit höchstens einem Komma tippen."
    ),
    "For a weight type it with its decimals, such as 1.000.": (
        "Ein Gewicht mit Nachkommastellen tippen, etwa 1,000."
    ),
    "That quantity cannot be read: type a number, then ×.": (
        "Diese Menge ist nicht lesbar: Zahl tippen, dann ×."
    ),
    # The large field
    "Unknown code": "Unbekannter Code",
    "Wrong check digit": "Prüfziffer falsch",
    "Nothing read": "Nichts gelesen",
    "Not an article": "Kein Artikel",
    "Not readable": "Nicht lesbar",
    "Scan again": "Nochmal scannen",
    "Payment has begun": "Zahlung läuft",
    "Approval code missing": "Genehmigung fehlt",
    "No approval code": "Keine Genehmigung",
    "Age question open": "Alter nicht geklärt",
    "Weigh or type weight": "Wiegen oder tippen",
    "Articles unreadable": "Artikel nicht lesbar",
    "Not enough in stock": "Bestand reicht nicht",
    "Stock unknown": "Bestand unbekannt",
    "Stock below zero": "Bestand unter null",
    "Cannot be stored": "Speichern geht nicht",
    "Nothing to pay": "Nichts zu zahlen",
    "Price, not sold": "Preis, nicht verkauft",
    "Paid": "Bezahlt",
    "Sale voided": "Bon storniert",
    "Parked": "Geparkt",
    "Recalled": "Abgerufen",
    "Line voided": "Zeile gelöscht",
    "Copy to the printer": "Kopie zum Drucker",
    "Not done": "Nicht gelungen",
    # Questions
    "Is the customer {age} or older?": "Ist der Kunde {age} oder älter?",
    "Is the customer {age} or older? ({name})": "Ist der Kunde {age} oder älter? ({name})",
    "Really {milli} of {name}?": "Wirklich {milli} mal {name}?",
    "Really {amount_minor} in cash for {due_minor}?": "Wirklich {amount_minor} bar für {due_minor}?",
    "Did receipt {receipt_no} come out of the printer whole?": (
        "Kam Bon {receipt_no} vollständig aus dem Drucker?"
    ),
    "Void the whole sale?": "Den ganzen Bon stornieren?",
    # Status strip
    "Printer": "Drucker",
    "Scanner": "Scanner",
    "Stock": "Bestand",
    "Centre": "Zentrale",
    "Disk": "Platte",
    "Clock": "Uhr",
    "ready": "bereit",
    "paper low": "wenig Papier",
    "no paper": "kein Papier",
    "cover open": "Deckel offen",
    "away": "weg",
    "silent": "stumm",
    "none": "keiner",
    "no status": "ohne Status",
    "gone": "weg",
    "stopped": "angehalten",
    "full": "voll",
    "jumped": "sprang",
    "{count} wait": "{count} warten",
    "too few": "zu wenig",
    "oversold": "überverkauft",
    "stock?": "Bestand?",
    "weigh": "wiegen",
    "age?": "Alter?",
    "typed": "getippt",
    "age ok": "Alter ok",
    "Cash": "Bar",
    "Card": "Karte",
    "Store credit": "Guthaben",
    "Gift card": "Gutschein",
    "Note": "Hinweis",
    "Good": "Gut",
    "Look": "Achtung",
    "Error": "Fehler",
    # Help
    "Help everywhere": "Hilfe überall",
    "Park (type a name first)": "Parken (Name vorher)",
    "Reprint the last receipt": "Letzten Bon nachdrucken",
    "Show the last receipt": "Letzten Bon zeigen",
    "Open drawer, no sale": "Lade öffnen, kein Verkauf",
    "Sound off or on": "Ton aus oder an",
    "Quantity, then the article": "Menge, dann der Artikel",
    "One more on this line": "Eins mehr in dieser Zeile",
    "One less on this line": "Eins weniger in der Zeile",
    "Void this line": "Diese Zeile löschen",
    "Void the whole sale": "Ganzen Bon stornieren",
    "Price without selling": "Preis ohne Verkauf",
    "Last article once more": "Letzter Artikel nochmal",
    "Take what is typed or due": "Getipptes oder Rest nehmen",
    "Erase a character": "Ein Zeichen löschen",
    "Take 1st amount offered": "Ersten Vorschlag nehmen",
    "Take 2nd amount offered": "Zweiten Vorschlag nehmen",
    "Take 3rd amount offered": "Dritten Vorschlag nehmen",
    "Take 4th amount offered": "Vierten Vorschlag nehmen",
    "Give last payment back": "Letzte Zahlung zurück",
    "Mark another line": "Andere Zeile markieren",
    "A page up or down": "Seite auf oder ab",
    "First, End: newest": "Erste, Ende: neueste",
    # Keys of the keyboard
    "Del": "Entf",
    "⇧Del": "⇧Entf",
    "Ins": "Einfg",
    "Ctrl Z": "Strg Z",
    "PgUp": "Bild↑",
    "Home": "Pos1",
}
