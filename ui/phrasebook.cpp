#include "ui/phrasebook.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tintype::ui {
namespace {

Phrase phraseOf(const QJsonObject& entry) {
    return {entry.value(QStringLiteral("en")).toString(), entry.value(QStringLiteral("zh")).toString(),
            entry.value(QStringLiteral("builtIn")).toBool(), entry.value(QStringLiteral("template")).toBool()};
}

}  // namespace

std::vector<PhraseCategory> parsePhrasebook(const QByteArray& json) {
    std::vector<PhraseCategory> book;
    for (const QJsonValue& value : QJsonDocument::fromJson(json).object().value(QStringLiteral("categories")).toArray()) {
        const QJsonObject object = value.toObject();
        const QJsonObject name = object.value(QStringLiteral("name")).toObject();
        PhraseCategory category{name.value(QStringLiteral("en")).toString(), name.value(QStringLiteral("zh")).toString(), {}};
        for (const QJsonValue& entry : object.value(QStringLiteral("entries")).toArray()) {
            Phrase phrase = phraseOf(entry.toObject());
            if (!phrase.english.isEmpty()) category.phrases.push_back(std::move(phrase));
        }
        if (!category.phrases.empty()) book.push_back(std::move(category));
    }
    return book;
}

std::vector<PhraseCategory> loadPhrasebook() {
    QFile file(QStringLiteral(":/phrasebook.json"));
    return file.open(QIODevice::ReadOnly) ? parsePhrasebook(file.readAll()) : std::vector<PhraseCategory>{};
}

}  // namespace tintype::ui
