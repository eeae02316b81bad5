// Random work on a document, undone and redone at random: the state at each index must always be the same.
#include <QCryptographicHash>
#include <QTest>
#include <random>

#include "core/document/document.h"

using namespace tintype;
using namespace tintype::document;
using image::Image;
using image::Mask;

namespace {

QByteArray stateOf(const Document& document) {
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const auto add = [&](const std::uint8_t* bytes, std::size_t count) {
        hash.addData(QByteArrayView(reinterpret_cast<const char*>(bytes), static_cast<qsizetype>(count)));
    };
    for (const Image* picture : {&document.picture(), &document.original()}) {
        hash.addData(QByteArray::number(picture->width()) + 'x' + QByteArray::number(picture->channels()) + 'x' +
                     QByteArray::number(int(picture->depth())));
        add(picture->data(), picture->byteSize());
        add(picture->attachments.xmp.data(), picture->attachments.xmp.size());
    }
    const Mask& mask = document.mask();
    const image::Bytes bytes = mask.bytes();
    add(bytes.data(), bytes.size());
    return hash.result();
}

class Fuzzer {
public:
    explicit Fuzzer(unsigned seed) : m_random(seed) { m_document.open(noise({300, 200}, 3, image::Depth::U8)); }

    Document& document() { return m_document; }
    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }

    Image noise(Size size, int channels, image::Depth depth) {
        Image out(size, channels, depth);
        std::uint8_t* bytes = out.mutableData();
        for (std::size_t i = 0; i < out.byteSize(); ++i) bytes[i] = static_cast<std::uint8_t>(m_random());
        return out;
    }

    void edit() {
        Image next = m_document.picture();
        for (int i = 0; i < 20; ++i) next.mutableRow(below(next.height()))[below(int(next.rowBytes()))] ^= 0x55;
        next.attachments.xmp.assign(3, static_cast<std::uint8_t>(m_random()));
        m_document.replacePicture(next, QStringLiteral("Edit"));
    }
    void anotherKind() {
        const Size size = m_document.picture().size();
        m_document.replacePicture(noise(size, 3 + below(2), below(2) ? image::Depth::U8 : image::Depth::U16),
                                  QStringLiteral("Kind"));
    }
    void enlarge() {
        m_document.replacePicture(noise({100 + below(400), 100 + below(300)}, 3, image::Depth::U8), QStringLiteral("Size"));
    }
    void geometry() {
        const Size size{50 + below(300), 50 + below(300)};
        Mask mask(size, static_cast<std::uint8_t>(below(256)));
        m_document.replaceGeometry(noise(size, 3, image::Depth::U8), noise(size, 3, image::Depth::U8), mask,
                                   QStringLiteral("Crop"));
    }
    void mask() {
        Mask mask(m_document.picture().size());
        for (int i = 0; i < 5; ++i) mask.mutableRow(below(mask.size().height))[below(mask.size().width)] = 200;
        m_document.replaceMask(mask, QStringLiteral("Mask"));
    }
    void stroke(bool keep) {
        m_document.beginStroke();
        for (int i = 0; i < 4; ++i) {
            const Size size = m_document.mask().size();
            const Rect rect = intersect({below(size.width), below(size.height), 1 + below(80), 1 + below(80)},
                                        {0, 0, size.width, size.height});
            const auto value = static_cast<std::uint8_t>(m_random());
            for (int y = rect.y; y < rect.bottom(); ++y)
                std::fill_n(m_document.strokeMask().mutableRow(y) + rect.x, rect.width, value);
            m_document.strokeTouched(rect);
        }
        keep ? m_document.endStroke(QStringLiteral("Stroke")) : m_document.cancelStroke();
    }
    void act() {
        switch (below(10)) {
            case 0: return anotherKind();
            case 1: return enlarge();
            case 2: return geometry();
            case 3: return mask();
            case 4: return stroke(false);
            case 5: case 6: case 7: return stroke(true);
            default: return edit();
        }
    }

private:
    std::mt19937 m_random;
    Document m_document;
};

}  // namespace

