// The tile kernels against libtorch in float32 on the same bfloat16 numbers: what is left is the rounding of the result.
#include <ATen/Parallel.h>
#include <QTest>

#include <cmath>
#include <limits>

#include "core/checkpoint/tile_order.h"
#include "core/nn/device.h"
#include "core/nn/tiles.h"

using namespace tintype;
using namespace tintype::nn;

namespace {

at::Tensor numbers(at::IntArrayRef sizes, double scale = 1.0) { return (at::randn(sizes) * scale).to(at::kBFloat16); }

at::Tensor lastChannels(const at::Tensor& x) { return x.contiguous(at::MemoryFormat::ChannelsLast); }

// The largest difference in units of what rounding to bfloat16 may do to the expected numbers.
double roundings(const at::Tensor& found, const at::Tensor& expected) {
    if (found.sizes() != expected.sizes()) return 1e9;
    const at::Tensor allowed = expected.abs() / 256.0 + 1.0 / 512.0 * expected.abs().mean();
    return ((found.to(at::kFloat) - expected).abs() / allowed).max().item<double>();
}

// With all scores at once, in float32.
at::Tensor wholeAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads, bool causal) {
    const std::int64_t size = q.size(2) / heads;
    const auto split = [&](const at::Tensor& x) { return x.to(at::kFloat).reshape({x.size(0), x.size(1), heads, size}).transpose(1, 2); };
    at::Tensor scores = at::matmul(split(q), split(k).transpose(2, 3)) / std::sqrt(static_cast<double>(size));
    if (causal) scores.masked_fill_(at::ones({q.size(1), k.size(1)}, at::kBool).triu(1), -INFINITY);
    return at::matmul(at::softmax(scores, -1), split(v)).transpose(1, 2).reshape(q.sizes());
}

#define NEED_TILES \
    if (!tilesAvailable()) QSKIP("This processor has no AMX tiles: the kernel was not tested.")

#define VERIFY_CLOSE(found, expected)                                  \
    do {                                                               \
        const double apart = roundings(found, expected);               \
        QVERIFY2(apart <= 1.5, qPrintable(QString::number(apart)));    \
    } while (false)

}  // namespace

class TestTiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(2);
        at::manual_seed(7);
    }

    void tileOrderComesBack_data() {
        QTest::addColumn<std::vector<qint64>>("sizes");
        QTest::newRow("matrix") << std::vector<qint64>{48, 96};
        QTest::newRow("1x1") << std::vector<qint64>{16, 32, 1, 1};
        QTest::newRow("2x2") << std::vector<qint64>{32, 64, 2, 2};
        QTest::newRow("3x3") << std::vector<qint64>{32, 64, 3, 3};
        QTest::newRow("one tile of 3x3") << std::vector<qint64>{16, 32, 3, 3};
        QTest::newRow("wide") << std::vector<qint64>{1280, 960};
        QTest::newRow("wide 3x3") << std::vector<qint64>{320, 960, 3, 3};
        QTest::newRow("odd panels") << std::vector<qint64>{1280 + 16, 1280};
    }
    void tileOrderComesBack() {
        QFETCH(std::vector<qint64>, sizes);
        const std::vector<std::int64_t> shape(sizes.begin(), sizes.end());
        const at::Tensor weight = at::randn(shape);
        for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16}) {
            const at::Tensor stored = weight.to(type);
            QVERIFY(checkpoint::fromTileOrder(checkpoint::inTileOrder(stored), shape).equal(stored.to(at::kBFloat16)));
        }
    }
    void whatDoesNotFitIsSaid() {
        QVERIFY(!checkpoint::fitsTiles({320, 8, 3, 3}));
        QVERIFY(!checkpoint::fitsTiles({4, 320, 3, 3}));
        QVERIFY(!checkpoint::fitsTiles({32, 32, 5, 5}));
        QVERIFY(!checkpoint::fitsTiles({32, 32, 1, 3}));
        QVERIFY(!checkpoint::fitsTiles({32}));
        QVERIFY(!checkpoint::fitsTiles({0, 32}));
        QVERIFY(checkpoint::fitsTiles({32, 32}));
    }

    void linear_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::newRow("whole blocks") << 64 << 64 << 64;
        QTest::newRow("one row") << 1 << 32 << 32;
        QTest::newRow("text") << 77 << 96 << 160;
        QTest::newRow("odd panels") << 50 << 64 << 48;
        QTest::newRow("one panel") << 33 << 32 << 16;
        QTest::newRow("many rows") << 3001 << 320 << 96;
    }
    void linear() {
        NEED_TILES;
        QFETCH(int, rows);
        QFETCH(int, in);
        QFETCH(int, out);
        const at::Tensor x = numbers({2, rows, in}), weight = numbers({out, in}, 0.1), bias = numbers({out});
        const at::Tensor tiled = checkpoint::inTileOrder(weight), residual = numbers({2, rows, out});
        const at::Tensor expected = at::linear(x.to(at::kFloat), weight.to(at::kFloat), bias.to(at::kFloat));
        VERIFY_CLOSE(tiles::linear(x, tiled, {bias, {}}), expected);
        VERIFY_CLOSE(tiles::linear(x, tiled, {bias, residual}), expected + residual);
        VERIFY_CLOSE(tiles::linear(x, tiled, {{}, {}}), expected - bias);
        VERIFY_CLOSE(tiles::linear(x, tiled, {bias, {}, tiles::Activation::Gelu}), at::gelu(expected));
        VERIFY_CLOSE(tiles::linear(x, tiled, {bias, {}, tiles::Activation::QuickGelu}), expected * at::sigmoid(1.702 * expected));
        at::Tensor sum = residual.clone();
        tiles::linearInto(sum, x, tiled, {bias, sum});
        VERIFY_CLOSE(sum, expected + residual);
        if (out % 32) return;
        const auto halves = expected.chunk(2, -1);
        VERIFY_CLOSE(tiles::linear(x, tiled, {bias, {}, tiles::Activation::GatedGelu}), halves[0] * at::gelu(halves[1]));
    }
    void hugeNumbersStayNumbers() {
        NEED_TILES;
        const at::Tensor x = at::tensor({-1e30, -100.0, -20.0, 0.0, 20.0, 100.0, 1e30}, at::kFloat).to(at::kBFloat16);
        at::Tensor in = at::zeros({7, 32}, at::kBFloat16);
        in.select(1, 0).copy_(x);
        const at::Tensor weight = checkpoint::inTileOrder(at::eye(32).to(at::kBFloat16));
        for (const auto activation : {tiles::Activation::Gelu, tiles::Activation::QuickGelu}) {
            const at::Tensor y = tiles::linear(in, weight, {{}, {}, activation}).select(1, 0).to(at::kFloat);
            QVERIFY((y - at::relu(x.to(at::kFloat))).abs().le(x.to(at::kFloat).abs() * 0.005).all().item<bool>());
        }
        for (double far = -30.0; far < 30.0; far += 7 * 0.25) {
            in.select(1, 0).copy_(at::arange(7) * 0.25 + far);
            const at::Tensor y = tiles::linear(in, weight, {{}, {}, tiles::Activation::Gelu}).select(1, 0).to(at::kFloat);
            // Numbers below the normal ones slow every product that meets them.
            QVERIFY(at::logical_or(y == 0, y.abs() >= std::numeric_limits<float>::min()).all().item<bool>());
            QVERIFY((y - at::gelu(in.select(1, 0).to(at::kFloat))).abs().le(1e-6 + 0.005 * y.abs()).all().item<bool>());
        }
        in.select(1, 0).copy_(x);
        in[0][0] = NAN;
        QVERIFY(tiles::linear(in, weight, {{}, {}, tiles::Activation::QuickGelu}).isnan().any().item<bool>());
    }

    void conv_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("stride");
        QTest::newRow("square") << 32 << 32 << 1;
        QTest::newRow("small") << 8 << 8 << 1;
        QTest::newRow("odd") << 9 << 11 << 1;
        QTest::newRow("one pixel") << 1 << 1 << 1;
        QTest::newRow("a line") << 1 << 40 << 1;
        QTest::newRow("halved") << 32 << 32 << 2;
        QTest::newRow("odd halved") << 13 << 37 << 2;
    }
    void conv() {
        NEED_TILES;
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, stride);
        const at::Tensor x = lastChannels(numbers({2, 64, rows, columns})), weight = numbers({48, 64, 3, 3}, 0.05), bias = numbers({2, 48});
        const at::Tensor tiled = checkpoint::inTileOrder(weight), scale = at::randn({2, 64}), shift = at::randn({2, 64});
        at::Tensor expected = at::conv2d(x.to(at::kFloat), weight.to(at::kFloat), {}, stride, 1);
        const at::Tensor residual = numbers(expected.sizes());
        const at::Tensor offset = bias.to(at::kFloat).reshape({2, 48, 1, 1});
        VERIFY_CLOSE(tiles::conv3x3(tiles::padded(x, {}, {}), tiled, stride, {bias, residual}), expected + offset + residual);
        if (stride == 2 && rows > 1 && columns > 1) {
            expected = at::conv2d(at::constant_pad_nd(x.to(at::kFloat), {0, 1, 0, 1}), weight.to(at::kFloat), {}, 2);
            VERIFY_CLOSE(tiles::conv3x3(tiles::padded(x, {0, 1}, {}), tiled, 2, {}), expected);
        }
        // Every number is rounded once after the affine step, as where the two are apart.
        const at::Tensor raised = at::silu(x.to(at::kFloat) * scale.reshape({2, 64, 1, 1}) + shift.reshape({2, 64, 1, 1}));
        const at::Tensor source = tiles::padded(x, {}, {scale, shift});
        VERIFY_CLOSE(source.narrow(1, 1, rows).narrow(2, 1, columns).permute({0, 3, 1, 2}), raised);
        const at::Tensor raisedAtOnce = tiles::conv3x3(source, tiled, stride, {bias, residual});
        for (const std::int64_t bytes : {1, 4000, 20000})
            QVERIFY(tiles::conv3x3(x, tiled, {stride, {}, {scale, shift}, {}}, {bias, residual}, bytes).equal(raisedAtOnce));
        const at::Tensor larger = tiles::padded(x, {}, {}, {rows * 2 - 1, columns * 2});
        const at::Tensor same = at::upsample_nearest2d(x.to(at::kFloat), {rows * 2 - 1, columns * 2});
        QVERIFY(larger.narrow(1, 1, rows * 2 - 1).narrow(2, 1, columns * 2).permute({0, 3, 1, 2}).to(at::kFloat).equal(same));
        const std::vector<std::int64_t> size{rows * 2 - 1, columns * 2};
        QVERIFY(tiles::conv3x3(x, tiled, {1, {}, {}, size}, {bias, {}}, 9000).equal(tiles::conv3x3(larger, tiled, 1, {bias, {}})));
        QVERIFY(larger.select(1, 0).eq(0).all().item<bool>() && larger.select(2, columns * 2 + 1).eq(0).all().item<bool>());
    }

    void norms() {
        NEED_TILES;
        for (const double mean : {0.0, 30.0}) {
            const at::Tensor x = lastChannels((at::randn({2, 96, 17, 5}) + mean).to(at::kBFloat16));
            const at::Tensor weight = numbers({96}), bias = numbers({96});
            const at::Tensor expected = at::group_norm(x.to(at::kFloat).contiguous(), 8, weight.to(at::kFloat), bias.to(at::kFloat), 1e-5);
            const auto affine = tiles::groupNormAffine(x, 8, 1e-5, weight, bias);
            VERIFY_CLOSE(tiles::applyAffine(x, affine, false), expected);
            VERIFY_CLOSE(tiles::applyAffine(x, affine, true), at::silu(expected));
            const at::Tensor tokens = (at::randn({2, 77, 96}) + mean).to(at::kBFloat16);
            VERIFY_CLOSE(tiles::layerNorm(tokens, 1e-5, weight, bias),
                         at::layer_norm(tokens.to(at::kFloat), {96}, weight.to(at::kFloat), bias.to(at::kFloat), 1e-5));
        }
    }

    void attention_data() {
        QTest::addColumn<int>("queries");
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("causal");
        QTest::addColumn<double>("spread");
        QTest::newRow("self") << 256 << 256 << 2 << 40 << false << 1.0;
        QTest::newRow("long") << 700 << 700 << 3 << 40 << false << 1.0;
        QTest::newRow("text") << 300 << 77 << 2 << 80 << false << 1.0;
        QTest::newRow("causal") << 77 << 77 << 3 << 64 << true << 1.0;
        QTest::newRow("causal long") << 600 << 600 << 1 << 32 << true << 1.0;
        QTest::newRow("one token") << 1 << 1 << 2 << 8 << false << 1.0;
        QTest::newRow("odd head") << 37 << 261 << 1 << 23 << false << 1.0;
        QTest::newRow("wide") << 130 << 290 << 1 << 512 << false << 1.0;
        QTest::newRow("peaked") << 64 << 520 << 2 << 64 << false << 8.0;
    }
    void attention() {
        NEED_TILES;
        QFETCH(int, queries);
        QFETCH(int, keys);
        QFETCH(int, heads);
        QFETCH(int, size);
        QFETCH(bool, causal);
        QFETCH(double, spread);
        const at::Tensor q = numbers({2, queries, heads * size}, spread), k = numbers({2, keys, heads * size}), v = numbers({2, keys, heads * size});
        const at::Tensor expected = wholeAttention(q, k, v, heads, causal);
        const at::Tensor found = tiles::attention(q, k, v, heads, causal);
        // The weights are rounded before the second product: their errors add up like noise.
        const double apart = (found.to(at::kFloat) - expected).abs().max().item<double>() / expected.abs().max().item<double>();
        QVERIFY2(apart < 0.008, qPrintable(QString::number(apart)));
    }
    // Scores that climb from one block of keys to the next by far more than a weight may grow before sums are scaled again.
    void scoresThatClimb_data() {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::newRow("climb") << 0.0 << 600.0;
        QTest::newRow("climb a little") << 0.0 << 12.0;
        QTest::newRow("fall") << 600.0 << 0.0;
        QTest::newRow("very negative") << -5000.0 << -4000.0;
        QTest::newRow("all alike, very negative") << -20000.0 << -20000.0;
        QTest::newRow("all alike, very large") << 20000.0 << 20000.0;
        QTest::newRow("from one end to the other") << -30000.0 << 30000.0;
    }
    void scoresThatClimb() {
        NEED_TILES;
        QFETCH(double, from);
        QFETCH(double, to);
        constexpr std::int64_t kTokens = 900, kSize = 32;
        // The first number of a key alone decides its score.
        at::Tensor q = at::zeros({1, 40, kSize}, at::kBFloat16), k = at::zeros({1, kTokens, kSize}, at::kBFloat16);
        q.select(2, 0).fill_(std::sqrt(double(kSize)));
        k.select(2, 0).copy_(at::linspace(from, to, kTokens).unsqueeze(0));
        const at::Tensor v = numbers({1, kTokens, kSize}), expected = wholeAttention(q, k, v, 1, false);
        const double apart = (tiles::attention(q, k, v, 1, false).to(at::kFloat) - expected).abs().max().item<double>();
        QVERIFY2(apart < 0.008 * expected.abs().max().item<double>(), qPrintable(QString::number(apart)));
    }
    void invalidScoresAreNotForgotten_data() {
        QTest::addColumn<int>("key");
        for (const int key : {0, 5, 17, 31, 32, 100, 255, 256, 500, 519}) QTest::addRow("key %d", key) << key;
    }
    void invalidScoresAreNotForgotten() {
        NEED_TILES;
        QFETCH(int, key);
        const at::Tensor q = numbers({1, 70, 64}), v = numbers({1, 520, 64});
        at::Tensor k = numbers({1, 520, 64});
        k[0][key][3] = NAN;
        const at::Tensor found = tiles::attention(q, k, v, 2, false);
        QVERIFY(found.narrow(2, 0, 32).isnan().all().item<bool>());
        QVERIFY(!found.narrow(2, 32, 32).isnan().any().item<bool>());  // the other head's keys were numbers
        k[0][key][3] = INFINITY;  // a score of plus or minus infinity: the first has no softmax, the second no weight
        const at::Tensor expected = wholeAttention(q, k, v, 2, false), infinite = tiles::attention(q, k, v, 2, false);
        QVERIFY(infinite.isnan().equal(expected.isnan()));
        QVERIFY(expected.isnan().any().item<bool>() && !expected.isnan().all().item<bool>());
        QVERIFY(at::nan_to_num(infinite.to(at::kFloat)).allclose(at::nan_to_num(expected), 0.02, 0.02));
        k[0][key][3] = 0.0;
        at::Tensor values = v.clone();
        values[0][key][40] = NAN;
        const at::Tensor weighted = tiles::attention(q, k, values, 2, false);
        QVERIFY(weighted.select(2, 40).isnan().all().item<bool>() && !weighted.narrow(2, 0, 40).isnan().any().item<bool>());
    }
    void hiddenKeysDoNotCount() {
        NEED_TILES;
        const at::Tensor q = numbers({1, 300, 32}), v = numbers({1, 300, 32});
        at::Tensor k = numbers({1, 300, 32});
        k[0][290][0] = NAN;
        const at::Tensor found = tiles::attention(q, k, v, 1, true);
        QVERIFY(!found.narrow(1, 0, 290).isnan().any().item<bool>());
        QVERIFY(found.narrow(1, 290, 10).isnan().all().item<bool>());
    }
};

QTEST_APPLESS_MAIN(TestTiles)
#include "tst_tiles.moc"
