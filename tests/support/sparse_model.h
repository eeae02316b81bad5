// safetensors files of any size that take no room: a true header over a hole in the file. Used by tests that look at
// names and shapes only.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <string>
#include <vector>

namespace tintype::tests {

struct NamedShape {
    std::string name;
    std::vector<std::int64_t> shape;
    const char* type = "F32";
};

inline bool writeSparseModel(const QString& path, const std::vector<NamedShape>& tensors) {
    QByteArray header = "{";
    qint64 place = 0;
    for (const NamedShape& tensor : tensors) {
        qint64 bytes = QByteArray(tensor.type).endsWith("16") ? 2 : 4;
        QByteArray shape;
        for (const std::int64_t side : tensor.shape) {
            bytes *= side;
            shape += (shape.isEmpty() ? "" : ",") + QByteArray::number(qint64(side));
        }
        header += (header.size() > 1 ? ",\"" : "\"") + QByteArray::fromStdString(tensor.name) + "\":{\"dtype\":\"" + tensor.type +
                  "\",\"shape\":[" + shape + "],\"data_offsets\":[" + QByteArray::number(place) + "," + QByteArray::number(place + bytes) + "]}";
        place += bytes;
    }
    header += "}";
    QByteArray length(8, 0);
    for (int i = 0; i < 8; ++i) length[i] = char(quint64(header.size()) >> (8 * i));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(length + header) > 0 && file.resize(8 + header.size() + place);
}

}  // namespace tintype::tests
