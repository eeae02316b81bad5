#include <QApplication>
#include <QColorSpace>
#include <QPalette>
#include <QTest>
#include <QTranslator>

#include "ui/icon.h"
#include "ui/qt_text.h"

using namespace tintype;
using namespace tintype::ui;

namespace {

// Knows two texts of core, as a translation file would.
class Shout : public QTranslator {
public:
    QString translate(const char* context, const char* text, const char*, int) const override {
        const bool known = QLatin1String(text) == QLatin1String("%1 is not %2.") || QLatin1String(text) == QLatin1String("strength");
        return known && QLatin1String(context) == QLatin1String("core") ? QString::fromUtf8(text).toUpper() : QString();
    }
    bool isEmpty() const override { return false; }
};

int darkest(const QImage& shown) {
    const QImage picture = shown.convertToFormat(QImage::Format_ARGB32);
    int result = 255;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (qAlpha(picture.pixel(x, y)) > 200) result = std::min(result, qRed(picture.pixel(x, y)));
    return result;
}

}  // namespace

class TestQtText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyCoresOwnWordsAreTranslatedAndNoneIsFilledAgain() {
        const Message message{"%1 is not %2.", {"b%2.png", "<b>ok</b>"}};
        QCOMPARE(translated(message), QString("b%2.png is not <b>ok</b>."));
        Shout shout;
        QCoreApplication::installTranslator(&shout);
        QCOMPARE(translated(message), QString("b%2.png IS NOT <b>ok</b>."));
        QCOMPARE(translated(Message{"%1 is not %2.", {"strength", "a Strength"}}), QString("STRENGTH IS NOT a Strength."));
        QCoreApplication::removeTranslator(&shout);
        for (int kind = 0; kind <= int(ErrorKind::Disk); ++kind)
            QVERIFY(advice(ErrorKind(kind)).endsWith('.'));
    }

    void picturesSurviveTheWayThere() {
        image::Image picture({5, 3}, 4);
        for (int i = 0; i < 60; ++i) picture.mutableData()[i] = std::uint8_t(i * 4 + 3);
        QCOMPARE(toQImage(picture).format(), QImage::Format_RGBA8888);
        QVERIFY(fromQImage(toQImage(picture)).samePixels(picture));
        const image::Image opaque = image::withoutAlpha(picture);
        QCOMPARE(toQImage(opaque).format(), QImage::Format_RGBX8888);
        QVERIFY(fromQImage(toQImage(opaque)).samePixels(opaque));
        QVERIFY(toQImage({}).isNull());
        QVERIFY(fromQImage({}).empty());
    }

    void deepPicturesAndProfilesAreKept() {
        QImage deep(3, 2, QImage::Format_RGBX64);
        deep.fill(QColor::fromRgba64(1000, 40000, 65535));
        deep.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
        const image::Image picture = fromQImage(deep);
        QCOMPARE(picture.depth(), image::Depth::U16);
        QCOMPARE(picture.channels(), 3);
        QCOMPARE(reinterpret_cast<const std::uint16_t*>(picture.row(1))[1], std::uint16_t(40000));
        QVERIFY(picture.attachments.icc.size() > 128);
        QImage indexed(2, 2, QImage::Format_Indexed8);
        indexed.setColorTable({qRgb(9, 8, 7), qRgb(1, 2, 3)});
        indexed.fill(0);
        QCOMPARE(fromQImage(indexed).row(0)[1], std::uint8_t(8));
    }

    void pathsGoBothWays() {
        const QString name = QString::fromUtf8("/tmp/照片 😀.jpg");
        QCOMPARE(toQString(toPath(name)), name);
        QVERIFY(!toQString(std::filesystem::path("/tmp/\xff\xfe.jpg")).isEmpty());
    }

    void iconsTakeThePalettesColour() {
        const QIcon brush = icon("brush");
        QVERIFY(!brush.isNull());
        QVERIFY(icon("no such icon").isNull());
        const QPalette before = QApplication::palette();
        QPalette palette = before;
        palette.setColor(QPalette::WindowText, Qt::white);
        QApplication::setPalette(palette);
        QCOMPARE(darkest(brush.pixmap(40, 40).toImage()), 255);
        palette.setColor(QPalette::WindowText, Qt::black);
        QApplication::setPalette(palette);
        QVERIFY(darkest(brush.pixmap(40, 40).toImage()) < 60);
        QApplication::setPalette(before);
        QCOMPARE(brush.pixmap(QSize(20, 20), 2.0).size(), QSize(40, 40));
    }
};

QTEST_MAIN(TestQtText)
#include "tst_qt_text.moc"
