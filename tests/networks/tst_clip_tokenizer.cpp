// The tokenizer against the published package: four folders of different shape, 260 texts, thousands of random ones, and
// every character there is. Then folders that are broken.
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/networks/clip_tokenizer.h"
#include "core/networks/unicode_text.h"
#include "tests/support/golden.h"

using namespace tintype;
using networks::ClipTokenizer;
using networks::CodePoint;
using networks::Tokens;
using nlohmann::json;

namespace {

std::uint32_t crc32(std::string_view bytes, std::uint32_t crc) {
    crc = ~crc;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

json readGolden() {
    std::ifstream file(tests::golden("clip_tokenizer/golden.json"));
    return json::parse(file);
}

std::string textOf(const json& entry) {
    if (entry.is_string()) return entry.get<std::string>();
    std::string text;
    for (int i = 0; i < entry[1].get<int>(); ++i) text += entry[0].get<std::string>();
    return text;
}

// The same draws as fuzz_texts() of the reference script.
class Draw {
public:
    std::uint32_t operator()(std::uint32_t limit) {
        m_state = m_state * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<std::uint32_t>((m_state >> 33) % limit);
    }

private:
    std::uint64_t m_state = 1;
};

std::string randomText(Draw& draw) {
    static constexpr char32_t kRanges[][2] = {
        {0x20, 0x7E}, {0x20, 0x7E}, {0x41, 0x5A}, {0xA0, 0x24F}, {0x300, 0x36F}, {0x370, 0x52F}, {0x590, 0x6FF},
        {0x900, 0xDFF}, {0x1100, 0x11FF}, {0x1AB0, 0x1AFF}, {0x1E00, 0x20FF}, {0x3040, 0x30FF}, {0x4E00, 0x4EFF},
        {0xA640, 0xA7FF}, {0xAC00, 0xACFF}, {0xF900, 0xFAFF}, {0x10D40, 0x10FFF}, {0x1D100, 0x1D1FF}, {0x1F300, 0x1F6FF}};
    std::string text;
    for (std::uint32_t left = draw(24); left > 0; --left) {
        const auto& range = kRanges[draw(std::size(kRanges))];
        networks::appendUtf8(text, range[0] + draw(static_cast<std::uint32_t>(range[1] - range[0] + 1)));
    }
    return text;
}

std::string normalForm(const std::string& text) { return networks::encodeUtf8(networks::normalFormC(networks::decodeUtf8(text))); }

std::string message(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.kind() == ErrorKind::BadModel ? error.what() : "another kind of error";
    }
    return "no error";
}

}  // namespace

class TestClipTokenizer : public QObject {
    Q_OBJECT

    json m_golden = readGolden();
    QTemporaryDir m_folder;

    std::filesystem::path write(const char* name, const std::string& text) {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
        std::ofstream(path, std::ios::binary) << text;
        return path.parent_path();
    }

    // A folder with these files; what opening it says.
    std::string refusal(const std::map<std::string, std::string>& files) {
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path().toStdString())) std::filesystem::remove(entry);
        for (const auto& [name, text] : files) write(name.c_str(), text);
        return message([&] { ClipTokenizer::open(m_folder.path().toStdString()); });
    }

    static constexpr const char* kIds = R"({"a": 0, "b": 1, "ab": 2, "<|startoftext|>": 3, "<|endoftext|>": 4})";

