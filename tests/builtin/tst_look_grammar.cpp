#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/builtin/look.h"

using namespace tintype;
using builtin::Clause;
using builtin::Effect;
using builtin::Understanding;

namespace {

const char* nameOf(Effect effect) {
    static constexpr const char* kNames[] = {"exposure", "contrast", "saturation", "warmth",  "bw",
                                             "sepia",    "vintage",  "cinematic",  "night",   "sunset",
                                             "fog",      "rain",     "snow",       "storm",   "autumn",
                                             "bokeh",    "blur",     "sharpen",    "denoise", "colour"};
    return kNames[static_cast<int>(effect)];
}

// "exposure+ @sky", "colour>red @blue (car)"; then "keep faces"; then "?sunglasses".
std::string shortForm(const Understanding& meaning) {
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : "; ") + part; };
    for (const Clause& clause : meaning.clauses) {
        std::string part = nameOf(clause.effect);
        if (clause.effect <= Effect::Warmth) part += clause.amount < 0 ? "-" : "+";
        if (!clause.toColour.empty()) part += ">" + clause.toColour;
        if (!clause.region.empty()) part += " @" + clause.region;
        if (!clause.thing.empty()) part += " (" + clause.thing + ")";
        add(part);
    }
    if (!meaning.clauses.empty())
        for (const std::string& kept : meaning.clauses.front().keep) add("keep " + kept);
    for (const std::string& unknown : meaning.unknown) add("?" + unknown);
    return out;
}

struct Row {
    const char* sentence;
    const char* meaning;
};

