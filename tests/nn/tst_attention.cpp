// Attention in pieces against the whole product, where the tile kernel does not take it.
#include <QTest>

#include <ATen/Parallel.h>

#include <cmath>

#include "core/nn/attention.h"

using namespace tintype::nn;

class TestAttention : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void invalidKeysAreNotForgotten() {
        const at::Tensor q = at::randn({1, 70, 64}), v = at::randn({1, 520, 64});
        for (const int key : {0, 255, 519}) {
            at::Tensor k = at::randn({1, 520, 64});
            k[0][key][3] = NAN;
            const at::Tensor found = attention(q, k, v, 2);
            QVERIFY(found.narrow(2, 0, 32).isnan().all().item<bool>());
            QVERIFY(!found.narrow(2, 32, 32).isnan().any().item<bool>());
        }
    }

    void pieces_data() {
        QTest::addColumn<int>("queries");
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("causal");
        QTest::addColumn<int>("scoreBytes");
        QTest::newRow("at once") << 60 << 60 << 2 << 40 << false << (64 << 20);
        QTest::newRow("a few rows") << 61 << 60 << 2 << 40 << false << 1000;
        QTest::newRow("row by row") << 61 << 77 << 3 << 8 << false << 1;
        QTest::newRow("causal") << 77 << 77 << 2 << 64 << true << 2000;
        QTest::newRow("one") << 1 << 1 << 1 << 1 << true << 1;
    }
    void pieces() {
        QFETCH(int, queries);
        QFETCH(int, keys);
        QFETCH(int, heads);
        QFETCH(int, size);
        QFETCH(bool, causal);
        QFETCH(int, scoreBytes);
        const at::Tensor q = at::randn({2, queries, heads * size}), k = at::randn({2, keys, heads * size}), v = at::randn({2, keys, heads * size});
        const auto split = [&](const at::Tensor& x) { return x.reshape({2, x.size(1), heads, size}).transpose(1, 2); };
        at::Tensor scores = at::matmul(split(q), split(k).transpose(2, 3)) / std::sqrt(double(size));
        if (causal) scores.masked_fill_(at::ones({queries, keys}, at::kBool).triu(1), -INFINITY);
        const at::Tensor expected = at::matmul(at::softmax(scores, -1), split(v)).transpose(1, 2).reshape(q.sizes());
        const at::Tensor found = attention(q, k, v, heads, causal ? Masking::Causal : Masking::None, static_cast<std::uint64_t>(scoreBytes));
        QVERIFY((found - expected).abs().max().item<double>() < 1e-5);
        QCOMPARE(attention(q.to(at::kBFloat16), k.to(at::kBFloat16), v.to(at::kBFloat16), heads).scalar_type(), at::kBFloat16);
    }
};

QTEST_APPLESS_MAIN(TestAttention)
#include "tst_attention.moc"
