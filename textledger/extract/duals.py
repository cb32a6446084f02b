"""The dual by rule, and the reviewed words that only look dual.

A dual ends in -tan, -tayn (feminine), -an (nominative) or -ayn (oblique). Unvowelled, -ayn is spelled as the plural
-in of persons and -an as many singulars and broken plurals; patterns and tables tell them apart. When in doubt the rule
says dual: a reader then records why it is none.
"""

import re

from ..corpus import arabic
from . import look_alikes


def _words(text: str) -> frozenset[str]:
    return frozenset(arabic.match_key(word) for word in text.split())


_ENDING = re.compile(r"(تان|تين|ان|ين)$")  # -tan, -tayn, -an, -ayn

# Shapes of words that are no dual although they end like one; read on the bare, folded word.
NOT_DUAL_SHAPES = {
    "plural of a nisba or of a participle in -i": re.compile(r"(يين|ائين)$"),  # -iyyin
    "plural of a participle with m-": re.compile(r"^م.{3,}(?<!ت)ين$"),  # mim first, not -tayn
    "plural of an active participle": re.compile(r"^[^ا]ا[^ا][^ات]ين$"),  # alef second: fa'ilin, not halatayn
    "verbal noun of the second form": re.compile(r"^ت[^ا][^ت]ين$"),  # ta first: taf'in
    "verb in the dual": re.compile(r"^س?ي.{3,}ان$"),  # ya first: yaf'alan
    "verb of two women": re.compile(r"^س?ت.{2,}(?<!ت)ان$"),  # ta first: taf'alan
    "country in -stan": re.compile(r"ستان$"),
    "verbal noun or broken plural with alef first": re.compile(r"^ا..ان$"),  # if'an, af'an
}

# Nouns of those shapes, or too short for the rule, whose dual is a dual.
COUNT_NOUNS = _words(
    "موسم مورد مجمع مرقد مخفر مستودع مزار محضر مأزق منتج مصطلح مكون مؤشر منبر معقل موكب "
    "ملتقى مقام مرفأ مسلك مستند منتخب ملحق معلم مثال "
    "موقع مركز مسار محور مطار مصدر مبدأ مقعد ملف مشروع مجال مبنى مخيم مجلس منزل مستوى مصنع مقر معسكر مطلب محافظ "  # m-
    "مسلح مقترح مؤتمر موقف متر مرفق معبر منطلق مدفع مصرف معيار مقال موعد نموذج "
    "مسجد متحف مسرح مطعم ملعب مخزن معمل منجم مكتب محل متجر مسكن مختبر مصحف مدخل مخرج مطبخ معرض مفتاح مقطع منصب مشهد "
    "مرصد معهد مسبح مضيق ممر منفذ محصول مجلد مسلسل مركب مرسوم مكسب مبلغ متحور محول محرك مفاعل منشور مصعد ميناء "
    "شاهد قائد كاتب شاعر راكب حاكم عالم فارس سارق كاهن راهب حافز دافع رافد جامع فاصل "
    "جانب عامل حادث شارع طابق خاتم قارب صاروخ هاتف حاجز ساحل قالب راتب لاعب كتاب "
    "توأم تيار تمثال تصريح تقرير تدريب تفجير تجمع تحالف تنظيم تهديد تصنيف تدخل "
    "تحد ترخيص تسجيل تلميذ تحقيق توقيع تعديل تغيير "
    "ضابط نائب تاجر مستشفى مقهى مرسى "  # alef second: janib, 'amil, hadith
    "قاضي محامي والي جندي نادي صبي كرسي وادي "  # whose plural is broken
    "أمر أثر أصل "  # alef first: amr, athar, asl
    "كيلومتر كيلوغرام فيروس "  # begin like a prefix and a verb: kilumitr, firus
    "طن خط حد حل صف نص سد رد حق ظل فخ جد يد فن شق شط حي"  # two letters left: khatt, hadd, hall
)

