#include <QTest>
#include <lcms2.h>

#include "core/image/colour.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "tests/image/samples.h"

using namespace tintype;
using namespace tintype::image;
using namespace tintype::image::samples;

namespace {

Bytes saved(cmsHPROFILE profile) {
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    Bytes bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

// The primaries of Display P3 with a plain gamma.
Bytes wideProfile() {
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE primaries{{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}};
    cmsToneCurve* gamma = cmsBuildGamma(nullptr, 2.2);
    cmsToneCurve* curves[3]{gamma, gamma, gamma};
    const cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsFreeToneCurve(gamma);
    return saved(profile);
}

Bytes greyProfile() {
    const cmsCIExyY white{0.3457, 0.3585, 1.0};
    cmsToneCurve* gamma = cmsBuildGamma(nullptr, 1.0);
    const cmsHPROFILE profile = cmsCreateGrayProfile(&white, gamma);
    cmsFreeToneCurve(gamma);
    return saved(profile);
}

Image flat(int r, int g, int b, int channels = 3) {
    Image picture({8, 8}, channels);
    for (int i = 0; i < 64; ++i) {
        std::uint8_t* pixel = picture.mutableData() + i * channels;
        pixel[0] = static_cast<std::uint8_t>(r), pixel[1] = static_cast<std::uint8_t>(g);
        pixel[2] = static_cast<std::uint8_t>(b);
        if (channels == 4) pixel[3] = 99;
    }
    return picture;
}

}  // namespace

class TestColour : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wideColoursBecomeStrongerInSrgb() {
        for (const int channels : {3, 4}) {
            Image picture = flat(200, 100, 100, channels);
            picture.attachments.icc = wideProfile();
            const Image plain = toSrgb(picture);
            QVERIFY(plain.attachments.icc.empty());
            QVERIFY(plain.data()[0] > 203 && plain.data()[1] < 97);
            if (channels == 4) QCOMPARE(int(plain.data()[3]), 99);
            const Image back = fromSrgb(plain, wideProfile());
            QCOMPARE(back.attachments.icc, wideProfile());
            QVERIFY(meanDifference(back, picture) <= 1.0);
            QVERIFY(toDisplay(picture).samePixels(plain));
            QVERIFY(meanDifference(toDisplay(plain, wideProfile()), picture) <= 1.0);
            QVERIFY(toDisplay(picture, wideProfile()).samePixels(picture));
        }
    }

    void sixteenBitsSurviveARoundTrip() {
        Image picture({64, 1}, 4, Depth::U16);
        for (int x = 0; x < 64; ++x)
            for (int c = 0; c < 4; ++c)
                values16(picture)[4 * x + c] = static_cast<std::uint16_t>(20000 + 100 * x + (c == 3 ? x * 300 : 0));
        picture.attachments.icc = wideProfile();
        const Image plain = toSrgb(picture);
        QCOMPARE(plain.depth(), Depth::U16);
        const Image back = fromSrgb(plain, wideProfile());
        for (int i = 0; i < 256; ++i) {
            const int apart = std::abs(values16(std::as_const(back))[i] - values16(std::as_const(picture))[i]);
            QVERIFY2(apart <= (i % 4 == 3 ? 0 : 40), qPrintable(QString("%1 at %2").arg(apart).arg(i)));
        }
    }

    void srgbIsLeftBitIdentical() {
        Image picture = pattern({64, 64}, 3, Depth::U8);
        picture.attachments.icc = saved(cmsCreate_sRGBProfile());
        QVERIFY(toSrgb(picture).samePixels(picture));
        QVERIFY(toSrgb(picture).attachments.icc.empty());
        QVERIFY(fromSrgb(picture, picture.attachments.icc).samePixels(picture));
        QVERIFY(profileName(picture.attachments.icc).find("sRGB") != std::string::npos);
    }

    void brokenProfilesCountAsNone() {
        Image picture = pattern({16, 16}, 3, Depth::U8);
        for (Bytes broken : {Bytes{1, 2, 3}, Bytes(200, 0), greyProfile()}) {
            picture.attachments.icc = broken;
            QVERIFY(toSrgb(picture).samePixels(picture));
            QVERIFY(fromSrgb(picture, broken).attachments.icc.empty());
            QVERIFY(toDisplay(picture, broken).samePixels(picture));
        }
        QCOMPARE(profileName({1, 2, 3}), std::string());
    }

    void manyRowsGiveTheSameAsOne() {
        Image large = pattern({900, 1200}, 3, Depth::U8);  // enough for several threads
        large.attachments.icc = wideProfile();
        const Image all = toSrgb(large);
        for (const int y : {0, 599, 600, 601, 1199})
            QVERIFY(crop(all, {0, y, 900, 1}).samePixels(toSrgb(crop(large, {0, y, 900, 1}))));
    }

    void profilesTravelWithTheFile() {
        for (const Format format : {Format::Png, Format::Jpeg, Format::WebP, Format::Tiff}) {
            Image picture = flat(200, 100, 100);
            picture.attachments.icc = wideProfile();
            for (const Metadata metadata : {Metadata::All, Metadata::CreditOnly, Metadata::None}) {
                const Image again = readBytes(encode(picture, {.format = format, .metadata = metadata}), "a");
                QVERIFY2(again.attachments.icc == wideProfile(), formatName(format));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestColour)
#include "tst_colour.moc"