constexpr Row kEnglish[] = {
    {"brighter", "exposure+"},
    {"Make it brighter", "exposure+"},
    {"make the photo darker", "exposure-"},
    {"brighten the photo", "exposure+"},
    {"darken it a bit", "exposure-"},
    {"brighten the face", "exposure+ @faces"},
    {"brighten her face", "exposure+ @faces"},
    {"make her brighter", "exposure+ @subject"},
    {"Could you please make the picture a little bit brighter?", "exposure+"},
    {"lighten up the background", "exposure+ @background"},
    {"darker background", "exposure- @background"},
    {"turn the brightness up", "exposure+"},
    {"turn down the exposure", "exposure-"},
    {"less bright", "exposure-"},
    {"increase the brightness of the sky", "exposure+ @sky"},
    {"more light", "exposure+"},
    {"more contrast", "contrast+"},
    {"increase contrast by 20%", "contrast+"},
    {"reduce the contrast", "contrast-"},
    {"make the contrast higher", "contrast+"},
    {"add contrast to the sky", "contrast+ @sky"},
    {"make it more dramatic", "contrast+"},
    {"more contrast and saturation", "contrast+; saturation+"},
    {"boost the colours", "saturation+"},
    {"make the colors more vivid", "saturation+"},
    {"vivid colours", "saturation+"},
    {"make the sky more vivid", "saturation+ @sky"},
    {"muted colours", "saturation-"},
    {"desaturate the background", "saturation- @background"},
    {"remove the colour", "bw"},
    {"warmer", "warmth+"},
    {"make it much warmer", "warmth+"},
    {"warm up the photo", "warmth+"},
    {"warm it up", "warmth+"},
    {"cool it down", "warmth-"},
    {"make the background cooler", "warmth- @background"},
    {"less warm", "warmth-"},
    {"black and white", "bw"},
    {"Make it black & white", "bw"},
    {"convert to black-and-white", "bw"},
    {"turn the photo into grayscale", "bw"},
    {"make the background black and white", "bw @background"},
    {"sepia", "sepia"},
    {"apply a sepia tone", "sepia"},
    {"make it look vintage", "vintage"},
    {"give it a vintage look", "vintage"},
    {"make it look like an old photo", "vintage"},
    {"make it cinematic", "cinematic"},
    {"make this photo look like a movie", "cinematic"},
    {"teal and orange", "cinematic"},
    {"turn day into night", "night"},
    {"make it night", "night"},
    {"make it look as if it was night", "night"},
    {"at night", "night"},
    {"change the time of day to sunset", "sunset"},
    {"make it look like a sunset", "sunset"},
    {"add fog", "fog"},
    {"make it foggy", "fog"},
    {"add some fog in the background", "fog @background"},
    {"make it rain", "rain"},
    {"add heavy rain", "rain"},
    {"let it snow", "snow"},
    {"change the weather to rain", "rain"},
    {"turn it into winter", "snow"},
    {"make the sky stormy", "storm"},
    {"stormy sky", "storm"},
    {"change the sky to stormy", "storm"},
    {"make the sky look stormy", "storm"},
    {"make it autumn", "autumn"},
    {"turn summer into autumn", "autumn"},
    {"change the season to autumn", "autumn"},
    {"blur the background", "bokeh"},
    {"make the background blurry", "bokeh"},
    {"bokeh", "bokeh"},
    {"blur it", "blur"},
    {"blur the faces", "blur @faces"},
    {"sharpen", "sharpen"},
    {"make the face sharper", "sharpen @faces"},
    {"remove noise", "denoise"},
    {"reduce the noise", "denoise"},
    {"denoise the sky", "denoise @sky"},
    {"change the blue car to red", "colour>red @blue (car)"},
    {"make the dress green", "colour>green (dress)"},
    {"turn the sky orange", "colour>orange @sky"},
    {"change blue to red", "colour>red @blue"},
    {"change red into light blue", "colour>light blue @red"},
    {"paint the car red", "colour>red (car)"},
    {"change the colour of the car to red", "colour>red (car)"},
    {"change the car's color to red", "colour>red (car)"},
    {"replace red with blue", "colour>blue @red"},
    {"replace the blue car with a red car", "colour>red @blue (car)"},
    {"make the grass yellow", "colour>yellow @foliage"},
    {"change it to red", "colour>red"},
    {"change the car from blue to red", "colour>red @blue (car)"},
    {"make the dress bright red", "colour>red (dress)"},
    {"make the yellow hat purple", "colour>purple @yellow (hat)"},
    {"turn the sky purple and the car red", "colour>purple @sky; colour>red (car)"},
    {"make it brighter and warmer", "exposure+; warmth+"},
    {"make the sky darker and warmer", "exposure- @sky; warmth+ @sky"},
    {"make the sky darker, add fog", "exposure- @sky; fog"},
    {"make the sky and the water darker", "exposure- @sky; exposure- @water"},
    {"brighten the face and the sky", "exposure+ @faces; exposure+ @sky"},
    {"add fog and rain", "fog; rain"},
    {"make it black and white, then sharpen it", "bw; sharpen"},
    {"make the sky stormy but keep her face", "storm; keep faces"},
    {"make it darker but keep the sky as it is", "exposure-; keep sky"},
    {"make it warmer, don't change the face and the sky", "warmth+; keep faces; keep sky"},
    {"darken everything except the face", "exposure-; keep faces"},
    {"darken everything but the subject", "exposure-; keep subject"},
    {"make everything black and white except the red car", "bw; keep red"},
    {"make it night without changing the face", "night; keep faces"},
    {"make it darker, only the sky", "exposure- @sky"},
    {"only make the sky darker", "exposure- @sky"},
    {"make it brighter but not the sky", "exposure+; keep sky"},
    {"leave her face alone and make it darker", "exposure-; keep faces"},
    // Numbers.
    {"20% brighter", "exposure+"},
    {"increase brightness by 30 percent", "exposure+"},
    {"+20% contrast", "contrast+"},
    {"contrast -15%", "contrast-"},
    {"reduce saturation by half", "saturation-"},
    {"make it twice as bright", "exposure+"},
    // What is wrong is put right, once.
    {"too dark", "exposure+"},
    {"it's too dark", "exposure+"},
    {"The sky is too bright", "exposure- @sky"},
    {"The photo is too dark, brighten it", "exposure+"},
    {"it is too cold, make it warmer", "warmth+"},
    {"a bit dark, brighten it", "exposure+"},
    {"brighten the face and the sky too", "exposure+ @faces; exposure+ @sky"},
    {"not too bright", "?not too bright"},
    {"too big", "?big"},
    // More ways to say it.
    {"could you warm the colors up a bit, please?", "warmth+"},
    {"turn it b/w", "bw"},
    {"make it look like a film noir", "bw"},
    {"give the picture a sepia tint", "sepia"},
    {"I want a vintage film look with muted colors", "vintage; saturation-"},
    {"make it look like a 1970s photo", "vintage"},
    {"foggy morning", "fog"},
    {"rainy day", "rain"},
    {"put some fog in the background", "fog @background"},
    {"cover it with snow", "snow"},
    {"replace the sky with a stormy sky", "storm"},
    {"keep the subject sharp and blur the rest", "blur; keep subject"},
    {"clean up the noise", "denoise"},
    {"change the color of her dress from red to green", "colour>green @red (dress)"},
    {"make her hair blonde", "colour>gold (hair)"},
    {"everything but the sky should be black and white", "bw; keep sky"},
    {"brighten everything except the sky and the faces", "exposure+; keep sky; keep faces"},
    {"brighten everything except the sky and darken the face", "exposure+; exposure- @faces; keep sky"},
    {"make the sky blue", "colour>blue @sky"},
    {"paint the car sky blue", "colour>light blue (car)"},
    // Typing errors.
    {"brightter and wamer", "exposure+; warmth+"},
    {"make teh photo drker", "exposure-"},
    {"incrase contrst", "contrast+"},
    {"make it brightr", "exposure+"},
    {"make it warmmer", "warmth+"},
    {"vintgae", "vintage"},
    {"cinematc look", "cinematic"},
    {"blur the backgruond", "bokeh"},
    // Not understood, and never done backwards.
    {"add sunglasses", "?sunglasses"},
    {"make him a dog", "?make him a dog"},
    {"as if it was a painting", "?painting"},
    {"make it a farmer", "?farmer"},
    {"don't make it darker", "?don't make it darker"},
    {"do not add rain", "?do not add rain"},
    {"no fog", "?no fog"},
    {"remove the rain", "?remove the rain"},
    {"less foggy", "?less foggy"},
    {"never darken the sky", "?never darken the sky"},
    {"make it brighter, not darker", "exposure+; ?not darker"},
    {"put a hat on the cat", "?put a hat on the cat"},
    {"put sunglasses on her", "?sunglasses"},
    {"turn the cat into a dog", "?turn the cat into a dog"},
    {"change the background to a beach", "?beach"},
    {"make her black", "?make her black"},
    {"keep her face", "?keep her face"},
    {"only the sky", "?only the sky"},
    {"please", "?please"},
    {"make it brighter and add a dragon", "exposure+; ?dragon"},
    {"make him look old", "?old"},
    {"snow man", "?snow man"},
    {"brighter or darker", "exposure+; ?darker"},
    {"hello world", "?world"},
    {"add a red car", "?add a red car"},
    {"make the sky", "?make the sky"},
    {"remove the car", "?remove the car"},
    {"make it red hot", "?hot"},
    {"", ""},
    {"   ", ""},
    {"make the sky bluer", "colour>blue @sky"},
    {"make the sky more blue", "colour>blue @sky"},
    {"a greener lawn", "colour>green @foliage"},
    {"greener grass and a bluer sky", "colour>green @foliage; colour>blue @sky"},
    {"make the red car redder", "colour>red @red (car)"},
    {"a bit bluer", "warmth-"},
    {"make it more yellow", "warmth+"},
    {"more green", "?more green"},
    {"make her bluer", "?make her bluer"},
    {"turn it into a black and white photo with high contrast", "bw; contrast+"},
    {"sunset with more contrast", "sunset; contrast+"},
    {"a vintage look with a dog", "vintage; ?a dog"},
    {"increase exposure by 1 stop", "exposure+"},
};