# Reviewed words that end like a dual and are none, whatever stands before them.
LOOK_ALIKES = _words(
    # function words and pronouns: kana, inna, bayna, hina, ibbana, these two, who (dual)
    "كان فكان إن أن بين حين أين إبان لئن هذان هذين هاتان هاتين اللذان اللذين اللتان اللتين الذين سيان حيثما "
    # places
    "لبنان إيران السودان سودان اليونان يونان عمان طهران وهران نجران اليابان يابان الأردن أصفهان خراسان الجولان جولان "
    "بلقان فاتيكان بلوشستان فلسطين الصين صين برلين الأرجنتين أرجنتين البحرين بحرين أوكرانيين دارين تركمان "
    "كهرمان تلمسان بيسان جيزان جازان حوران كردفان أسوان حلوان وزان تطوان جرجان همدان كرمان زنجان ميسان "
    "سنجان ميلان لوزان أذربيجان أصبهان مازندران بوسان فزان غريان بنبان سلوان "
    # names of persons and movements: Taliban
    "طالبان "
    "حسين الحسين الدين ياسين بوتين ستالين لينين بنيامين أمين ياسمين سليمان عثمان رضوان مروان عدنان سلمان عمران نعمان "
    "زيدان مهران شيبان حمران كنعان ريان سفيان بدران شعلان زهران دحلان نصران كيوان جبران خلفان سرحان فرحان سلطان "
    "حمدان غسان لقمان رمضان شعبان أردوغان ترومان قحطان هرتسليان برهان البرهان "
    "حسان فنان رمان دكان قبان "
    # months and numbers are other tables: here tishrin, nisan, haziran
    "تشرين نيسان حزيران "
    # singulars in -an, and participles: content, remaining, escaped
    "راضين باقين ناجين ساعين داعين ماضين قاضين رامين حامين ناسين واعين ناوين باكين شاكين راجين عارين غازين جانين "
    "لاهين قاسين عاصين عادين راعين بانين لاجين كافين وافين مارين آتين "
    "عنوان إنسان برلمان ميدان عدوان طيران مكان زمان بيان ضمان أمان سلطان ميزان حرمان فقدان اطمئنان امتنان احتقان "
    "سرطان طوفان دوران غليان جريان فيضان ثوران هذيان بركان بستان فستان كتان بهتان شتان ديوان دخان عصيان نسيان كيان "
    "غفران شكران ائتمان استئذان ارتهان أوان برنامجان حصان لسان جبان حيوان هوان أذان مهرجان عيان إذعان أقران رهان "
    "خفقان خذلان رجحان هيجان ميلان قربان جثمان كتمان إدمان إيوان شريان قبطان ربان عجزان تيجان طغيان سريان "
    # broken plurals in -an: lands, youths, walls, members
    "بلدان شبان جدران سكان لجان إخوان جيران فرسان شجعان قضبان نيران فئران حيطان غلمان خلان ألحان ولدان أمريكان صبيان "
    "أركان سيقان غزلان ثيران رهبان طغيان قطعان "
    # singulars and broken plurals in -in
    "سنين ملايين قوانين ميادين بساتين عناوين موازين دواوين شياطين سلاطين براهين مساكين سكاكين تلوين تكوين بنزين "
    "ذوبان لمعان سيلان غثيان فوران بنيان حسبان خسران نقصان "
    "رنين حنين يقين يمين كمين طحين عرين سجين مخازين دكاكين مضامين مجانين ميزانين شرايين ثعابين بيتكوين هيروين كوكايين "
    # plurals in -in of persons and adjectives that no shape catches
    "فلاحين طيارين فنانين نجارين خبازين بحارين رسامين صيادين جزارين عمالين سواقين كثيرين آخرين عديدين أقربين أكرمين "
    "أجمعين أبرزين قليلين سعيدين فرحين جديدين جيدين أكثرين أولين مسؤولين ثابتين صامتين ساكتين لافتين باهتين أعلين "
    "تأمين تباين أبين متفاوتين مثبتين ملتفتين متعنتين مفوتين مؤقتين "
    + look_alikes.COMMON
    + look_alikes.NAMES
    + look_alikes.VERBS
    + look_alikes.ADJECTIVES
)

# Things whose construct dual is read where a word without article follows: "two mortar shells".
CONSTRUCTS = frozenset(
    f"{stem}{ending}"
    for stem in _words(
        "محط قاذف مقاتل باخر قاطر رافع "
        "قذيف طائر سيار سفين شاحن دباب مروحي جث مذكر غار حافل ناقل عبو حقيب بندقي شحن دفع علب رصاص طلق ضرب بطاري منظوم "
        "اتفاقي بارج فرقاط مدمر غواص مسير خيم عرب مدرع جراف آلي قطع ورق ميدالي عملي جرع حاوي لوح صور رسال شق جلس "
        "ركل جول كتيب قنبل شجر"
    )
    for ending in ("تا", "تي")
)


def _readings(noun: str) -> list[str]:
    """Return a bare word, and what remains when one-letter prefixes are taken off, if that is long enough to judge."""
    readings = [noun]
    for prefixes in (arabic.CONJUNCTIONS, arabic.PREPOSITIONS):
        if readings[-1].startswith(prefixes) and len(readings[-1]) > 5:
            readings.append(readings[-1][1:])
    return readings


def is_dual(noun: str) -> bool:
    """Say whether a folded word without its article (`lexicon.match_key`) is a dual by its form.

    Method: ending, then tables and shapes (Ryding 2005, sections 7.3 and 7.4, turned into rules). A first letter that
    may be a prefix is read both ways; a shape that rules out the dual in either reading rules it out.
    """
    readings = _readings(noun)
    if not _ENDING.search(noun) or any(word in LOOK_ALIKES for word in readings):
        return False
    if any(word[:-2] in COUNT_NOUNS for word in readings):
        return True
    if len(noun) < 5:  # -an or -ayn leaves a stem of two letters: a singular such as zaman, amin
        return False
    return not any(shape.search(word) for shape in NOT_DUAL_SHAPES.values() for word in readings)
