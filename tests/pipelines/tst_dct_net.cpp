// The whole cartoon tool against the authors' pipeline: photos with no, one and two faces, and one large enough to be
// drawn smaller.
#include <QTest>

#include "core/base/error.h"
#include "core/pipelines/cartoon_head.h"
#include "core/pipelines/dct_net.h"
#include "core/pipelines/networks.h"
#include "tests/pipelines/pictures.h"
#include "tests/support/golden.h"

using namespace tintype;
using checkpoint::Checkpoint;
using tests::imageOf;

class TestCartoonTool : public QObject {
    Q_OBJECT

private:
    static Checkpoint photos() { return Checkpoint::open(tests::golden("dct_net_like_anime") / "photos.safetensors"); }
    // The picture that the reference script makes too large to keep.
    static at::Tensor noisy(int width, int height) {
        at::Tensor picture = at::empty({height, width, 3}, at::kByte);
        auto* out = static_cast<std::uint8_t*>(picture.data_ptr());
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                for (const int value : {x * x / 97 + y * 5, x * 3 + y * y / 61, x * y / 53}) *out++ = static_cast<std::uint8_t>(value % 256);
        return picture;
    }
    static pipelines::CartoonJob job(const std::string& name) {
        const Checkpoint golden = photos();
        pipelines::CartoonJob job;
        job.model = tests::golden("dct_net_like_anime");
        job.photo = imageOf(golden.has(name + ".photo") ? golden.tensor(name + ".photo") : noisy(900, 760));
        job.alpha = imageOf(golden.tensor("alpha"));
        const at::Tensor points = golden.tensor(name + ".points");
        for (std::int64_t i = 0; i < points.size(0); ++i) {
            pipelines::FaceLandmarks face;
            for (std::int64_t point = 0; point < 5; ++point)
                face.points[static_cast<std::size_t>(point)] = {points[i][2 * point].item<double>(), points[i][2 * point + 1].item<double>()};
            job.faces.push_back(face);
        }
        job.compute.device = "cpu";
        job.compute.precision = pipelines::Precision::Float32;
        return job;
    }
    static pipelines::CartoonOutput draw(const pipelines::CartoonJob& job) {
        pipelines::Networks networks;
        Progress progress;
        return pipelines::drawCartoon(networks, job, progress);
    }
    static image::Image thinned(const image::Image& picture) {
        at::Tensor bytes = at::empty({picture.height(), picture.width(), 3}, at::kByte);
        std::memcpy(bytes.data_ptr(), picture.data(), picture.byteSize());
        return imageOf(bytes.slice(0, 3, c10::nullopt, 9).slice(1, 4, c10::nullopt, 9));
    }

private Q_SLOTS:
    void matchesTheAuthors_data() {
        QTest::addColumn<QString>("photo");
        for (const char* name : {"two", "none", "small", "large"}) QTest::newRow(name) << name;
    }
    void matchesTheAuthors() {
        QFETCH(QString, photo);
        const auto work = job(photo.toStdString());
        const auto output = draw(work);
        QCOMPARE(output.picture.size(), work.photo.size());
        QCOMPARE(output.faces.size(), work.faces.size());
        const image::Image wanted = imageOf(photos().tensor(photo.toStdString() + ".drawn"));
        const int difference = tests::largestDifference(photo == "large" ? thinned(output.picture) : output.picture, wanted);
        QVERIFY2(difference <= 1, qPrintable(QString::number(difference)));
    }

    void facesWithoutExtentAreLeftOut() {
        auto work = job("two");
        work.faces[1].points.fill({20.0, 20.0});
        work.faces.push_back(work.faces[0]);
        work.faces[2].points[3][0] = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(draw(work).faces.size(), std::size_t(1));
    }

    void facesBeyondThePictureDoNoHarm() {
        auto work = job("two");
        for (auto& point : work.faces[0].points) point[0] += 5000.0;
        for (auto& point : work.faces[1].points) point[1] -= 40.0;
        QCOMPARE(draw(work).picture.size(), work.photo.size());
    }

    void aMirroredFaceIsAlignedAsTheAuthorsDo() {
        const auto work = job("two");
        const auto alignment = pipelines::alignHead(work.faces[0]);
        const auto there = [](const nn::Affine2d& m, double x, double y) { return std::pair(m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]); };
        const auto [x, y] = there(alignment.toHead, work.faces[0].points[2][0], work.faces[0].points[2][1]);
        QVERIFY(std::abs(x - 145.98) < 15 && std::abs(y - 176.28) < 15);
        const auto [backX, backY] = there(alignment.toPhoto, x, y);
        QVERIFY(std::abs(backX - work.faces[0].points[2][0]) < 1e-6 && std::abs(backY - work.faces[0].points[2][1]) < 1e-6);
    }

    void withoutAPictureTheMaskIsASoftEllipse() {
        const at::Tensor mask = pipelines::headMask({});
        QCOMPARE(mask.sizes(), (at::IntArrayRef{288, 288, 1}));
        QCOMPARE(mask[144][144].item<float>(), 1.0F);
        QCOMPARE(mask[3][3].item<float>(), 0.0F);
        const float edge = mask[144][144 - 115 + 15].item<float>();
        QVERIFY(edge > 0.2F && edge < 0.6F);
    }

    void aFolderWithoutHeadsDrawsTheWholePicture() {
        auto work = job("two");
        work.model = tests::golden("dct_net_unlike_anime");
        QVERIFY(draw(work).faces.empty());
    }

    void filesAreFoundByTheirNames() {
        const auto folder = tests::golden("dct_net_like_anime");
        QCOMPARE(pipelines::cartoonFiles(folder).head, folder / "cartoon_h.pb");
        QCOMPARE(pipelines::cartoonFiles(folder / "cartoon_bg.pb").head, folder / "cartoon_h.pb");
        QCOMPARE(pipelines::cartoonFiles(folder / "cartoon_h.pb").background, folder / "cartoon_bg.pb");
        QVERIFY(pipelines::cartoonFiles(tests::golden("dct_net_unlike_anime") / "cartoon_bg.pb").head.empty());
        QVERIFY_EXCEPTION_THROWN(pipelines::cartoonFiles(tests::golden("lama_like_big")), Error);
    }

    void tinyPhotosAreRefused() {
        auto work = job("none");
        work.photo = image::Image({1, 1}, 3);
        QVERIFY_EXCEPTION_THROWN(draw(work), Error);
    }
};

QTEST_APPLESS_MAIN(TestCartoonTool)
#include "tst_dct_net.moc"
