#include <QTest>

#include "core/edits/base64.h"
#include "core/edits/pixels.h"
#include "core/base/sha256.h"
#include "tests/support/scene.h"

using namespace tintype;
using namespace tintype::edits;

namespace {

std::string hashOf(const std::string& text) {
    return sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

class TestHashes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers() {
        QCOMPARE(hashOf(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(hashOf("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(hashOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                 std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
        QCOMPARE(hashOf(std::string(1000000, 'a')),
                 std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    }

    void piecesGiveTheSame() {
        std::vector<std::uint8_t> bytes(1000);
        for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 31);
        for (const std::size_t piece : {1, 55, 56, 63, 64, 65, 127, 999}) {
            Sha256 hash;
            for (std::size_t at = 0; at < bytes.size(); at += piece)
                hash.add(std::span(bytes).subspan(at, std::min(piece, bytes.size() - at)));
            QCOMPARE(hash.hex(), sha256(bytes));
        }
    }

    void base64GoesThereAndBack() {
        for (int size = 0; size < 70; ++size) {
            std::vector<std::uint8_t> bytes;
            for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 91 + size));
            QVERIFY(fromBase64(toBase64(bytes)) == bytes);
        }
        const std::string text = "hello";
        QCOMPARE(toBase64({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}), std::string("aGVsbG8="));
        for (const char* bad : {"a", "ab!=", "aGVsbG8", "====", "a===", "=AAA"}) QVERIFY(!fromBase64(bad));
    }

    void samePixelsHaveOneHash() {
        image::Image picture = test::scene({20, 10});
        const std::string hash = pixelHash(picture);
        picture.attachments.exif = {1, 2, 3};
        QCOMPARE(pixelHash(picture), hash);
        picture.mutableRow(3)[5] ^= 1;
        QVERIFY(pixelHash(picture) != hash);
        QVERIFY(pixelHash(image::Image({4, 2}, 3)) != pixelHash(image::Image({2, 4}, 3)));
    }
};

QTEST_APPLESS_MAIN(TestHashes)
#include "tst_hashes.moc"
