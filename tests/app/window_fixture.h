// A whole window with its session in a temporary folder, for tests.
#pragma once

#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "app/session.h"
#include "core/image/write.h"
#include "ui/intents.h"
#include "ui/main_window.h"

namespace tintype::app {

struct Bench {
    explicit Bench(engine::Runner runner = {})
        : settings(root() / "config"), session({root() / "config", root() / "data", root() / "state"}, settings, std::move(runner)),
          window(session.document(), session.engine(), session.background()) {
        session.connectTo(window.intents());
        QObject::connect(&session, &Session::noticed, window.errorStrip(), &ui::ErrorStrip::show);
        window.resize(1280, 800);
        window.show();
    }
    std::filesystem::path root() const { return folder.path().toStdString(); }
    void openPhoto(Size size = {320, 240}) {
        image::Image picture(size, 3);
        for (std::size_t i = 0; i < picture.byteSize(); ++i) picture.mutableData()[i] = std::uint8_t(i / 7 % 256);
        image::write(root() / "p.png", picture);
        Q_EMIT window.intents().open(root() / "p.png");
        QTRY_VERIFY(session.document().isOpen());
    }
    QPushButton* run() { return window.findChild<QPushButton*>(QStringLiteral("RunButton")); }
    QTemporaryDir folder;
    Settings settings;
    Session session;
    ui::MainWindow window;
};

}  // namespace tintype::app
