// How an instruction is carried out: how closely, how many variations, from which seed.
#pragma once

#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace tintype::ui {

class Disclosure;
class SeedRow;

class InstructPanel : public ToolPanel {
    Q_OBJECT

public:
    explicit InstructPanel(QWidget* parent = nullptr);

    QString title() const override;
    QString modelHint() const override;
    std::optional<edits::Work> work(const QString& text) const override;
    QString obstacle(const QString& text) const override;
    void beforeRun() override;
    bool setWork(const edits::Work& work) override;
    QJsonObject values() const override;
    void setValues(const QJsonObject& values) override;
    void setEngine(const edits::Need& need) override;
    SeedRow* seedRow() { return m_seed; }
    void setGuidance(double text, double image);

Q_SIGNALS:
    void gridRequested();

protected:
    void retranslate() override;

private:
    QWidget* makeMore();
    // Steps, sampler and working size are a network's.
    void setModel(bool there);

    // Text and image guidance linked: one goes up while the other goes down.
    void setAmount(double amount);
    void showAmount();

    SliderRow* m_amount;
    SliderRow* m_text;
    SliderRow* m_image;
    QLabel* m_variationsName;
    QSpinBox* m_variations;
    SeedRow* m_seed;
    QLabel* m_stepsName;
    QSpinBox* m_steps;
    QLabel* m_samplerName;
    QComboBox* m_sampler;
    QLabel* m_longSideName;
    QComboBox* m_longSide;
    QPushButton* m_grid;
    Disclosure* m_more;
};

}  // namespace tintype::ui
