// The noise schedules and samplers against numbers computed with the diffusers package.
#include <QTest>

#include "core/diffusion/sampler.h"

using namespace tintype::diffusion;

class TestSamplers : public QObject {
    Q_OBJECT

private:
    static ScheduleConfig stableDiffusion(Spacing spacing) {
        ScheduleConfig config;
        config.betaStart = 0.00085;
        config.betaEnd = 0.012;
        config.curve = BetaCurve::ScaledLinear;
        config.spacing = spacing;
        config.stepsOffset = 1;
        return config;
    }
    static void near(double value, double expected, double tolerance = 1e-5) {
        QVERIFY2(std::abs(value - expected) <= tolerance * std::max(1.0, std::abs(expected)),
                 qPrintable(QString("%1 is not %2").arg(value, 0, 'g', 9).arg(expected, 0, 'g', 9)));
    }
    // x = 1 and the network's output 0.1 (i + 1): the trajectory as single numbers.
    template <class AnySampler>
    static std::vector<double> trajectory(AnySampler sampler, int steps, double x0 = 1.0, double noise = 0.0) {
        at::Tensor x = at::full({1}, x0);
        std::vector<double> values;
        for (int i = 0; i < steps; ++i) {
            x = sampler.step(at::full({1}, 0.1 * (i + 1)), static_cast<std::size_t>(i), x, [noise] { return at::full({1}, noise); });
            values.push_back(x.item<double>());
        }
        return values;
    }

private Q_SLOTS:
    void alphas() {
        const auto alphas = alphasCumulative(stableDiffusion(Spacing::Linspace));
        near(alphas[0], 0.99914998, 1e-7);
        near(alphas[100], 0.89422315, 1e-6);
        near(alphas[500], 0.27633247, 1e-6);
        near(alphas[999], 0.00466010, 1e-7);
        const auto sigmas = trainingSigmas(alphas);
        near(sigmas[0], 0.02916753);
        near(sigmas[999], 14.61464691);
    }

    void cosineWithoutSignalAtTheEnd() {
        ScheduleConfig config;
        config.curve = BetaCurve::SquaredCosine;
        config.zeroTerminalSnr = true;
        const auto alphas = alphasCumulative(config);
        near(alphas[0], 0.99995875, 1e-7);
        near(alphas[500], 0.49226478, 1e-6);
        near(alphas[981], 0.00078403, 1e-6);
        QCOMPARE(alphas[999], 0.0F);
    }

    void eulerSteps() {
        const Euler ten(stableDiffusion(Spacing::Linspace), 10, Euler::Kind::Ancestral);
        QCOMPARE(ten.timesteps().front(), 999.0);
        QCOMPARE(ten.timesteps().at(1), 888.0);
        QCOMPARE(ten.timesteps().back(), 0.0);
        near(ten.initialSigma(), 14.61465);
        const Euler twenty(stableDiffusion(Spacing::Linspace), 20, Euler::Kind::Ancestral);
        near(twenty.timesteps()[1], 946.4211, 1e-6);
        near(Euler(stableDiffusion(Spacing::Leading), 10, Euler::Kind::Ancestral).initialSigma(), 8.45006657);
        near(Euler(stableDiffusion(Spacing::Trailing), 10, Euler::Kind::Ancestral).initialSigma(), 14.61465);
    }

    void eulerStep() {
        // down = 7.90267324, up = 7.28303099 for the first of 20 steps.
        const double s = 14.61464691;
        const double expected = 1.0 + 0.1 * (7.90267324 - s) + 0.5 * 7.28303099;
        near(trajectory(Euler(stableDiffusion(Spacing::Linspace), 20, Euler::Kind::Ancestral), 1, 1.0, 0.5)[0], expected);
    }

    void ddim() {
        ScheduleConfig config = stableDiffusion(Spacing::Leading);
        config.finalAlphaOne = false;
        const auto values = trajectory(Ddim(config, 20), 5);
        const double expected[] = {1.2792578, 1.5848815, 1.9157984, 2.2694364, 2.6416707};
        for (int i = 0; i < 5; ++i) near(values[static_cast<std::size_t>(i)], expected[i], 1e-6);
    }

    void ddimVelocity() {
        ScheduleConfig config;
        config.curve = BetaCurve::SquaredCosine;
        config.zeroTerminalSnr = true;
        config.prediction = Prediction::Velocity;
        config.stepsOffset = 1;
        Ddim sampler(config, 50);
        QCOMPARE(sampler.timesteps().front(), 981.0);
        QCOMPARE(sampler.timesteps().back(), 1.0);
        const auto step = [&sampler](std::size_t i) { return sampler.step(at::full({1}, -0.25), i, at::full({1}, 0.5), {}).item<double>(); };
        near(step(0), 0.50754851, 1e-6);
        near(step(49), 0.50231510, 1e-6);
    }

    void dpmSolver() {
        const auto values = trajectory(DpmSolver2M(stableDiffusion(Spacing::Linspace), 10), 10);
        const double expected[] = {1.6761875, 2.5525773, 3.6349618, 4.8783617, 6.1834998, 7.4688730, 8.6148024, 9.5354424, 10.1734257, 10.4143839};
        for (int i = 0; i < 10; ++i) near(values[static_cast<std::size_t>(i)], expected[i], 1e-5);
    }
};

QTEST_APPLESS_MAIN(TestSamplers)
#include "tst_samplers.moc"
