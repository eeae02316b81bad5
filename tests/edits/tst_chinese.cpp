// Chinese instructions and their English: the presets, the three templates, and what cannot be turned.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/edits/chinese.h"

using namespace tintype::edits;

namespace {

// What stands as typed is put in brackets.
std::string turned(const std::string& text) {
    std::string out;
    for (const TranslatedPart& part : toEnglish(text).parts) out += part.known ? part.text : "[" + part.text + "]";
    return out;
}

struct Row {
    const char* chinese;
    const char* english;
};

constexpr Row kRows[] = {
    {"把天空变成红色", "Change the sky to red"},
    {"把猫变成狗", "Turn the cat into a dog"},
    {"给猫戴上帽子", "Put a hat on the cat"},
    {"给她戴上墨镜", "Put sunglasses on her"},
    {"让她看起来更年轻", "Make her look younger"},
    {"让他变老", "Make him look old"},
    {"改成水彩风格", "Make it look like a watercolor painting"},
    {"变成梵高风格", "Make it look like a painting by Van Gogh"},
    {"把照片变成梵高风格", "Make the photo look like a painting by Van Gogh"},
    {"去掉背景里的人", "Remove the person in the background"},
    {"去掉水印", "Remove the watermark"},
    {"添加一只鸟", "Add a bird"},
    {"在天空中加上彩虹", "Put a rainbow in the sky"},
    {"在桌子上放一个苹果", "Put an apple on the table"},
    {"把苹果放在桌子上", "Put the apple on the table"},
    {"把背景换成海滩", "Change the background to a beach"},
    {"把她的头发变成金色", "Change her hair to gold"},
    {"把女孩的裙子改成蓝色的连衣裙", "Change the girl's dress to a blue dress"},
    {"让天空更蓝一点", "Make the sky a bit bluer"},
    {"让照片更亮", "Make it brighter"},
    {"下雪", "Make it snow"},
    {"把夏天变成冬天", "Change summer to winter"},
    {"变成冬天", "Turn it into winter"},
    {"变成夜晚", "Make it look like night"},
    {"黑白", "Black and white"},
    {"请把车变成红色的跑车", "Change the car to a red sports car"},
    {"把戴帽子的女人变成机器人", "Change the woman wearing a hat to a robot"},
    {"让他微笑", "Make him smile"},
    {"让她穿上红色的裙子", "Put a red dress on her"},
    {"给男人穿上西装", "Put a suit on the man"},
    {"添加两只白色的猫", "Add two white cats"},
    {"把木头桌子变成大理石桌子", "Change the wooden table to a marble table"},
    {"虚化背景", "Blur the background"},
    {"把麒麟变成狗", "Change [麒麟] to a dog"},
    {"让汽车变红，然后把草地变成雪地", "Change the car to red and change the lawn to snow"},
    {"让天空乌云密布，但保留她的脸", "Make the sky stormy but keep her face"},
    {"把天空變成紅色", "Change the sky to red"},
    {"讓貓戴上眼鏡", "Put glasses on the cat"},
    {"看起来像油画", "Make it look like an oil painting"},
    {"让房子看起来像城堡", "Make the house look like a castle"},
    {"把图片变成赛博朋克风格", "Make the photo look cyberpunk"},
    {"把他变成老人", "Change him to an old man"},
    {"删除左边的垃圾桶", "Remove the left trash can"},
    {"把红色的汽车换成绿色的自行车", "Change the red car to a green bicycle"},
    {"天空变成橙色", "Change the sky to orange"},
    {"把背景虚化", "Blur the background"},
    {"提高对比度", "Increase the contrast"},
    {"降低亮度", "Reduce the brightness"},
    {"把cat变成dog", "Change cat to dog"},
    {"把头发染成蓝色", "Change the hair to blue"},
    {"让树叶变黄", "Change the leaves to yellow"},
    {"给房子加上屋顶", "Put a roof on the house"},
    {"在湖上加一条船", "Add a boat on the lake"},
    {"把所有的花变成玫瑰", "Change all the flowers to roses"},
    {"让猫看起来可爱", "Make the cat look cute"},
    {"把猫变大", "Make the cat bigger"},
    {"让照片看起来像老照片", "Make the photo look like an old photo"},
    {"把人变成雕像", "Change the person to a statue"},
    {"把天空换成星空", "Change the sky to stars"},
    {"增加很多花", "Add many flowers"},
    {"给墙刷成白色", "Change the wall to white"},
    {"头发变长", "Make the hair longer"},
    {"来一只熊猫", "Add a panda"},
    {"把山变成火山并且加上烟雾", "Change the mountain to a volcano and add smoke"},
    {"把它变成3D", "Make it look like a 3D render"},
    {"转换成动漫风格", "Make it look like an anime"},
    {"给戴帽子的女人穿上西装", "Put a suit on the woman wearing a hat"},
    {"增加对比度", "Increase the contrast"},
    {"天空中没有云", "Remove the cloud in the sky"},
    {"从照片中去掉人", "Remove the person"},
    {"把人从照片中去掉", "Remove the person"},
    {"在照片里加上一只狗", "Add a dog"},
    {"换个背景", "Change the background"},
    {"换一件红色的衣服", "Change the clothes to red clothes"},
    {"把汽车的颜色变成红色", "Change the color of the car to red"},
    {"把风格换成油画", "Make it look like an oil painting"},
    {"让画面看起来像是冬天", "Make the photo look like winter"},
    {"让老人变年轻", "Make the old man look young"},
    {"让男孩笑起来", "Make the boy smile"},
    {"把沙发换成皮革沙发", "Change the sofa to a leather sofa"},
    {"把她变成公主", "Change her to a princess"},
    {"把他的衬衫换成黑色皮夹克", "Change his shirt to a black leather jacket"},
    {"把地板变成大理石", "Make the floor look marble"},
    {"在她的头上放一顶皇冠", "Put a crown on her head"},
    {"给狗戴红色围巾", "Put a red scarf on the dog"},
    {"把湖面冻住", "Make the lake look frozen"},
    {"让水更清澈", "Make the water clearer"},
    {"让画面更温暖一点", "Make the photo a bit warmer"},
    {"把月亮加到天空", "Put the moon in the sky"},
    {"把晴天变成雨天", "Change the sunny day to a rainy day"},
    {"把老虎变成毛茸茸的玩具", "Change the tiger to a furry toy"},
    {"帮我把天空换成日落", "Change the sky to sunset"},
    {"我想让她的头发变成卷发", "Change her hair to curly hair"},
    {"能不能把这个男人变成超级英雄？", "Change the man to a superhero"},
    {"让它看起来像毕加索的画", "Make it look like a painting by Picasso"},
    {"变成黑白照片", "Change it to a black and white photo"},
    {"变成一张老照片", "Make it look like an old photo"},
    {"把自行车换成摩托车，把路变成河", "Change the bicycle to a motorcycle, change the road to a river"},
    {"让她闭上眼睛", "Make her close the eyes"},
    {"添加闪电和乌云", "Add lightning and dark clouds"},
    {"把帽子去掉", "Remove the hat"},
    {"去掉他的眼镜", "Remove his glasses"},
    {"去除皱纹", "Remove the wrinkles"},
    {"给她化妆", "Put makeup on her"},
    {"让城市看起来像未来", "Make the city look like the future"},
    {"背景换成森林", "Change the background to a forest"},
    {"把男人换成女人", "Change the man to a woman"},
    {"让房间变得干净", "Make the room cleaner"},
    {"让街道看起来更拥挤", "Make the street look more crowded"},
    {"在窗户旁边加一盆植物", "Put a plant next to the window"},
    {"把猫放在沙发上", "Put the cat on the sofa"},
    {"在他旁边加一个机器人", "Put a robot next to him"},
    {"把食物变成披萨", "Change the food to a pizza"},
    {"把水果换成蛋糕", "Change the fruit to a cake"},
    {"让天空下雨", "Make it rain"},
    {"晚上", "Make it look like night"},
    {"秋天的森林", "Change it to an autumn forest"},
    {"红色", "Change the color to red"},
    {"像素风", "Make it look like pixel art"},
    {"宫崎骏风格", "Make it look like a Studio Ghibli film"},
    {"梵高的风格", "Make it look like a painting by Van Gogh"},
    {"把天空变成梵高的星月夜", "Make the sky look like The Starry Night by Van Gogh"},
    {"让他看起来像个海盗", "Make him look like a pirate"},
    {"把这只狗变成一只戴着帽子的猫", "Change the dog to a cat wearing a hat"},
    {"将背景替换为夜晚的城市", "Change the background to a night city"},
    {"在草地上添加三只羊", "Put three sheep on the lawn"},
    {"让女人的头发更短", "Make the woman's hair shorter"},
    {"把白天变成夜晚", "Turn day into night"},
    {"使画面变暗", "Make the photo darker"},
    {"把房子刷成粉色", "Change the house to pink"},
    {"给雪人围上红色围巾", "Put a red scarf on the snowman"},
    {"让小女孩抱着玩具熊", "Make the girl [抱] a teddy bear"},
    {"把猫咪变成狮子，并且让背景变成草原", "Change the cat to a lion and change the background to a grassland"},
    {"不要改变她的脸", "Keep her face"},
    {"保留天空", "Keep the sky"},
    {"只改背景", "Change the background"},
    {"把车变红", "Change the car to red"},
    {"变红", "Change the color to red"},
    {"变漂亮", "Make it look beautiful"},
    {"变成狗", "Change it to a dog"},
    {"让他戴上眼镜", "Put glasses on him"},
    {"把男人变成穿盔甲的骑士", "Change the man to a knight wearing armor"},
    {"把她变成穿着婚纱的新娘", "Change her to a bride wearing a wedding dress"},
    {"把香蕉变成黄金", "Change the banana to gold"},
    {"去掉电线和路灯", "Remove the power lines and the street lamp"},
    {"去除噪点", "Remove the noise"},
    {"把狗移到沙发上", "Put the dog on the sofa"},
    {"增加一点雾", "Add fog"},
    {"稍微亮一点", "Make it a bit brighter"},
    {"把石头变成面包", "Change the rock to bread"},
    {"让月亮更大", "Make the moon bigger"},
};

QJsonArray presets() {
    QFile file(QStringLiteral(TINTYPE_SOURCE_DIR "/resources/phrasebook.json"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QJsonArray entries;
    for (const QJsonValue& category : QJsonDocument::fromJson(file.readAll()).object().value("categories").toArray())
        for (const QJsonValue& entry : category.toObject().value("entries").toArray()) entries.append(entry);
    return entries;
}

}  // namespace

class TestChinese : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sentences_data() {
        QTest::addColumn<QByteArray>("english");
        for (const Row& row : kRows) QTest::newRow(row.chinese) << QByteArray(row.english);
    }

    void sentences() {
        QFETCH(QByteArray, english);
        QCOMPARE(QString::fromStdString(turned(QTest::currentDataTag())), QString::fromUtf8(english));
    }

    void presetsGiveTheirOwnEnglish() {
        QVERIFY(presets().size() > 40);
        for (const QJsonValue& value : presets()) {
            const QJsonObject entry = value.toObject();
            if (entry.value("template").toBool()) continue;
            const Translation translation = toEnglish(entry.value("zh").toString().toStdString());
            QCOMPARE(QString::fromStdString(translation.english()), entry.value("en").toString());
            QVERIFY(translation.complete());
        }
    }

    // Every word of the lists, in each of the templates: nothing stays Chinese and nothing is lost.
    void everyWordFitsTheTemplates() {
        QFile file(QStringLiteral(TINTYPE_SOURCE_DIR "/resources/chinese_words.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString section;
        int words = 0;
        for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
            if (line.startsWith('[')) section = line.mid(1, line.indexOf(']') - 1);
            if (!line.contains(" = ")) continue;
            if (section != "person" && section != "animal" && section != "noun") continue;
            const QString english = line.section(" = ", 0, 0);
            const QString bare = english.startsWith("a ") || english.startsWith("an ") || english.startsWith("the ") ? english.section(' ', 1) : english;
            for (const QString& word : line.section(" = ", 1).split(' ', Qt::SkipEmptyParts)) {
                ++words;
                for (const QString& sentence : {QString("把%1变成狗"), QString("把猫换成%1"), QString("去掉%1")}) {
                    const Translation translation = toEnglish(sentence.arg(word).toStdString());
                    const QString text = QString::fromStdString(translation.english());
                    QVERIFY2(translation.complete() && text.contains(bare, Qt::CaseInsensitive), qPrintable(sentence.arg(word) + ": " + text));
                }
            }
        }
        QVERIFY(words > 600);
    }

    void unknownWordsAreMarkedNotDropped() {
        const Translation translation = toEnglish("把麒麟变成狗");
        QVERIFY(!translation.complete());
        QCOMPARE(translation.unknown(), std::vector<std::string>{"麒麟"});
        QCOMPARE(translation.english(), std::string("Change 麒麟 to a dog"));
    }

    void englishStaysAsItIs() {
        QVERIFY(!hasChinese("make it red 😀 é"));
        QCOMPARE(toEnglish("  make it red, please ").english(), std::string("  make it red, please "));
        QVERIFY(toEnglish("").complete());
    }

    void traditionalCharacters() {
        QVERIFY(hasChinese("變"));
        QCOMPARE(turned("把貓變成龍"), std::string("Change the cat to a dragon"));
    }

    void oddInputEnds() {
        for (const std::string text : {"把", "让", "给", "的", "的的的", "把把把变成变成", "，。；", "把\x01猫\x02变成狗", "和和和", "在在上上", "更", "一", "然后", "把\xFF猫", "\xE6\x8A"})
            QVERIFY(toEnglish(text).english().size() < 200);
        QCOMPARE(turned("把\x01猫\x02变成龙"), std::string("Change the cat to a dragon"));
        std::string many;
        for (int i = 0; i < 1000; ++i) many += "把猫变成狗的";
        QVERIFY(toEnglish(many).english().size() < 400'000);
        QVERIFY(!toEnglish(std::string(3, 'a') + std::string(30'000, 'b') + "猫").complete());
    }
};

QTEST_APPLESS_MAIN(TestChinese)
#include "tst_chinese.moc"
