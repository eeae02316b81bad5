// How strong the cartoon is, and how large. After a run the strength slider mixes the result anew at once.
#pragma once

#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QComboBox;
class QLabel;

namespace tintype::ui {

class CartoonPanel : public ToolPanel {
    Q_OBJECT

public:
    explicit CartoonPanel(QWidget* parent = nullptr);

    QString title() const override;
    QString modelHint() const override;
    std::optional<edits::Work> work(const QString& text) const override;
    bool setWork(const edits::Work& work) override;
    QJsonObject values() const override;
    void setValues(const QJsonObject& values) override;
    double strength() const { return m_strength->value(); }
    // Whether there is a cartoon that the slider mixes live.
    void setLive(bool live);

Q_SIGNALS:
    void strengthChanged(double strength);
    void strengthSettled();

protected:
    void retranslate() override;

private:
    SliderRow* m_strength;
    QLabel* m_live;
    QLabel* m_sizeName;
    QComboBox* m_size;
};

}  // namespace tintype::ui
