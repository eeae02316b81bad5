// Lets Qt draw text on a picture where there is no display. Used by the verbs that make captioned sheets; one at a time.
#pragma once

#include <memory>

class QGuiApplication;

namespace tintype::cli {

class TextDrawing {
public:
    TextDrawing();
    ~TextDrawing();

private:
    int m_count = 1;
    char m_name[8] = "tintype";
    char* m_names[2] = {m_name, nullptr};
    std::unique_ptr<QGuiApplication> m_application;
};

}  // namespace tintype::cli
