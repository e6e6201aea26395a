"""Arabic, set from right to left; digits stay Latin. Source text to translation."""

TEXTS: dict[str, str] = {
    # Words on keys and fields
    "Article": "الصنف",
    "Quantity": "الكمية",
    "Unit price": "سعر الوحدة",
    "Amount": "المبلغ",
    "Total": "المجموع",
    "Articles {count}": "الأصناف {count}",
    "Change": "الباقي",
    "To pay": "المطلوب",
    "Payment": "الدفع",
    "Customer": "العميل",
    "later": "لاحقًا",
    "Code": "الرمز",
    "Scan, or type a code": "امسح الرمز أو اكتبه",
    "Scan the first article, or find it with F2.": "امسح أول صنف، أو ابحث عنه بمفتاح F2.",
    "Price of: scan or type": "السعر: امسح أو اكتب",
    "Approval code": "رمز الموافقة",
    "Weight in {unit}": "الوزن بوحدة {unit}",
    "weight?": "الوزن؟",
    "Find": "بحث",
    "Price?": "السعر؟",
    "Repeat": "تكرار",
    "Park": "تعليق",
    "Recall ({count})": "استرجاع ({count})",
    "Recall": "استرجاع",
    "Void line": "حذف السطر",
    "Undo": "تراجع",
    "Discount": "خصم",
    "More": "المزيد",
    "Help": "مساعدة",
    "Back": "رجوع",
    "Yes": "نعم",
    "No": "لا",
    "Y": "ن",
    "N": "ل",
    "Read": "قُرئت",
    "Erase": "مسح",
    "1 less": "إنقاص 1",
    "1 more": "زيادة 1",
    "Enter": "إدخال",
    "Pay": "دفع",
    "Space": "مسافة",
    "Reprint": "إعادة طباعة",
    "Show receipt": "عرض الإيصال",
    "Change price": "تغيير السعر",
    "Return": "إرجاع",
    "Park, named": "تعليق باسم",
    "Open drawer": "فتح الدرج",
    "Manager": "المدير",
    "Manager, sign out": "المدير، تسجيل الخروج",
    "Louder": "أعلى",
    "Quieter": "أخفض",
    "Sound off/on": "الصوت",
    "Light/dark": "فاتح/داكن",
    "Void sale": "إلغاء البيع",
    "Devices": "الأجهزة",
    "Give back": "إعادة المبلغ",
    "Cashier": "أمين الصندوق",
    "Till": "الصندوق",
    "TRAINING": "تدريب",
    "Receipt": "الإيصال",
    "POS Terminal": "نقطة البيع",
    # Pages
    "Find an article": "البحث عن صنف",
    "Words of its name, or a part of its code": "كلمات من اسمه أو جزء من رمزه",
    "Nothing found yet: type a word of the name.": "اكتب كلمة من الاسم.",
    "No article has these words.": "لا صنف بهذه الكلمات.",
    "Keys of this screen": "مفاتيح هذه الشاشة",
    "Code, Enter: like a scan": "رمز ثم إدخال: كالمسح",
    "What was said": "الرسائل",
    "Nothing was said yet.": "لا رسائل بعد.",
    "More keys": "مفاتيح أخرى",
    "Park with a name": "تعليق باسم",
    "Name of the basket, may be empty": "اسم السلة، ويجوز تركه فارغًا",
    "Recall a parked basket": "استرجاع سلة معلّقة",
    "No basket is parked.": "لا سلة معلّقة.",
    "1 line": "سطر واحد",
    "{count} lines": "الأسطر {count}",
    "Without a name": "بلا اسم",
    "Last receipt": "آخر إيصال",
    "not set up": "غير معدّ",
    "Paid by card": "دُفع بالبطاقة",
    "Paid by store credit": "دُفع برصيد المتجر",
    "Paid by gift card": "دُفع ببطاقة هدية",
    "Paid: {method}": "دُفع: {method}",
    "Paid, no change": "دُفع، بلا باقٍ",
    "Nothing is paid yet.": "لم يُدفع شيء بعد.",
    "Type the approval code from the card's slip, then Enter.": "اكتب رمز الموافقة من القسيمة ثم إدخال.",
    "Enter takes all that is due: {method}. Or type an amount.": (
        "إدخال يأخذ كل المطلوب: {method}. أو اكتب مبلغًا."
    ),
    "Enter takes {amount}: {method}.": "إدخال يأخذ {amount}: {method}.",
    "The next scan begins the next sale.": "المسح التالي يبدأ البيع التالي.",
    # Simulated devices
    "Simulated devices": "أجهزة محاكاة",
    "Code to scan": "رمز للمسح",
    "Scan": "مسح",
    "Card: yes": "البطاقة: نعم",
    "Card: no": "البطاقة: لا",
    "Scale": "الميزان",
    "Shut drawer": "أغلق الدرج",
    "Drawer shut": "الدرج مغلق",
    "Put paper in": "ضع ورقًا",
    "Paper out": "انزع الورق",
    "Shut cover": "أغلق الغطاء",
    "Open cover": "افتح الغطاء",
    "The paper comes out here.": "يخرج الورق هنا.",
    # Notices and refusals
    "Payment has begun: finish it, or go back with Esc.": "بدأ الدفع: أكمله أو ارجع بمفتاح Esc.",
    "{name} is sold by the piece: type a whole number.": "{name} يباع بالقطعة: اكتب عددًا صحيحًا.",
    "That line is not there any more.": "لم يعد هذا السطر موجودًا.",
    "{name} is sold by weight: void the line and weigh again.": "{name} يباع بالوزن: احذف السطر وزِن من جديد.",
    "{name} is not sold by weight.": "{name} لا يباع بالوزن.",
    "{name} needs a weight: put it on the scale or type it.": "{name} يحتاج وزنًا: ضعه على الميزان أو اكتبه.",
    "That question is already answered.": "أُجيب عن هذا السؤال من قبل.",
    "Answer the question first.": "أجب عن السؤال أولًا.",
    "There is nothing to undo.": "لا شيء للتراجع عنه.",
    "There is nothing to pay: scan an article first.": "لا شيء للدفع: امسح صنفًا أولًا.",
    "{name} waits for its weight: put it on the scale, or type 0.345 and Enter.": (
        "{name} ينتظر وزنه: ضعه على الميزان، أو اكتب 0.345 ثم إدخال."
    ),
    "First answer whether the customer is {age} or older.": "أجب أولًا: هل عمر العميل {age} أو أكثر؟",
    "{name}: only {left} left. Take the line out, or call the manager.": (
        "{name}: بقي {left} فقط. احذف السطر أو نادِ المدير."
    ),
    "{name}: the stock cannot be asked now, and it may not be sold without.": (
        "{name}: لا يمكن معرفة المخزون الآن، ولا يجوز بيعه دون ذلك."
    ),
    "{name}: only {left} left in stock.": "{name}: بقي {left} فقط في المخزون.",
    "{name}: more is sold than the stock says ({left} left). Selling goes on.": (
        "{name}: بيع أكثر مما في المخزون (بقي {left}). البيع مستمر."
    ),
    "{name}: that quantity cannot be sold.": "{name}: لا يمكن بيع هذه الكمية.",
    "This way of paying is not set up.": "طريقة الدفع هذه غير معدّة.",
    "{method}: not set up.": "{method}: غير معدّة.",
    "That payment is not there any more.": "لم تعد هذه الدفعة موجودة.",
    "A card payment was taken: give it back with Del (and on the card terminal) before you leave.": (
        "أُخذت دفعة بطاقة: أعدها بمفتاح Del (وعلى جهاز البطاقات) قبل الرجوع."
    ),
    "Give back {amount_minor} in cash.": "أعد {amount_minor} نقدًا.",
    "Type an amount, or press Enter for what is due.": "اكتب مبلغًا، أو اضغط إدخال للمطلوب كله.",
    "That is too long for an approval code: type the short one, not the card's number.": (
        "هذا أطول من رمز الموافقة: اكتب الرمز القصير لا رقم البطاقة."
    ),
    "Stock: {text}": "المخزون: {text}",
    "Type the approval code from the card's slip.": "اكتب رمز الموافقة من القسيمة.",
    "A card pays at most what is due: {due_minor}.": "تدفع البطاقة المطلوب على الأكثر: {due_minor}.",
    "{name} cannot be sold: its tax class {tax_class} is not set up. Call the manager.": (
        "لا يمكن بيع {name}: فئة الضريبة {tax_class} غير معرّفة. نادِ المدير."
    ),
    "There is no article to repeat.": "لا صنف لتكراره.",
    "There is no sale to void.": "لا بيع لإلغائه.",
    "There is nothing to park.": "لا شيء لتعليقه.",
    "That basket is not parked any more.": "لم تعد هذه السلة معلّقة.",
    "That article is not sold any more: search again.": "لم يعد هذا الصنف يباع: ابحث من جديد.",
    "There is no such receipt.": "لا إيصال بهذا الرقم.",
    "Code {code} is unknown: scan again. F2 finds it, ⇧F4: department.": (
        "الرمز {code} غير معروف: امسح مجددا. F2 يبحث، ⇧F4 يبيع حسب القسم."
    ),
    "Code {code} has a wrong check digit: scan again, or type it anew.": (
        "رقم التحقق في {code} خطأ: امسح من جديد أو اكتبه ثانية."
    ),
    "No code was read: scan again.": "لم يُقرأ رمز: امسح من جديد.",
    "That code is too long to be an article: scan its other barcode.": (
        "الرمز أطول من أن يكون صنفًا: امسح رمزه الآخر."
    ),
    "That code cannot be read: scan its other barcode, or find it with F2.": (
        "لا يمكن قراءة الرمز: امسح رمزه الآخر أو ابحث بمفتاح F2."
    ),
    "Several articles have code {code}: choose one.": "لعدة أصناف الرمز {code}: اختر واحدًا.",
    "The till could not do that: try it again. Call the manager if it happens once more.": (
        "تعذّر ذلك: حاول ثانية. إن تكرر فنادِ المدير."
    ),
    "A scan came only in part and was thrown away: scan again.": "وصل جزء من المسح فقط فأُهمل: امسح من جديد.",
    "The disk takes no entries: nothing can be paid. The basket stays. Call the manager.": (
        "القرص لا يقبل الكتابة: لا يمكن الدفع. السلة باقية. نادِ المدير."
    ),
    "The disk takes entries again.": "عاد القرص يقبل الكتابة.",
    "A copy of receipt {receipt_no} goes to the printer.": (
        "نسخة من الإيصال {receipt_no} في طريقها إلى الطابعة."
    ),
    "A receipt could not be printed. Print it again with F9.": "تعذّرت طباعة إيصال. اطبعه ثانية بمفتاح F9.",
    "The drawer did not open. Open it with its key, then press on.": (
        "لم يُفتح الدرج. افتحه بمفتاحه ثم تابع."
    ),
    "The printer is ready again.": "الطابعة جاهزة من جديد.",
    "The paper is nearly at its end.": "الورق يوشك أن ينتهي.",
    "The printer has no paper. Selling goes on; receipts print when there is paper.": (
        "لا ورق في الطابعة. البيع مستمر، وتُطبع الإيصالات حين يوجد ورق."
    ),
    "The printer's cover is open. Receipts print when it is closed.": (
        "غطاء الطابعة مفتوح. تُطبع الإيصالات حين يُغلق."
    ),
    "The printer does not answer. Selling goes on; receipts wait.": (
        "الطابعة لا تجيب. البيع مستمر، والإيصالات تنتظر."
    ),
    "The printer does not say how it is. Selling goes on; receipts wait.": (
        "الطابعة لا تذكر حالها. البيع مستمر، والإيصالات تنتظر."
    ),
    "No printer is set up.": "لا طابعة معرّفة.",
    "The printer cannot say how it is.": "لا تستطيع الطابعة ذكر حالها.",
    "The printer {device} is gone: look at its cable.": "غابت الطابعة {device}: افحص سلكها.",
    "The scanner {device} is back.": "عاد الماسح {device}.",
    "The scanner {device} is gone: look at its cable. Codes can be typed.": (
        "غاب الماسح {device}: افحص سلكه. يمكن كتابة الرموز."
    ),
    "The centre answers again.": "عاد المركز يجيب.",
    "The centre does not answer. Selling goes on; sales arrive later.": (
        "المركز لا يجيب. البيع مستمر، والمبيعات تصل لاحقًا."
    ),
    "The centre holds another history of this till: nothing is sent. Call the manager.": (
        "لدى المركز سجل آخر لهذا الصندوق: لا يُرسل شيء. نادِ المدير."
    ),
    "The stock answers again.": "عاد المخزون يجيب.",
    "The stock does not answer. Selling goes on, stock is unknown.": (
        "المخزون لا يجيب. البيع مستمر، والمخزون مجهول."
    ),
    "The stock counter of {product_id} cannot be used. Selling goes on. Call the manager.": (
        "عدّاد مخزون الصنف {product_id} غير صالح. البيع مستمر. نادِ المدير."
    ),
    "The list of articles cannot be read. Call the manager.": "لا يمكن قراءة قائمة الأصناف. نادِ المدير.",
    "The basket is as it was before the restart: {lines} lines.": (
        "السلة كما كانت قبل إعادة التشغيل: {lines} سطرًا."
    ),
    "The drawer is back.": "عاد الدرج.",
    "The drawer is gone: look at its cable. Use the key.": "غاب الدرج: افحص سلكه. استعمل المفتاح.",
    "The scale is back.": "عاد الميزان.",
    "The scale is gone: look at its cable. Weights can be typed.": (
        "غاب الميزان: افحص سلكه. يمكن كتابة الأوزان."
    ),
    "The card terminal is back.": "عاد جهاز البطاقات.",
    "The card terminal is gone: look at its cable. Take cash.": ("غاب جهاز البطاقات: افحص سلكه. خذ نقدًا."),
    "The clock jumped by {minutes} minutes. Call the manager if the time is wrong.": (
        "قفزت الساعة {minutes} دقيقة. نادِ المدير إن كان الوقت خطأ."
    ),
    "The sale is voided.": "أُلغي البيع.",
    "The basket is parked.": "عُلّقت السلة.",
    "The basket is back.": "عادت السلة.",
    "The line is voided.": "حُذف السطر.",
    "{name} is voided.": "حُذف {name}.",
    "The articles with an age limit were taken out.": "أُخرجت الأصناف المقيّدة بالعمر.",
    "Receipt {receipt_no}.": "الإيصال {receipt_no}.",
    "Not built yet: {feature}.": "غير متاح بعد: {feature}.",
    "That amount cannot be read: type digits, with one point at most.": (
        "لا يمكن قراءة المبلغ: اكتب أرقامًا بفاصلة واحدة على الأكثر."
    ),
    "For a weight type it with its decimals, such as 1.000.": "اكتب الوزن بكسوره، مثل 1.000.",
    "That quantity cannot be read: type a number, then ×.": "لا يمكن قراءة الكمية: اكتب عددًا ثم ×.",
    # The large field
    "Unknown code": "رمز غير معروف",
    "Wrong check digit": "رقم التحقق خطأ",
    "Nothing read": "لم يُقرأ شيء",
    "Not an article": "ليس صنفًا",
    "Not readable": "غير مقروء",
    "Scan again": "امسح من جديد",
    "Payment has begun": "بدأ الدفع",
    "Approval code missing": "رمز الموافقة ناقص",
    "No approval code": "ليس رمز موافقة",
    "Age question open": "سؤال العمر مفتوح",
    "Weigh or type weight": "زِن أو اكتب الوزن",
    "Articles unreadable": "تعذّرت قراءة الأصناف",
    "Not enough in stock": "المخزون لا يكفي",
    "Stock unknown": "المخزون مجهول",
    "Stock below zero": "المخزون تحت الصفر",
    "Cannot be stored": "تعذّر الحفظ",
    "Nothing to pay": "لا شيء للدفع",
    "Price, not sold": "سعر دون بيع",
    "Paid": "مدفوع",
    "Sale voided": "أُلغي البيع",
    "Parked": "معلّقة",
    "Recalled": "مسترجعة",
    "Line voided": "حُذف السطر",
    "Copy to the printer": "نسخة إلى الطابعة",
    "Not done": "لم يتم",
    # Questions
    "Is the customer {age} or older?": "هل عمر العميل {age} أو أكثر؟",
    "Is the customer {age} or older? ({name})": "هل عمر العميل {age} أو أكثر؟ ({name})",
    "Really {milli} of {name}?": "هل الكمية {milli} من {name} صحيحة؟",
    "Really {amount_minor} in cash for {due_minor}?": "هل المبلغ {amount_minor} نقدًا مقابل {due_minor} صحيح؟",
    "Did receipt {receipt_no} come out of the printer whole?": "هل خرج الإيصال {receipt_no} كاملًا؟",
    "Void the whole sale?": "هل يُلغى البيع كله؟",
    # Status strip
    "Printer": "الطابعة",
    "Scanner": "الماسح",
    "Stock": "المخزون",
    "Centre": "المركز",
    "Disk": "القرص",
    "Clock": "الساعة",
    "ready": "جاهز",
    "paper low": "الورق قليل",
    "no paper": "لا ورق",
    "cover open": "الغطاء مفتوح",
    "away": "لا يجيب",
    "silent": "صامتة",
    "none": "لا يوجد",
    "no status": "بلا حالة",
    "gone": "غائب",
    "stopped": "متوقف",
    "full": "ممتلئ",
    "jumped": "قفزت",
    "{count} wait": "{count} تنتظر",
    "too few": "قليل",
    "oversold": "بيع زائد",
    "stock?": "المخزون؟",
    "weigh": "زِن",
    "age?": "العمر؟",
    "typed": "مكتوب",
    "age ok": "العمر تم",
    "Cash": "نقدًا",
    "Card": "بطاقة",
    "Store credit": "رصيد",
    "Gift card": "بطاقة هدية",
    "Note": "ملاحظة",
    "Good": "حسن",
    "Look": "انتبه",
    "Error": "خطأ",
    # Help
    "Help everywhere": "مساعدة في كل مكان",
    "Park (type a name first)": "تعليق (اكتب الاسم قبله)",
    "Reprint the last receipt": "إعادة طباعة آخر إيصال",
    "Show the last receipt": "عرض آخر إيصال",
    "Open drawer, no sale": "فتح الدرج دون بيع",
    "Sound off or on": "كتم الصوت أو تشغيله",
    "Quantity, then the article": "الكمية ثم الصنف",
    "One more on this line": "زيادة واحد في السطر",
    "One less on this line": "إنقاص واحد من السطر",
    "Void this line": "حذف هذا السطر",
    "Void the whole sale": "إلغاء البيع كله",
    "Price without selling": "السعر دون بيع",
    "Last article once more": "آخر صنف مرة أخرى",
    "Take what is typed or due": "أخذ المكتوب أو المطلوب",
    "Erase a character": "مسح حرف",
    "Take 1st amount offered": "أخذ المبلغ المعروض الأول",
    "Take 2nd amount offered": "أخذ المبلغ المعروض الثاني",
    "Take 3rd amount offered": "أخذ المبلغ المعروض الثالث",
    "Take 4th amount offered": "أخذ المبلغ المعروض الرابع",
    "Give last payment back": "إعادة آخر دفعة",
    "Mark another line": "تحديد سطر آخر",
    "A page up or down": "صفحة أعلى أو أسفل",
    "First, End: newest": "الأول، End: الأحدث",
    # Keys of the keyboard
    "Del": "Del",
    "⇧Del": "⇧Del",
    "Ins": "Ins",
    "Ctrl Z": "Ctrl Z",
    "PgUp": "PgUp",
    "Home": "Home",
}
