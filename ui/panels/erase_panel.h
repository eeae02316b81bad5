// What is masked is filled from its surroundings: how far beyond the mask, and how soft the edge.
#pragma once

#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QLabel;
class QPushButton;

namespace tintype::document {
class Document;
}

namespace tintype::ui {

class ErasePanel : public ToolPanel {
    Q_OBJECT

public:
    explicit ErasePanel(document::Document& document, QWidget* parent = nullptr);

    QString title() const override;
    QString modelHint() const override;
    std::optional<edits::Work> work(const QString& text) const override;
    QString obstacle(const QString& text) const override;
    bool setWork(const edits::Work& work) override;
    QJsonObject values() const override;
    void setValues(const QJsonObject& values) override;

Q_SIGNALS:
    void markRequested();  // look for the masked part in other photos

protected:
    void retranslate() override;

private:
    document::Document& m_document;
    QLabel* m_advice;
    SliderRow* m_grow;
    SliderRow* m_feather;
    QPushButton* m_others;
    QLabel* m_rights;
};

}  // namespace tintype::ui