constexpr Row kChinese[] = {
    {"亮一点", "exposure+"},
    {"让照片更亮", "exposure+"},
    {"请把照片调亮一点", "exposure+"},
    {"变暗", "exposure-"},
    {"把亮度调高一点", "exposure+"},
    {"降低亮度", "exposure-"},
    {"提亮脸部", "exposure+ @faces"},
    {"让她的脸更亮", "exposure+ @faces"},
    {"天空变暗", "exposure- @sky"},
    {"把背景压暗", "exposure- @background"},
    {"提高对比度", "contrast+"},
    {"降低对比度", "contrast-"},
    {"增加天空的对比度", "contrast+ @sky"},
    {"天空的对比度提高", "contrast+ @sky"},
    {"给天空增加对比度", "contrast+ @sky"},
    {"让色彩更鲜艳", "saturation+"},
    {"降低饱和度", "saturation-"},
    {"暖一点", "warmth+"},
    {"色调更冷一点", "warmth-"},
    {"让照片更暖", "warmth+"},
    {"黑白", "bw"},
    {"把照片变成黑白", "bw"},
    {"变成黑白照片", "bw"},
    {"把背景变成黑白", "bw @background"},
    {"去色", "bw"},
    {"棕褐色", "sepia"},
    {"复古风格", "vintage"},
    {"变成老照片", "vintage"},
    {"电影感", "cinematic"},
    {"让照片看起来像电影", "cinematic"},
    {"变成夜晚", "night"},
    {"把白天变成夜晚", "night"},
    {"变成日落", "sunset"},
    {"加雾", "fog"},
    {"给照片加上雾", "fog"},
    {"下雨", "rain"},
    {"加点雨", "rain"},
    {"下大雪", "snow"},
    {"让它下雪", "snow"},
    {"变成冬天", "snow"},
    {"让天空乌云密布", "storm"},
    {"暴风雨的天空", "storm"},
    {"把天空变成暴风雨", "storm"},
    {"变成秋天", "autumn"},
    {"背景虚化", "bokeh"},
    {"模糊背景", "bokeh"},
    {"让背景模糊", "bokeh"},
    {"锐化", "sharpen"},
    {"让照片更清晰", "sharpen"},
    {"去噪", "denoise"},
    {"减少噪点", "denoise"},
    {"把天空变成橙色", "colour>orange @sky"},
    {"把红色改成蓝色", "colour>blue @red"},
    {"把蓝色的车改成红色", "colour>red @blue (车)"},
    {"把裙子变成绿色", "colour>green (裙子)"},
    {"将红色换成蓝色", "colour>blue @red"},
    {"让天空更蓝", "colour>blue @sky"},
    {"让草地更绿一点", "colour>green @foliage"},
    {"更蓝", "warmth-"},
    {"把草地变成黄色", "colour>yellow @foliage"},
    {"把帽子的颜色改成红色", "colour>red (帽子)"},
    {"亮一点，暖一点", "exposure+; warmth+"},
    {"让照片更亮并且更暖", "exposure+; warmth+"},
    {"变成黑白，然后锐化", "bw; sharpen"},
    {"加雾和雨", "fog; rain"},
    {"天空变暗，人物变亮", "exposure- @sky; exposure+ @subject"},
    {"让天空乌云密布但保留她的脸", "storm; keep faces"},
    {"让天空乌云密布，但保留她的脸", "storm; keep faces"},
    {"变暗，只改天空", "exposure- @sky"},
    {"只把天空变暗", "exposure- @sky"},
    {"除了红色都变成黑白", "bw; keep red"},
    {"变暖，不要改变脸部", "warmth+; keep faces"},
    {"变亮，天空不变", "exposure+; keep sky"},
    {"把照片變成黑白", "bw"},
    {"讓天空變成藍色", "colour>blue @sky"},
    {"ｂｌｕｒ　背景", "bokeh"},
    {"把照片调亮百分之二十", "exposure+"},
    {"太亮了", "exposure-"},
    {"照片太暗了，调亮一点", "exposure+"},
    {"有点暗，提亮", "exposure+"},
    {"整体偏暖", "warmth+"},
    {"加一点复古感觉", "vintage"},
    {"老电影风格", "vintage"},
    {"夕阳的感觉", "sunset"},
    {"下雨天", "rain"},
    {"下着大雪", "snow"},
    {"让天空阴云密布", "storm"},
    {"变成秋天的景色", "autumn"},
    {"天空不要动，其他地方变亮", "exposure+; keep sky"},
    {"给他戴上眼镜", "?他戴"},
    {"把人去掉", "?把人去掉"},
    {"不亮", "?不亮"},
    {"不要变暗", "?不要变暗"},
    {"别下雨", "?别下雨"},
    {"没有雾", "?没有雾"},
    {"去掉雾", "?去掉雾"},
    {"加上墨镜", "?墨镜"},
    {"把猫变成狗", "?把猫变成狗"},
    {"只改天空", "?只改天空"},
    {"变成水彩画", "?水彩画"},
    {"加一个雪人", "?加一个雪人"},
    {"保留她的脸", "?保留她的脸"},
    {"把他变成老人", "?老人"},
    {"🎉", "?🎉"},
};

}  // namespace

