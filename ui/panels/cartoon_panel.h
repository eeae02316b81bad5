// The cartoon's style, how strong it is, and how large. Styles are the installed models; they are looked for in the background. After a run the strength slider mixes the result anew at once.
#pragma once

#include "core/vault/cartoon_style.h"
#include "ui/background.h"
#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace tintype::ui {

class CartoonPanel : public ToolPanel {
    Q_OBJECT

public:
    explicit CartoonPanel(Background& background, QWidget* parent = nullptr);

    QString title() const override;
    QString modelHint() const override;
    std::optional<edits::Work> work(const QString& text) const override;
    void choose(edits::RunOptions& options) const override;
    void entered() override;
    bool setWork(const edits::Work& work) override;
    QJsonObject values() const override;
    void setValues(const QJsonObject& values) override;
    double strength() const { return m_strength->value(); }
    // Whether there is a cartoon that the slider mixes live.
    void setLive(bool live);
    // The built-in style, with an empty model, stands last.
    const std::vector<vault::CartoonStyle>& styles() const { return m_styles; }
    void setStyles(std::vector<vault::CartoonStyle> installed);
    void setStyle(const std::filesystem::path& model);

Q_SIGNALS:
    void strengthChanged(double strength);
    void strengthSettled();
    void sheetRequested();  // small pictures of all styles

protected:
    void retranslate() override;

private:
    std::filesystem::path style() const;

    Background& m_background;
    std::vector<vault::CartoonStyle> m_styles;
    QString m_wanted;  // the style of the last start, until it is known which there are
    QLabel* m_styleName;
    QComboBox* m_style;
    QPushButton* m_sheet;
    SliderRow* m_strength;
    QLabel* m_live;
    QLabel* m_sizeName;
    QComboBox* m_size;
};

}  // namespace tintype::ui
