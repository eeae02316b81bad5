// A network whose numbers overflow half precision is computed again in float32, and nobody is left with a black picture.
#include <QTest>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/nn/watchdog.h"
#include "tests/support/made_checkpoint.h"

using namespace tintype;
using checkpoint::Weights;
using nn::Fault;

class TestWatchdog : public QObject {
    Q_OBJECT

private:
    int m_loads = 0;
    std::vector<Message> m_told;

    // A network of one weight, in float16: numbers above 65504 become infinite there.
    nn::Watched watched(double weight, at::ScalarType type = at::kHalf) {
        m_loads = 0;
        m_told.clear();
        const auto checkpoint = tests::madeCheckpoint({{"weight", at::full({1}, weight)}});
        return nn::Watched(
            {type, at::kCPU, checkpoint::Layout::ChannelsLast},
            [this, checkpoint](const checkpoint::Placement& placement) {
                ++m_loads;
                Progress progress;
                return Weights::load(checkpoint, placement, progress);
            },
            "image decoder", [this](const Message& message) { m_told.push_back(message); });
    }
    static at::Tensor scaled(const Weights& w) { return at::arange(1, 5, w.tensor("weight").options()) * w.tensor("weight"); }

private Q_SLOTS:
    void faultsAreSeen() {
        const double infinite = std::numeric_limits<double>::infinity();
        for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16}) {
            const at::Tensor good = at::arange(6, at::TensorOptions().dtype(type)).reshape({2, 3});
            QCOMPARE(nn::faultOf(good), Fault::None);
            for (const double bad : {infinite, -infinite, std::nan("")}) {
                at::Tensor broken = good.clone();
                broken[1][2] = bad;
                QCOMPARE(nn::faultOf(broken), Fault::NotFinite);
                QCOMPARE(nn::faultOf(broken.t()), Fault::NotFinite);
            }
            QCOMPARE(nn::faultOf(at::full({2, 3}, 0.5, good.options())), Fault::Constant);
            QCOMPARE(nn::faultOf(at::zeros({1, 3, 8, 8}, good.options())), Fault::Constant);
        }
        QCOMPARE(nn::faultOf(at::zeros({1})), Fault::None);
        QCOMPARE(nn::faultOf(at::zeros({0})), Fault::None);
    }
    void nothingHappensToAGoodNetwork() {
        auto network = watched(2.0);
        QVERIFY(network(scaled).equal(at::tensor({2, 4, 6, 8}).to(at::kHalf)));
        network(scaled);
        QCOMPARE(m_loads, 1);
        QVERIFY(m_told.empty() && !network.inFloat32());
    }
    void anOverflowIsComputedAgainInFloat32() {
        auto network = watched(30000.0);
        const at::Tensor result = network(scaled);
        QCOMPARE(result.scalar_type(), at::kFloat);
        QVERIFY(result.equal(at::tensor({30000, 60000, 90000, 120000}).to(at::kFloat)));
        QCOMPARE(m_loads, 2);
        QCOMPARE(m_told.size(), std::size_t(1));
        QVERIFY(QString::fromStdString(m_told[0].english()).contains("image decoder"));
        // It stays there, and says so once.
        network(scaled);
        QCOMPARE(m_loads, 2);
        QCOMPARE(m_told.size(), std::size_t(1));
        QVERIFY(network.inFloat32());
    }
    void theEarlierWeightsAreGoneBeforeTheNext() {
        const auto checkpoint = tests::madeCheckpoint({{"weight", at::ones({1})}});
        c10::weak_intrusive_ptr<c10::TensorImpl> earlier{c10::intrusive_ptr<c10::TensorImpl>()};
        bool gone = false;
        nn::Watched network(
            {at::kBFloat16},
            [&](const checkpoint::Placement& placement) {
                gone = earlier.expired();
                Progress progress;
                const Weights w = Weights::load(checkpoint, placement, progress);
                earlier = c10::weak_intrusive_ptr<c10::TensorImpl>(w.tensor("weight").getIntrusivePtr());
                return w;
            },
            "U-Net", [](const Message&) {});
        network([](const Weights&) { return at::zeros({2}); });
        QVERIFY(network.inFloat32() && gone);
    }
    void aConstantAnswerIsTriedOnceInFloat32() {
        auto network = watched(0.0);
        QVERIFY(network(scaled).eq(0).all().item<bool>());
        QCOMPARE(m_loads, 2);
        QCOMPARE(m_told.size(), std::size_t(1));
    }
    void whatFailsInFloat32IsAnError() {
        for (const auto type : {at::kHalf, at::kFloat}) {
            auto network = watched(std::nan(""), type);
            try {
                network(scaled);
                QFAIL("NaN was taken for a result");
            } catch (const Error& error) {
                QCOMPARE(error.kind(), ErrorKind::BadModel);
                QVERIFY(QString(error.what()).contains("image decoder"));
            }
            QCOMPARE(m_loads, type == at::kHalf ? 2 : 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestWatchdog)
#include "tst_watchdog.moc"
