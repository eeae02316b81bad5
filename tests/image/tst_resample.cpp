// Resampling against Pillow's own results, to the bit.
#include <QTest>

#include "core/base/error.h"
#include "core/image/read.h"
#include "core/image/resample.h"

using namespace tintype;

class TestResample : public QObject {
    Q_OBJECT

private:
    static image::Image golden(const QString& name) { return image::read((QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/pillow/") + name).toStdString()); }

private Q_SLOTS:
    void asPillow_data() {
        QTest::addColumn<int>("filter");
        QTest::addColumn<QString>("name");
        const QStringList names{"box", "bilinear", "bicubic", "lanczos"};
        for (int filter = 0; filter < names.size(); ++filter)
            for (const char* size : {"16x16", "37x12", "61x50"})
                QTest::newRow(qPrintable(names[filter] + ' ' + size)) << filter << names[filter] + '_' + size + ".png";
    }
    void asPillow() {
        QFETCH(int, filter);
        QFETCH(QString, name);
        const image::Image expected = golden(name);
        QVERIFY(image::resampled(golden("source.png"), expected.size(), static_cast<image::Filter>(filter)).samePixels(expected));
    }
    void anotherDepthIsRefused() {
        QVERIFY_THROWS_EXCEPTION(Error, image::resampled(image::Image({4, 4}, 3, image::Depth::U16), {2, 2}, image::Filter::Box));
    }
};

QTEST_GUILESS_MAIN(TestResample)
#include "tst_resample.moc"
