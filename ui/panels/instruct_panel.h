// How an instruction is carried out: how closely, how many variations, from which seed.
#pragma once

#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QComboBox;
class QLabel;
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
    SeedRow* seedRow() { return m_seed; }

protected:
    void retranslate() override;

private:
    QWidget* makeMore();

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
    Disclosure* m_more;
};

}  // namespace tintype::ui
