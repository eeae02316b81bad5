// The presets of the instruction line, by category and in both languages, read from resources/phrasebook.json.
#pragma once

#include <QByteArray>
#include <QString>
#include <vector>

namespace tintype::ui {

struct Phrase {
    QString english;
    QString chinese;
    bool builtIn = false;    // the built-in engine can do it
    bool pattern = false;    // holds places in capitals to fill in: "Change X to Y"
    QString text(bool inChinese) const { return inChinese && !chinese.isEmpty() ? chinese : english; }
};

struct PhraseCategory {
    QString english;
    QString chinese;
    std::vector<Phrase> phrases;
    QString name(bool inChinese) const { return inChinese && !chinese.isEmpty() ? chinese : english; }
};

// What cannot be read is left out.
std::vector<PhraseCategory> parsePhrasebook(const QByteArray& json);
std::vector<PhraseCategory> loadPhrasebook();

}  // namespace tintype::ui