class TestLookGrammar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void understands_data() {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("meaning");
        for (const Row& row : kEnglish)
            QTest::addRow("%s", row.sentence)
                << QString::fromUtf8(row.sentence) << QString::fromUtf8(row.meaning);
        for (const Row& row : kChinese)
            QTest::addRow("%s", row.sentence)
                << QString::fromUtf8(row.sentence) << QString::fromUtf8(row.meaning);
    }

    void understands() {
        QFETCH(QString, sentence);
        QFETCH(QString, meaning);
        QCOMPARE(QString::fromStdString(shortForm(builtin::understand(sentence.toStdString()))), meaning);
    }

    void degreesScale() {
        const auto amount = [](const char* text) { return builtin::understand(text).clauses.at(0).amount; };
        QVERIFY(amount("a bit brighter") < amount("brighter"));
        QVERIFY(amount("much brighter") > amount("brighter"));
        QVERIFY(amount("extremely dark") < amount("very dark") && amount("very dark") < amount("dark"));
        QVERIFY(amount("heavy rain") > amount("rain") && amount("light rain") < amount("rain"));
        QVERIFY(amount("稍微亮一点") < amount("更亮"));
        QCOMPARE(amount("increase contrast by 20%"), 0.2);
        QCOMPARE(amount("decrease contrast by 20%"), -0.2);
        QCOMPARE(amount("-20% contrast"), -0.2);
        QCOMPARE(amount("30 percent brighter"), 0.3);
        QCOMPARE(amount("亮度提高百分之三十五"), 0.35);
        QCOMPARE(amount("reduce saturation by half"), -0.5);
        QCOMPARE(amount("increase exposure by 1 stop"), 0.5);
        QCOMPARE(amount("half a stop darker"), -0.25);
        QCOMPARE(amount("exposure -0.5 ev"), -0.25);
        QVERIFY(amount("make the sky a bit bluer") < amount("make the sky bluer"));
        QVERIFY(amount("make the sky bluer") < amount("make the sky blue"));
        QVERIFY(amount("brighter, but not too much") < amount("brighter"));
    }

    void whatIsToGoIsNotedAsRemoval() {
        for (const char* text : {"remove the person", "erase the watermark", "get rid of the unicorn", "warmer and delete the car", "把人去掉", "去掉水印"})
            QVERIFY2(builtin::understand(text).removal, text);
        for (const char* text : {"remove the noise", "remove the fog", "add sunglasses", "去噪", "去掉雾"})
            QVERIFY2(!builtin::understand(text).removal, text);
    }

    void survivesAnyBytes() {
        std::string bytes;
        for (int i = 0; i < 4000; ++i) {
            bytes += static_cast<char>((i * 7919 + i / 13) & 0xFF);
            if (i % 97 == 0) builtin::understand(bytes);
        }
        builtin::understand("\xE5");
        builtin::understand("make it \xF0\x9F");
        builtin::understand(std::string("a\0b", 3));
    }

    void everyPhraseOfTheBookKeepsItsPromise() {
        QFile file(QStringLiteral(TINTYPE_SOURCE_DIR "/resources/phrasebook.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray categories =
            QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("categories")].toArray();
        int count = 0, templates = 0;
        for (const QJsonValue& category : categories)
            for (const QJsonValue& value : category[QStringLiteral("entries")].toArray()) {
                ++count;
                templates += value[QStringLiteral("template")].toBool();
                for (const char* language : {"en", "zh"}) {
                    const QString text = value[QLatin1String(language)].toString();
                    const Understanding meaning = builtin::understand(text.toStdString());
                    const bool understood = meaning.unknown.empty() && !meaning.clauses.empty();
                    QVERIFY2(!text.isEmpty(), language);
                    QVERIFY2(understood == value[QStringLiteral("builtIn")].toBool(), qPrintable(text));
                }
            }
        QVERIFY(count >= 55);
        QCOMPARE(templates, 3);
    }

    void describesInOneLine() {
        QCOMPARE(builtin::describe(builtin::understand("make the sky stormy but keep her face")),
                 std::string("Stormy sky; faces stay as they are"));
        QCOMPARE(builtin::describe(builtin::understand("brighten the sky and add sunglasses")),
                 std::string("Brighter; only the sky; not understood: sunglasses"));
        QCOMPARE(builtin::describe(builtin::understand("")), std::string());
    }
};

QTEST_APPLESS_MAIN(TestLookGrammar)
#include "tst_look_grammar.moc"