private Q_SLOTS:
    void everyTextGivesTheSameIds_data() {
        QTest::addColumn<QString>("folder");
        for (const auto& folder : m_golden["folders"].items()) QTest::newRow(folder.key().c_str()) << QString::fromStdString(folder.key());
    }

    void everyTextGivesTheSameIds() {
        QFETCH(QString, folder);
        const json& golden = m_golden["folders"][folder.toStdString()];
        const ClipTokenizer tokenizer = ClipTokenizer::open(tests::golden("clip_tokenizer") / folder.toStdString());
        QCOMPARE(tokenizer.maxLength(), golden["length"].get<std::int64_t>());
        QCOMPARE(tokenizer.beginId(), golden["begin"].get<std::int64_t>());
        QCOMPARE(tokenizer.endId(), golden["end"].get<std::int64_t>());
        QCOMPARE(tokenizer.padId(), golden["pad"].get<std::int64_t>());
        QVERIFY(m_golden["texts"].size() > 200);
        for (std::size_t i = 0; i < m_golden["texts"].size(); ++i) {
            const auto row = golden["rows"][i].get<std::vector<std::int64_t>>();  // needed, padding, ids
            std::vector<std::int64_t> expected(row.begin() + 2, row.end());
            expected.insert(golden["left"] ? expected.begin() : expected.end(), static_cast<std::size_t>(row[1]), tokenizer.padId());
            const std::string text = textOf(m_golden["texts"][i]);
            const Tokens tokens = tokenizer.encode(text);
            QVERIFY2(tokens.ids == expected, (text.substr(0, 80) + ": " + json(tokens.ids).dump() + " instead of " + json(expected).dump()).c_str());
            QCOMPARE(tokens.needed, static_cast<std::size_t>(row[0]));
            QCOMPARE(tokens.cut, tokens.needed > static_cast<std::size_t>(tokenizer.maxLength()));
            if (!tokens.cut) QCOMPARE(tokens.keptBytes, text.size());
        }
    }

    void randomTextsGiveTheSameIds_data() { everyTextGivesTheSameIds_data(); }

    void randomTextsGiveTheSameIds() {
        QFETCH(QString, folder);
        const ClipTokenizer tokenizer = ClipTokenizer::open(tests::golden("clip_tokenizer") / folder.toStdString());
        Draw draw;
        std::uint32_t crc = 0;
        for (int i = 0; i < 4000; ++i) {
            std::string line;
            for (const std::int64_t id : tokenizer.encode(randomText(draw)).ids) line.append(line.empty() ? "" : " ").append(std::to_string(id));
            crc = crc32(line.append("\n"), crc);
        }
        QCOMPARE(crc, m_golden["folders"][folder.toStdString()]["fuzz"].get<std::uint32_t>());
    }

    void everyCharacterIsTreatedAlike() {
        std::uint32_t crc = 0;
        for (char32_t c = 1; c < 0x110000; ++c) {
            if (c >= 0xD800 && c < 0xE000) continue;
            std::string one, between = "a\u0345";
            networks::appendUtf8(one, c);
            between += one + "\u0334\u0301";
            const std::string lower = networks::encodeUtf8(networks::lowerCase({{c, 0}}));
            crc = crc32("LNSO"[static_cast<int>(networks::classOf(c))] + normalForm(one) + lower + normalForm(between), crc);
        }
        QCOMPARE(crc, m_golden["characters"].get<std::uint32_t>());
    }

    void brokenUtf8IsReplaced() {
        const auto values = [](std::string_view text) {
            std::u32string out;
            for (const CodePoint& point : networks::decodeUtf8(text)) out += point.value;
            return out;
        };
        QVERIFY(values("a\xC3") == U"a\uFFFD");
        QVERIFY(values("\xE2\x82z") == U"\uFFFDz");          // one for a longest broken sequence
        QVERIFY(values("\xC0\x80") == U"\uFFFD\uFFFD");      // overlong
        QVERIFY(values("\xED\xA0\x80") == U"\uFFFD\uFFFD\uFFFD");  // a surrogate
        QVERIFY(values("\xF4\x90\x80\x80").size() == 4);     // beyond the last character
        QVERIFY(values("\x80\xFFok") == U"\uFFFD\uFFFDok");
        const ClipTokenizer tokenizer = ClipTokenizer::open(tests::golden("clip_tokenizer/like_published"));
        QVERIFY(tokenizer.encode("a\xFF").ids == tokenizer.encode("a\uFFFD").ids);
    }

    void aCutSaysWhereItIs() {
        const ClipTokenizer tokenizer = ClipTokenizer::open(tests::golden("clip_tokenizer/few_words"));
        const Tokens tokens = tokenizer.encode("low Low l\u0301ow LOWEST\u3000low newer low", 6);
        QVERIFY(tokens.cut);
        QCOMPARE(tokens.ids.size(), std::size_t(6));
        // An accented letter is two unknown bytes here: with room for one of them, the letter is not read.
        QCOMPARE(tokens.keptBytes, std::string("low Low l\u0301").size());
        QCOMPARE(tokenizer.encode("low Low l\u0301ow", 5).keptBytes, std::string("low Low").size());
        QCOMPARE(tokenizer.encode("low low low", 5).keptBytes, std::string("low low low").size());
        QCOMPARE(tokenizer.encode("low low low", 4).keptBytes, std::string("low low").size());
        QCOMPARE(tokenizer.encode("low", 2).keptBytes, std::size_t(0));
        const Tokens composed = tokenizer.encode("I\u0303 lowlow", 4);  // one character of two bytes, typed as two
        QCOMPARE(composed.keptBytes, std::string("I\u0303").size());
    }

    void hugeTextsEndSoon() {
        const ClipTokenizer tokenizer = ClipTokenizer::open(tests::golden("clip_tokenizer/like_published"));
        const Tokens tokens = tokenizer.encode(std::string(1'000'000, 'a'));
        QVERIFY(tokens.cut);
        QCOMPARE(tokens.ids.size(), std::size_t(77));
    }

    void brokenFoldersAreRefused() {
        const std::string merges = "#version: 0.2\na b\n";
        const auto says = [&](const std::map<std::string, std::string>& files, const char* words) {
            const std::string text = refusal(files);
            if (!QString::fromStdString(text).contains(words)) qWarning("%s", text.c_str());
            return QString::fromStdString(text).contains(words);
        };
        QCOMPARE(refusal({{"vocab.json", kIds}, {"merges.txt", merges}}), "no error");
        QVERIFY(says({}, "neither tokenizer.json nor vocab.json"));
        QVERIFY(says({{"vocab.json", kIds}}, "merges.txt"));
        QVERIFY(says({{"vocab.json", "[1, 2]"}, {"merges.txt", merges}}, "vocab.json is not a JSON object"));
        QVERIFY(says({{"vocab.json", "{\"a\": 0"}, {"merges.txt", merges}}, "vocab.json is not a JSON object"));
        QVERIFY(says({{"vocab.json", "{}"}, {"merges.txt", merges}}, "holds no vocabulary"));
        QVERIFY(says({{"vocab.json", R"({"a": 0, "b": 0})"}, {"merges.txt", ""}}, "same id (0)"));
        QVERIFY(says({{"vocab.json", R"({"a": -1})"}, {"merges.txt", merges}}, "negative (-1)"));
        QVERIFY(says({{"vocab.json", R"({"a": 99999999999999999999})"}, {"merges.txt", merges}}, "not a whole number"));
        QVERIFY(says({{"vocab.json", R"({"a": 18446744073709551615})"}, {"merges.txt", merges}}, "too large"));
        QVERIFY(says({{"vocab.json", R"({"a": 1.5})"}, {"merges.txt", merges}}, "not a whole number"));
        QVERIFY(says({{"vocab.json", R"({"a": [0]})"}, {"merges.txt", merges}}, "not a whole number"));
        QVERIFY(says({{"vocab.json", kIds}, {"merges.txt", "a b\nb a\n"}}, "merge 2 needs the token \"ba\""));
        QVERIFY(says({{"vocab.json", kIds}, {"merges.txt", "a\n"}}, "merge 1 (\"a\") does not have two parts"));
        QVERIFY(says({{"vocab.json", kIds}, {"merges.txt", "a b c\n"}}, "does not have two parts"));
        QVERIFY(says({{"vocab.json", std::string(200'000, '[')}, {"merges.txt", merges}}, "nested too deeply"));
        QVERIFY(says({{"tokenizer.json", "{}"}}, "\"model\""));
        QVERIFY(says({{"tokenizer.json", R"({"model": {"type": "Unigram", "vocab": []}})"}}, "no byte pair tokenizer"));
        QVERIFY(says({{"tokenizer.json", R"({"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a"]]}})"}}, "\"merges\""));
        QVERIFY(says({{"tokenizer.json", R"({"model": {"type": "BPE", "vocab": {"a": 0}}, "added_tokens": [{"id": -4, "content": "x"}]})"}}, "negative"));
        QVERIFY(says({{"tokenizer.json", R"({"model": {"type": "BPE", "vocab": {"a": 0}}, "added_tokens": [{"content": 4}]})"}}, "added_tokens"));
        QVERIFY(says({{"vocab.json", kIds}, {"merges.txt", merges}, {"tokenizer_config.json", R"({"model_max_length": 1})"}}, "at most 1 tokens"));
        QVERIFY(says({{"vocab.json", kIds}, {"merges.txt", merges}, {"tokenizer_config.json", R"({"model_max_length": "77"})"}}, "model_max_length"));
        QVERIFY(says({{"vocab.json", kIds}, {"merges.txt", merges}, {"tokenizer_config.json", R"({"truncation_side": "left"})"}}, "truncation_side"));
        QVERIFY(says({{"vocab.json", kIds}, {"merges.txt", merges}, {"special_tokens_map.json", R"({"pad_token": 5})"}}, "pad_token"));
        QVERIFY(says({{"vocab.json", kIds}, {"merges.txt", merges}, {"tokenizer_config.json", R"({"added_tokens_decoder": {"x": "y"}})"}}, "added_tokens_decoder"));
    }

    void withoutALengthOrAnUnknownTokenItSaysSo() {
        QCOMPARE(refusal({{"vocab.json", R"({"a": 0, "a</w>": 1})"}, {"merges.txt", ""}, {"tokenizer_config.json", R"({"model_max_length": 1e30})"}}), "no error");
        const ClipTokenizer tokenizer = ClipTokenizer::open(m_folder.path().toStdString());
        QCOMPARE(tokenizer.maxLength(), std::int64_t(0));
        QVERIFY(QString::fromStdString(message([&] { tokenizer.encode("a"); })).contains("model_max_length"));
        QVERIFY(QString::fromStdString(message([&] { tokenizer.encode("az", 9); })).contains("no token for \"az\""));
        // Begin and end are added behind the vocabulary, as the published package does.
        QVERIFY(tokenizer.encode("aa", 5).ids == (std::vector<std::int64_t>{2, 0, 1, 3, 3}));
        QCOMPARE(tokenizer.largestId(), std::int64_t(3));
    }
};

QTEST_APPLESS_MAIN(TestClipTokenizer)
#include "tst_clip_tokenizer.moc"
