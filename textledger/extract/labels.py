"""The words by which a number is a name or a label: each table is one kind.

Folded as by `arabic.match_key`; `silence` says where they stand.
"""

import re

from ..corpus import arabic


def words(text: str) -> frozenset[str]:
    """Return the words of a line, folded."""
    return frozenset(arabic.match_key(word) for word in text.split())


# The word before digits, without prefixes and article.
LABELS = {
    "law": words(
        "مادة مادتين مادتان مادتي مواد بند بندين بنود فقرة فقرتين فقرتان بندان مادتا قراران "
        "فقرات قوانين فصل قرار قرارين قراري قرارات قانون مرسوم ملحق"
    ),
    "book": words(
        "إصحاح صفحة صفحات ص صص ج مج ع س ط شكل جدول خريطة صورة آية آيتان آيتين آيات سورة باب جزء مجلد حاشية هامش فصلين "
        "برنامج فيلم مسلسل رواية"
    ),
    "address": words(
        "حي دار كوبري نفق مدرج جناح كم شارع برج بئر بير وادي فيلا مخيم طريق زقاق محلة بناية شقة غرفة طابق بوابة "
        "قاعة رصيف عمارة قطعة بريد بريدي مخرج عنبر زنزانة "
        "كيلو كيلومتر مقاطعة ساحة ميدان دوار جسر مفرق تقاطع حارة بلوك تفتيش"
    ),
    "telephone": words(
        "دعم ساخن هاتفه هاتفها هاتفهم استعلامات شكاوى طوارئ نجدة إسعاف تحويلة "
        "هاتف تلفون جوال موبايل فاكس تلفاكس محمول خليوي واتساب هواتف اتصل"
    ),
    "unit of an army": words("وحدة فرقة لواء كتيبة فوج فيلق سرية فصيل أسطول"),
    "order": words(
        "مركز دقيقة دور "
        "ذكرى مرتبة عالمية مؤتمر سؤال تمرين مثال معادلة خيار محور دورة نسخة جولة حلقة إصدار طبعة قمة جلسة سنوية"
    ),
    "line": words("رحلة حافلة محطة مبنى نموذج طراز موديل بوينغ إيرباص منطقة"),
    "channel": words("ستار فرانس روسيا بي سي ظبي تلفزيون"),
    "model": words(
        "ياك دبليو نوكيا تشالنجر ليوبارد أبرامز آي أبولو سبوتنيك فوياجر سويوز سوخوي ميراج رافال إسكندر إف ميغ سو إس تي "
        "ناسداك نيكاي فوتسي كاك داكس بورز جونز "  # of shares
        "فورمولا أوميغا كلاشنيكوف أندرويد شاومي غالاكسي سامسونغ هواوي بنتيوم إكسبوكس جي إيه إتش إكس زد كيو جيه "
        "كورونا إم كي مي ستيشن توماهوك سكود هيمارس كوفيد ويندوز آيفون باتريوت شاهد بوشهر فاتح زلزال أر آر بي"
    ),
    "number": words("رقم رقمي أرقام ISBN ISSN DOI"),
    "group": words("مجموعة أبو أبي أبا"),
}
KIND_OF = {word: kind for kind, words in LABELS.items() for word in words}
CARRIERS = words(
    "فيتامين رمز كود مسبار مركبة محرك مكوك متحور لعبة صناعي غواصة فرقاطة قناة إذاعة راديو رحلة خط "
    " طائرة طائرات مسيرة مسيرات صاروخ صواريخ مقاتلات مقاتلة مروحية دبابة سيارة هاتف"
)  # a name stands between them and the number
PARTICLES = words("في على من إلى عن مع بعد قبل حتى تحمل يحمل تقل يقل قتل قتلت أصاب أصابت بين")  # no part of a name
ARTICLE_ONLY = words(
    "مقاطعة دعم شكاوى طوارئ نجدة إسعاف مركز دقيقة منطقة كم كيلو كيلومتر برج "
    "سنوية عالمية مؤتمر شكل صورة خريطة وحدة محطة نموذج سؤال تمرين مثال معادلة خيار محور "
    "فصل جزء باب حافلة فاتح زلزال شاهد"
)  # as labels with the article only
ORDERED = frozenset(
    "ال" + word
    for word in words(
        "رئيس ملك خليفة ولاية مرة يوم عام أسبوع شهر سنة مرحلة مركز ليلة عيد "
        "اجتماع لقاء ملتقى مهرجان معرض لقب موقع فصل خطة"
    )
)
POSSESSED = re.compile("[وفبل]?(?:عام|يوم|عيد|ذكرا|اسبوع|شهر|موسم|ميلاد|سنت|ليلت)(?:ه|ها|هم|نا)$")  # "his 30th year"
ITS_MEETING = re.compile(
    "[وفبل]?(?:اجتماع|لقاء|ملتقي|مهرجان|معرض|لقب|عيد|عام|يوم|موسم)(?:ه|ها|هم)$"
)  # "its 215th meeting"
MAKES = frozenset({"طراز", "نوع", "موديل"})
ROADS = frozenset({"طريق", "شارع"})
THE = ("ال", "بال", "وال", "لل", "فال", "كال")
AND_DIGITS = re.compile(r"\s?و\s?[0-9]")
ORDERLY = frozenset({"unit of an army", "order", "address"})  # which ordinals number, too
BY_WORD = frozenset({"group"})  # labels of numbers in words, too

_COUNTING = (  # what is said of amounts: it reached, number, price, about, more than
    "بلغ يبلغ تبلغ عدد العدد وصل يصل تصل مجموع سعر قتل اصيب جرح نحو حوالي زهاء قرابه يناهز اكثر "
    "اقل يزيد يقل تقل فوق دون يتجاوز تجاوز كلف بقيمه قيمه دفع رقم سجل ضم يضم تضم الي"
)
COUNTING = tuple(_COUNTING.split())
_AMOUNTS = (  # what amounts are of: sum, rate, distance, weight
    "بالغ اجمالي حصيله مبلغ معدل نسبه درجه مسافه وزن طول عمر قوه سعه كميه مساحه ارتفاع حجم انتاج اصل "
    "قرب زاد كاد ارتفع انخفض هبط تراجع يتراوح تتراوح بين ما ثمن ايراد ربح خسار رصيد حضور راتب قدر "
    "يقدر تقدر بمعدل بواقع بنحو بنسبه"
)
MEASURES = COUNTING + tuple(_AMOUNTS.split())
ITS_MEASURE = re.compile(rf"(?:{'|'.join(MEASURES)})\w*(?:ها?|هم|هن)$")
HOLDING = re.compile(
    "و?(?:[يت]?ضمت?|[يت]شمل|شملت?|[يت]?بلغت?|عدد|[يت]?كلفت?|[يت]حتاج)(?!\\w)"
)  # "the battalion holds 300"
SCORES = words("فاز فازت فوز تعادل تعادلا تعادلت نتيجة هزم تغلب خسر خسارة هدف أهداف مباراة سجل")