class TestUndoFuzz : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void randomWork_data() {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<quint64>("limit");
        QTest::newRow("all in memory") << 1u << (quint64(1) << 30);
        QTest::newRow("most in the file") << 2u << (quint64(1) << 20);
        QTest::newRow("nothing in memory") << 3u << quint64(1);
    }

    void randomWork() {
        QFETCH(unsigned, seed);
        QFETCH(quint64, limit);
        Fuzzer fuzzer(seed);
        Document& document = fuzzer.document();
        document.setUndoLimits(limit, quint64(1) << 32);
        QUndoStack& stack = document.undoStack();
        std::vector<QByteArray> states{stateOf(document)};
        for (int round = 0; round < 500; ++round) {
            const int choice = fuzzer.below(10);
            if (choice < 3) {
                stack.setIndex(fuzzer.below(stack.count() + 1));
            } else if (choice < 5) {
                fuzzer.below(2) ? stack.undo() : stack.redo();
            } else {
                const int before = stack.index();
                fuzzer.act();
                if (stack.index() != before) states.resize(static_cast<std::size_t>(before) + 1);
                if (stack.index() != before) states.push_back(stateOf(document));
            }
            if (fuzzer.below(4) == 0) document.settleUndo();
            if (fuzzer.below(9) == 0) QCoreApplication::processEvents();
            QCOMPARE(document.mask().size(), document.picture().size());
            QVERIFY2(stateOf(document) == states.at(static_cast<std::size_t>(stack.index())),
                     qPrintable(QStringLiteral("round %1").arg(round)));
        }
    }

    void theOldestStepsAreDroppedWhenTheFileIsFull() {
        Fuzzer fuzzer(9);
        Document& document = fuzzer.document();
        document.setUndoLimits(quint64(1) << 20, quint64(2) << 20);
        QUndoStack& stack = document.undoStack();
        std::vector<QByteArray> states{stateOf(document)};
        for (int i = 0; i < 60; ++i) {
            document.replacePicture(fuzzer.noise({300, 200}, 3, image::Depth::U8), QString::number(i));
            states.push_back(stateOf(document));
            if (i == 57) document.setSaved("/tmp/x.png");
            document.settleUndo();
            QCoreApplication::processEvents();
        }
        document.settleUndo();
        QCoreApplication::processEvents();
        QVERIFY2(stack.count() < 40 && stack.count() > 3, qPrintable(QString::number(stack.count())));
        QCOMPARE(stack.index(), stack.count());
        QCOMPARE(stack.undoText(), QStringLiteral("59"));
        QVERIFY(document.undoDisk() <= quint64(2) << 20);
        QVERIFY(document.undoMemory() <= quint64(2) << 20);
        QCOMPARE(stack.cleanIndex(), stack.count() - 2);
        while (stack.canUndo()) {
            stack.undo();
            states.pop_back();
            QVERIFY(stateOf(document) == states.back());
            QCOMPARE(document.modified(), states.size() != 59);
        }
        QVERIFY(states.size() > 1);
    }

    void manySmallEditsOfALargePhotoStayWithinAGigabyte() {
        Document document;
        Image picture({6000, 4000}, 3);
        std::mt19937 random(3);
        std::uint8_t* bytes = picture.mutableData();
        for (std::size_t i = 0; i < picture.byteSize(); i += 4) bytes[i] = static_cast<std::uint8_t>(random());
        document.open(picture);
        picture = {};
        std::uint64_t most = 0;
        for (int i = 0; i < 50; ++i) {
            Image next = document.picture();
            for (int y = 100; y < 400; ++y)
                for (int x = 0; x < 900; ++x) next.mutableRow(y + i * 70)[x] ^= static_cast<std::uint8_t>(i + 1);
            if (document.undoBehind()) document.settleUndo();
            document.replacePicture(std::move(next), QStringLiteral("Small"));
            most = std::max(most, document.undoMemory());
        }
        document.settleUndo();
        QVERIFY2(most < quint64(1) << 30, qPrintable(QString::number(most)));
        qInfo("at most %.0f MB, settled %.0f MB", most / 1e6, document.undoMemory() / 1e6);
        QVERIFY(document.undoMemory() < 200e6);
        while (document.undoStack().canUndo()) document.undoStack().undo();
        QVERIFY(document.picture().samePixels(document.original()));
    }
};

QTEST_GUILESS_MAIN(TestUndoFuzz)
#include "tst_undo_fuzz.moc"
