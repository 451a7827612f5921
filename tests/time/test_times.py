"""What a reader of a report would notice: the day, the words, and the doubts."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import LanguageError
from kg.nouns import When
from kg.time import find, resolve, times

TUESDAY = date(2024, 7, 30)


def values(text: str, lang: str = "hi", published: date | None = TUESDAY) -> list[tuple[str, str]]:
    return [(when.text, when.edtf) for when in times(text, lang, published=published).whens]


def only(text: str, lang: str = "hi", published: date | None = TUESDAY) -> When:
    (when,) = times(text, lang, published=published).whens
    return when


def doubts(text: str, lang: str, published: date | None = TUESDAY) -> str:
    return "\n".join(notice.message for notice in times(text, lang, published=published).warnings)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("मंत्री ने कल दिल्ली में भेंट की", "2024-07-29"),
        ("मंत्री कल दिल्ली में भेंट करेंगे", "2024-07-31"),
        ("कल दिल्ली में बैठक की जाएगी", "2024-07-31"),
        ("कल दिल्ली में बैठक है", "2024-07-31"),
        ("कल होने वाली बैठक रद्द कर दी गई", "2024-07-31"),
        ("वे परसों काठमांडू जा रहे हैं", "2024-08-01"),
        ("वे परसों काठमांडू गए थे", "2024-07-28"),
        ("यूनियन ने कल से हड़ताल का एलान किया है", "2024-07-31"),
        ("किसान कल से धरने पर हैं", "2024-07-29"),
    ],
)
def test_kal_and_parson_follow_the_verb(text: str, day: str) -> None:
    assert only(text).edtf == day


@pytest.mark.parametrize(
    ("text", "lang", "day"),
    [
        ("वे गुरुवार को मिले", "hi", "2024-07-25"),
        ("वे गुरुवार को मिलेंगे", "hi", "2024-08-01"),
        ("They met on Thursday", "en", "2024-07-25"),
        ("They will meet on Thursday", "en", "2024-08-01"),
        ("He has until Thursday to reply", "en", "2024-08-01"),
        ("وہ جمعرات کو ملے", "ur", "2024-07-25"),
        ("وہ جمعرات کو ملیں گے", "ur", "2024-08-01"),
        ("پنجشنبه دیدار کردند", "fa", "2024-07-25"),
        ("پنجشنبه دیدار خواهند کرد", "fa", "2024-08-01"),
        ("التقى الوزير نظيره الخميس", "ar", "2024-07-25"),
        ("سيلتقي الوزير نظيره الخميس", "ar", "2024-08-01"),
    ],
)
def test_a_weekday_follows_the_verb_in_every_language(text: str, lang: str, day: str) -> None:
    assert only(text, lang).edtf == day


def test_a_weekday_in_a_headline_takes_the_tense_of_the_report() -> None:
    found = values("खेल शुक्रवार से शुरू\nखेल शुक्रवार से शुरू होंगे।")
    assert found == [("शुक्रवार", "2024-08-02"), ("शुक्रवार", "2024-08-02")]


def test_nowadays_is_no_date() -> None:
    assert values("उन्होंने कहा कि आज इस्लाम का सबसे ऊंचा परचम उनके हाथ में है।") == []
    assert values("India is today one of the largest economies.", "en") == []


def test_the_words_of_the_text_are_kept_with_their_offsets() -> None:
    text = "नेता ने मंगलवार 30 जुलाई 2024 को कहा। ग़ज़ा ग़ज़ा के लोग ५ मई को मिले।"
    found = times(text, "hi", published=TUESDAY).whens
    assert [when.text for when in found] == ["मंगलवार 30 जुलाई 2024", "५ मई"]
    for when in found:
        assert when.evidence is not None
        assert text[when.evidence.start : when.evidence.end] == when.text == when.evidence.text


def test_digits_of_every_script() -> None:
    for text, lang in (
        ("३० जुलाई २०२४", "hi"),
        ("۳۰ جولائی ۲۰۲۴", "ur"),
        ("٣٠ يوليو ٢٠٢٤", "ar"),
        ("۳۰ ژوئیه ۲۰۲۴", "fa"),
    ):
        assert only(text, lang).edtf == "2024-07-30"


def test_composed_nukta_joiners_and_case_do_not_matter() -> None:
    assert only("फ़रवरी 2024 में").edtf == only("फ़रवरी 2024 में").edtf == "2024-02"
    assert only("सप्\u200dताह भर पहले, पिछले सप्\u200dताह वे मिले").edtf == "2024-07-22/2024-07-28"


def test_without_a_day_of_publication_relative_dates_are_left_out_with_a_notice() -> None:
    found = times("वे कल मिले थे। वे 5 मई 2023 को भी मिले थे।", "hi", published=None)
    assert [when.edtf for when in found.whens] == ["2023-05-05"]
    assert [notice.code for notice in found.warnings] == ["no-publication-date"]
    many = times("वे कल, परसों, सोमवार को और मंगलवार को मिले थे।", "hi", published=None)
    assert many.warnings[0].message.endswith("कल, परसों, सोमवार and 1 more")


def test_a_quotation_has_its_own_day() -> None:
    text = '"वे कल मिले थे", उन्होंने लिखा था। वे कल भी मिले थे।'
    end = text.rindex('"')
    found = times(text, "hi", published=TUESDAY, anchors=[(0, end, date(2020, 1, 2))])
    assert [when.edtf for when in found.whens] == ["2020-01-01", "2024-07-29"]
    assert found.whens[0].anchor == date(2020, 1, 2)


def test_a_weekday_that_contradicts_its_date_gives_both_readings() -> None:
    text = "वे सोमवार 30 जुलाई 2024 को मिले"
    assert only(text).edtf == "2024-07-30"
    assert "2024-07-30 is a Tuesday" in doubts(text, "hi")
    assert "2024-07-29" in doubts(text, "hi")


def test_a_day_that_does_not_exist_gives_both_neighbours_and_no_value() -> None:
    assert values("They met on 30 February 2024", "en") == []
    assert "2024-02-29" in doubts("They met on 30 February 2024", "en")
    assert "2024-03-01" in doubts("They met on 30 February 2024", "en")


def test_a_past_verb_about_a_day_to_come_gives_a_doubt() -> None:
    text = "They met on 5 May 2025"
    assert only(text, "en").edtf == "2025-05-05"
    assert "after publication" in doubts(text, "en")


def test_digits_that_can_be_read_two_ways_give_both() -> None:
    assert only("on 5/6/2024", "en").edtf == "2024-06-05"
    assert "2024-05-06" in doubts("on 5/6/2024", "en")


def test_solar_hijri_in_persian_and_afghan_names() -> None:
    for text in ("سه‌شنبه ۹ مرداد ۱۴۰۳", "۹ اسد ۱۴۰۳", "نهم مرداد ۱۴۰۳", "۱۴۰۳/۵/۹"):
        when = only(text, "fa")
        assert (when.edtf, when.calendar, when.original) == ("2024-07-30", "solar-hijri", "1403-05-09")


def test_a_persian_month_and_week_are_those_of_its_calendar() -> None:
    assert only("در ماه گذشته دیدار کردند", "fa").edtf == "2024-06-21/2024-07-21"
    assert only("هفته آینده دیدار خواهند کرد", "fa").edtf == "2024-08-03/2024-08-09"


def test_a_lunar_day_reaches_a_day_to_either_side_until_something_decides() -> None:
    alone = only("في 18 شعبان 1446هـ", "ar")
    assert (alone.edtf, alone.earliest, alone.latest) == ("2025-02-17", date(2025, 2, 16), date(2025, 2, 18))
    assert alone.calendar == "umm-al-qura"
    by_weekday = only("बुधवार, 5 रमज़ान 1446 हिजरी को", "hi")
    assert by_weekday.earliest == by_weekday.latest == date(2025, 3, 5)
    lunar, twin = times("10 محرم 1446 ہجری (16 جولائی 2024ء) کو", "ur", published=TUESDAY).whens
    assert (lunar.edtf, lunar.earliest, lunar.rule) == (twin.edtf, twin.earliest, "hijri-by-twin")


def test_twins_that_disagree_give_a_doubt() -> None:
    assert "beside it" in doubts("شنبه ۹ مرداد ۱۴۰۳ (۱ اوت ۲۰۲۴)", "fa")


def test_indian_calendars() -> None:
    assert only("8 श्रावण 1946 शक को").edtf == "2024-07-30"
    vikram = only("2081 विक्रम संवत में")
    assert (vikram.earliest, vikram.latest) == (date(2024, 1, 1), date(2025, 12, 31))


def test_never_more_precise_than_the_words() -> None:
    assert only("दो साल पहले समझौता हुआ").edtf == "2022"
    assert only("मार्च के शुरू में संसद भंग होगी").edtf == "2025-03"
    assert only("They signed it three months ago", "en").edtf == "2024-04"


def test_a_story_of_long_ago_goes_on_in_its_own_year() -> None:
    text = (
        "He had landed on 9 October 1986, and on the following afternoon they met. From 11 to 12 October they talked."
    )
    found = [edtf for _, edtf in values(text, "en")]
    assert found == ["1986-10-09", "1986-10-10", "1986-10-11/1986-10-12"]


def test_a_day_lies_in_the_month_told_before_it() -> None:
    text = "सितंबर 1944 में वे मिले। बातचीत 9 सितंबर से 27 सितंबर तक चली। 3 अक्टूबर को वे लौट गए।"
    for published in (date(1998, 8, 15), None):
        found = [when.edtf for when in times(text, "hi", published=published).whens]
        assert found[:2] == ["1944-09", "1944-09-09/1944-09-27"]
    assert [when.edtf for when in times(text, "hi", published=date(1998, 8, 15)).whens][2] == "1944-10-03"
    other = "In September 2019 they met. On 9 May they will meet again."
    assert [when.edtf for when in times(other, "en", published=date(2020, 4, 1)).whens] == ["2019-09", "2020-05-09"]


def test_days_counted_from_an_event() -> None:
    assert values("They reached it on Monday, two days after leaving the camp.", "en")[1][1] == "2024-07-29"
    found = values("They talked from 2 to 4 May 2023. Three days later they signed.", "en")
    assert found[1][1] == "2023-05-07"


def test_sets_durations_ages_and_names_are_left_alone() -> None:
    for text in ("हर सोमवार को बैठक होती है", "तीन दिन का दौरा", "वे 60 वर्ष के हैं", "चंद्रयान-3", "2000 लोग आए", "जन सभा"):
        assert values(text) == []


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(LanguageError, match="no language 'xx'"):
        find("x", "xx")


def test_find_and_resolve_can_be_used_alone() -> None:
    (mention,) = find("वे पिछले तीन सप्ताह से मिल रहे थे", "hi")
    assert mention.kind == "period"
    when = resolve(mention, anchor=TUESDAY)
    assert when is not None
    assert when.edtf == "2024-07-09/2024-07-30"
    assert resolve(mention, anchor=None) is None
