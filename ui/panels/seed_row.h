// A seed: the number the chance starts from. Free, it is rolled anew for each run; locked, it stays.
#pragma once

#include <QWidget>
#include <optional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace tintype::ui {

class SeedRow : public QWidget {
    Q_OBJECT

public:
    explicit SeedRow(QWidget* parent = nullptr);

    quint64 seed() const;
    bool locked() const;
    void setLocked(bool locked);
    void setSeed(quint64 seed);
    void roll();
    void rollUnlessLocked();
    // The seed of the newest result, for the re-use button.
    void setLastUsed(quint64 seed);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_name;
    QLineEdit* m_number;
    QToolButton* m_lock;
    QToolButton* m_dice;
    QToolButton* m_reuse;
    std::optional<quint64> m_lastUsed;
};

}  // namespace tintype::ui
