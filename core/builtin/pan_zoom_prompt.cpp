// The camera's language: English and Chinese words for moves, directions, speeds and amounts.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "core/builtin/pan_zoom.h"

namespace tintype::builtin {
namespace {

constexpr double kZoom = 0.25;
constexpr double kPan = 0.18;
constexpr double kDegrees = 5.0;
constexpr double kParallax = 0.6;
constexpr double kSlow = 0.5;
constexpr double kFast = 2.0;

enum class Verb { None, Zoom, Pan, Tilt, Rotate, Move };
enum class Kind { Filler, Break, And, Verb, In, Out, Left, Right, Up, Down, Clockwise, CounterClockwise, Slow, Fast, Parallax, Still, From, Amount };

struct Word {
    std::string_view text;
    Kind kind;
    Verb verb = Verb::None;
};

// Longer entries are tried first, so "zoom out" wins over "zoom".
constexpr auto kEnglish = std::to_array<Word>({
    {"zoom", Kind::Verb, Verb::Zoom}, {"zooms", Kind::Verb, Verb::Zoom}, {"zooming", Kind::Verb, Verb::Zoom},
    {"push", Kind::Verb, Verb::Zoom}, {"pushes", Kind::Verb, Verb::Zoom}, {"pushing", Kind::Verb, Verb::Zoom},
    {"pull", Kind::Out, Verb::Zoom}, {"pulls", Kind::Out, Verb::Zoom}, {"pulling", Kind::Out, Verb::Zoom},
    {"dolly", Kind::Verb, Verb::Move}, {"dollies", Kind::Verb, Verb::Move},
    {"pan", Kind::Verb, Verb::Pan}, {"pans", Kind::Verb, Verb::Pan}, {"panning", Kind::Verb, Verb::Pan},
    {"truck", Kind::Verb, Verb::Pan}, {"slide", Kind::Verb, Verb::Pan}, {"slides", Kind::Verb, Verb::Pan},
    {"sliding", Kind::Verb, Verb::Pan}, {"track", Kind::Verb, Verb::Pan}, {"drift", Kind::Verb, Verb::Pan},
    {"drifts", Kind::Verb, Verb::Pan}, {"drifting", Kind::Verb, Verb::Pan},
    {"tilt", Kind::Verb, Verb::Tilt}, {"tilts", Kind::Verb, Verb::Tilt}, {"tilting", Kind::Verb, Verb::Tilt},
    {"pedestal", Kind::Verb, Verb::Tilt}, {"crane", Kind::Verb, Verb::Tilt}, {"rise", Kind::Up, Verb::Tilt},
    {"rotate", Kind::Verb, Verb::Rotate}, {"rotates", Kind::Verb, Verb::Rotate},
    {"rotating", Kind::Verb, Verb::Rotate}, {"rotation", Kind::Verb, Verb::Rotate}, {"roll", Kind::Verb, Verb::Rotate},
    {"spin", Kind::Verb, Verb::Rotate}, {"turn", Kind::Verb, Verb::Rotate}, {"turns", Kind::Verb, Verb::Rotate},
    {"move", Kind::Verb, Verb::Move}, {"moves", Kind::Verb, Verb::Move}, {"moving", Kind::Verb, Verb::Move},
    {"movement", Kind::Verb, Verb::Move}, {"motion", Kind::Filler}, {"go", Kind::Verb, Verb::Move},
    {"closer", Kind::In, Verb::Zoom}, {"close-up", Kind::In, Verb::Zoom}, {"in", Kind::In}, {"inward", Kind::In},
    {"inwards", Kind::In}, {"into", Kind::In}, {"forward", Kind::In, Verb::Zoom}, {"forwards", Kind::In, Verb::Zoom},
    {"out", Kind::Out}, {"outward", Kind::Out}, {"outwards", Kind::Out}, {"away", Kind::Out, Verb::Zoom},
    {"back", Kind::Out, Verb::Zoom}, {"backward", Kind::Out, Verb::Zoom}, {"backwards", Kind::Out, Verb::Zoom},
    {"wider", Kind::Out, Verb::Zoom}, {"further", Kind::Out, Verb::Zoom},
    {"left", Kind::Left}, {"leftward", Kind::Left}, {"leftwards", Kind::Left}, {"right", Kind::Right},
    {"rightward", Kind::Right}, {"rightwards", Kind::Right}, {"up", Kind::Up}, {"upward", Kind::Up},
    {"upwards", Kind::Up}, {"down", Kind::Down}, {"downward", Kind::Down}, {"downwards", Kind::Down},
    {"clockwise", Kind::Clockwise}, {"anticlockwise", Kind::CounterClockwise},
    {"anti-clockwise", Kind::CounterClockwise}, {"counterclockwise", Kind::CounterClockwise},
    {"counter-clockwise", Kind::CounterClockwise}, {"cw", Kind::Clockwise}, {"ccw", Kind::CounterClockwise},
    {"slowly", Kind::Slow}, {"slow", Kind::Slow}, {"gently", Kind::Slow}, {"gentle", Kind::Slow},
    {"slight", Kind::Slow}, {"slightly", Kind::Slow}, {"subtle", Kind::Slow}, {"subtly", Kind::Slow},
    {"softly", Kind::Slow}, {"soft", Kind::Slow}, {"little", Kind::Slow}, {"smoothly", Kind::Filler},
    {"smooth", Kind::Filler}, {"fast", Kind::Fast}, {"quickly", Kind::Fast}, {"quick", Kind::Fast},
    {"rapidly", Kind::Fast}, {"rapid", Kind::Fast}, {"strong", Kind::Fast}, {"strongly", Kind::Fast},
    {"dramatic", Kind::Fast}, {"dramatically", Kind::Fast}, {"far", Kind::Fast},
    {"parallax", Kind::Parallax}, {"depth", Kind::Parallax}, {"3d", Kind::Parallax},
    {"still", Kind::Still}, {"static", Kind::Still}, {"fixed", Kind::Still}, {"motionless", Kind::Still},
    {"and", Kind::And}, {"while", Kind::And}, {"with", Kind::And}, {"plus", Kind::And}, {"then", Kind::Break},
    {"the", Kind::Filler}, {"a", Kind::Filler}, {"an", Kind::Filler}, {"camera", Kind::Filler},
    {"shot", Kind::Filler}, {"view", Kind::Filler}, {"picture", Kind::Filler}, {"photo", Kind::Filler},
    {"image", Kind::Filler}, {"frame", Kind::Filler}, {"to", Kind::Filler}, {"towards", Kind::Filler},
    {"toward", Kind::Filler}, {"from", Kind::From}, {"of", Kind::Filler}, {"on", Kind::Filler},
    {"effect", Kind::Filler}, {"ken", Kind::Filler}, {"burns", Kind::Filler}, {"by", Kind::Filler},
    {"bit", Kind::Filler}, {"very", Kind::Filler}, {"please", Kind::Filler}, {"cinematic", Kind::Filler},
    {"steady", Kind::Filler}, {"stay", Kind::Filler}, {"keep", Kind::Filler}, {"some", Kind::Filler},
    {"side", Kind::Filler}, {"degrees", Kind::Filler}, {"degree", Kind::Filler}, {"percent", Kind::Filler},
    {"direction", Kind::Filler}, {"it", Kind::Filler}, {"slow-motion", Kind::Slow},
});

constexpr auto kChinese = std::to_array<Word>({
    {"逆时针", Kind::CounterClockwise}, {"顺时针", Kind::Clockwise}, {"左旋转", Kind::CounterClockwise},
    {"右旋转", Kind::Clockwise}, {"左旋", Kind::CounterClockwise}, {"右旋", Kind::Clockwise},
    {"旋转", Kind::Verb, Verb::Rotate}, {"转动", Kind::Verb, Verb::Rotate},
    {"拉近", Kind::In, Verb::Zoom}, {"推近", Kind::In, Verb::Zoom}, {"推进", Kind::In, Verb::Zoom},
    {"推镜", Kind::In, Verb::Zoom}, {"推入", Kind::In, Verb::Zoom}, {"放大", Kind::In, Verb::Zoom},
    {"靠近", Kind::In, Verb::Zoom}, {"向前", Kind::In, Verb::Zoom}, {"前推", Kind::In, Verb::Zoom},
    {"前进", Kind::In, Verb::Zoom}, {"变焦", Kind::Verb, Verb::Zoom}, {"缩放", Kind::Verb, Verb::Zoom},
    {"拉远", Kind::Out, Verb::Zoom}, {"推远", Kind::Out, Verb::Zoom}, {"拉开", Kind::Out, Verb::Zoom},
    {"拉镜", Kind::Out, Verb::Zoom}, {"后拉", Kind::Out, Verb::Zoom}, {"缩小", Kind::Out, Verb::Zoom},
    {"后退", Kind::Out, Verb::Zoom}, {"远离", Kind::Out, Verb::Zoom}, {"向后", Kind::Out, Verb::Zoom},
    {"向左", Kind::Left}, {"往左", Kind::Left}, {"左移", Kind::Left}, {"左摇", Kind::Left}, {"左", Kind::Left},
    {"向右", Kind::Right}, {"往右", Kind::Right}, {"右移", Kind::Right}, {"右摇", Kind::Right}, {"右", Kind::Right},
    {"向上", Kind::Up}, {"往上", Kind::Up}, {"上移", Kind::Up}, {"上摇", Kind::Up}, {"上升", Kind::Up},
    {"抬升", Kind::Up}, {"仰", Kind::Up}, {"上", Kind::Up}, {"向下", Kind::Down}, {"往下", Kind::Down},
    {"下移", Kind::Down}, {"下摇", Kind::Down}, {"下降", Kind::Down}, {"俯", Kind::Down}, {"下", Kind::Down},
    {"平移", Kind::Verb, Verb::Pan}, {"横移", Kind::Verb, Verb::Pan}, {"摇镜头", Kind::Verb, Verb::Pan},
    {"摇", Kind::Verb, Verb::Pan}, {"俯仰", Kind::Verb, Verb::Tilt}, {"倾斜", Kind::Verb, Verb::Tilt},
    {"移动", Kind::Verb, Verb::Move}, {"移", Kind::Verb, Verb::Move}, {"运动", Kind::Filler},
    {"慢慢", Kind::Slow}, {"缓慢", Kind::Slow}, {"缓缓", Kind::Slow}, {"轻轻", Kind::Slow}, {"轻微", Kind::Slow},
    {"柔和", Kind::Slow}, {"稍微", Kind::Slow}, {"略微", Kind::Slow}, {"慢", Kind::Slow}, {"快速", Kind::Fast},
    {"迅速", Kind::Fast}, {"快", Kind::Fast}, {"大幅", Kind::Fast}, {"强烈", Kind::Fast},
    {"视差", Kind::Parallax}, {"立体", Kind::Parallax}, {"景深", Kind::Parallax},
    {"静止", Kind::Still}, {"不动", Kind::Still}, {"固定", Kind::Still},
    {"然后", Kind::Break}, {"接着", Kind::Break}, {"再", Kind::Break}, {"同时", Kind::And}, {"并且", Kind::And},
    {"并", Kind::And}, {"和", Kind::And}, {"镜头", Kind::Filler}, {"摄像机", Kind::Filler}, {"相机", Kind::Filler},
    {"摄影机", Kind::Filler}, {"画面", Kind::Filler}, {"照片", Kind::Filler}, {"地", Kind::Filler},
    {"的", Kind::Filler}, {"一点", Kind::Filler}, {"一些", Kind::Filler}, {"效果", Kind::Filler}, {"请", Kind::Filler},
    {"从", Kind::From}, {"由", Kind::From}, {"到", Kind::Filler}, {"至", Kind::Filler}, {"度", Kind::Filler}, {"让", Kind::Filler}, {"把", Kind::Filler}, {"将", Kind::Filler}, {"感", Kind::Filler},
});

struct Token {
    Kind kind = Kind::Filler;
    Verb verb = Verb::None;
    double value = 0.0;  // Amount: as written; percent as 0.01
    bool percent = false;
    std::string text;
};

bool isAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '\'' || c == '.' || c == '_';
}

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::size_t characterLength(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

template <std::size_t N>
const Word* longestMatch(const std::array<Word, N>& words, std::string_view text) {
    const Word* best = nullptr;
    for (const Word& word : words)
        if (text.starts_with(word.text) && (!best || word.text.size() > best->text.size())) best = &word;
    return best;
}

template <std::size_t N>
const Word* exactMatch(const std::array<Word, N>& words, std::string_view text) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.text == text; });
    return found == words.end() ? nullptr : &*found;
}

std::optional<Token> amountOf(const std::string& word) {
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    if (end == word.c_str() || !std::isfinite(value)) return std::nullopt;
    const std::string_view unit = end;
    if (unit == "x") return Token{Kind::Amount, Verb::None, value - 1.0, false, word};
    if (!unit.empty()) return std::nullopt;
    return Token{Kind::Amount, Verb::None, value, false, word};
}

// Text -> words with a meaning; those without go to `unknown`.
class Lexer {
public:
    Lexer(const std::string& text, std::vector<std::string>* unknown) : m_text(lowered(text)), m_unknown(unknown) {}

    std::vector<Token> tokens() {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (isWordCharacter(c) && c != '-' && c != '\'' && c != '.') word();
            else if (isAscii(c)) sign(c);
            else foreign();
        }
        flush();
        return std::move(m_tokens);
    }

private:
    void word() {
        flush();
        std::size_t end = m_at;
        while (end < m_text.size() && isWordCharacter(m_text[end])) ++end;
        std::string text = m_text.substr(m_at, end - m_at);
        m_at = end;
        const bool sentenceEnds = text.ends_with('.');
        while (text.ends_with('.') || text.ends_with('-')) text.pop_back();
        if (const Word* known = exactMatch(kEnglish, text)) m_tokens.push_back({known->kind, known->verb, 0, false, text});
        else if (std::optional<Token> amount = amountOf(text)) m_tokens.push_back(*amount);
        else if (m_unknown) m_unknown->push_back(text);
        if (sentenceEnds) put(Kind::Break);
    }
    void put(Kind kind) {
        Token token;
        token.kind = kind;
        m_tokens.push_back(token);
    }
    void sign(char c) {
        flush();
        ++m_at;
        if (c == '%' && !m_tokens.empty() && m_tokens.back().kind == Kind::Amount) m_tokens.back().percent = true;
        else if (c == ',' || c == ';' || c == '.' || c == '\n' || c == '!') put(Kind::Break);
        else if (c == '&' || c == '+') put(Kind::And);
    }
    void foreign() {
        const std::string_view rest = std::string_view(m_text).substr(m_at);
        for (const std::string_view stop : {"，", "。", "；", "、", "！"})
            if (rest.starts_with(stop)) {
                flush();
                put(Kind::Break);
                m_at += stop.size();
                return;
            }
        if (const Word* known = longestMatch(kChinese, rest)) {
            flush();
            m_tokens.push_back({known->kind, known->verb, 0, false, std::string(known->text)});
            m_at += known->text.size();
            return;
        }
        const std::size_t length = std::min(characterLength(m_text[m_at]), rest.size());
        m_strange += rest.substr(0, length);
        m_at += length;
    }
    // Foreign characters in a row are one unknown phrase.
    void flush() {
        if (!m_strange.empty() && m_unknown) m_unknown->push_back(m_strange);
        m_strange.clear();
    }

    std::string m_text;
    std::vector<std::string>* m_unknown;
    std::vector<Token> m_tokens;
    std::string m_strange;
    std::size_t m_at = 0;
};

// One thing the camera does; amount 0 means the usual one.
struct Action {
    enum class Axis { Zoom, PanX, PanY, Rotate, Parallax } axis = Axis::Zoom;
    double sign = 1.0;
    double speed = 0.0;   // 0: none was given
    double amount = 0.0;  // as a number was given
};

// Words of one group (between commas) -> what to do.
class Group {
public:
    void take(const Token& token) {
        switch (token.kind) {
            case Kind::Verb: meet(token.verb); break;
            case Kind::From: m_from = true; break;
            case Kind::And: closeVerb(); break;
            case Kind::In: zoom(token, 1.0); break;
            case Kind::Out: zoom(token, -1.0); break;
            case Kind::Left: sideways(-1.0); break;
            case Kind::Right: sideways(1.0); break;
            case Kind::Up: vertical(-1.0); break;
            case Kind::Down: vertical(1.0); break;
            case Kind::Clockwise: add(Action::Axis::Rotate, 1.0); break;
            case Kind::CounterClockwise: add(Action::Axis::Rotate, -1.0); break;
            case Kind::Parallax: closeVerb(), add(Action::Axis::Parallax, 1.0); break;
            case Kind::Slow: m_speeds.push_back({actions.size(), kSlow}); break;
            case Kind::Fast: m_speeds.push_back({actions.size(), kFast}); break;
            case Kind::Amount: m_amounts.push_back({actions.size(), token}); break;
            default: break;
        }
    }

    std::vector<Action> finished() {
        closeVerb();
        for (const Speed& speed : m_speeds) applySpeed(speed);
        for (const auto& [place, token] : m_amounts) applyAmount(place, token);
        return std::move(actions);
    }

    std::vector<Action> actions;

private:
    struct Speed {
        std::size_t place;  // actions before it
        double factor;
    };

    void add(Action::Axis axis, double sign) {
        actions.push_back({axis, sign});
        m_used = true;
        m_directed = m_verb == Verb::None;
    }
    // "in" and "out" mean a move only after a word that moves: "a cat in a garden" is none.
    void zoom(const Token& token, double sign) {
        if (token.verb != Verb::Zoom && m_verb != Verb::Zoom && m_verb != Verb::Move) return;
        const bool refines = token.verb == Verb::None || m_used;  // "pull back" and "pull out" are one move
        if (refines && m_used && !actions.empty() && actions.back().axis == Action::Axis::Zoom && m_lastWasZoom) {
            actions.back().sign = sign;
        } else {
            add(Action::Axis::Zoom, sign);
        }
        m_lastWasZoom = true;
        if (m_verb == Verb::None) m_verb = Verb::Zoom;
    }
    // A direction may come before its verb: "向左平移", "clockwise rotation".
    void meet(Verb verb) {
        const bool late = m_verb == Verb::None && m_directed && verb != Verb::Zoom;
        closeVerb();
        m_verb = verb;
        m_used = late;
        if (late && verb == Verb::Rotate && actions.back().axis == Action::Axis::PanX) actions.back().axis = Action::Axis::Rotate;
    }
    // "from left to right" names first where the camera does not go.
    bool comesFrom() { return std::exchange(m_from, false); }
    void sideways(double sign) {
        if (comesFrom()) return;
        m_lastWasZoom = false;
        add(m_verb == Verb::Rotate ? Action::Axis::Rotate : Action::Axis::PanX, sign);
    }
    void vertical(double sign) {
        if (comesFrom()) return;
        m_lastWasZoom = false;
        if (m_verb != Verb::Zoom) add(Action::Axis::PanY, sign);
    }
    // A verb that got no direction does its usual thing.
    void closeVerb() {
        if (m_verb != Verb::None && !m_used) {
            if (m_verb == Verb::Zoom) add(Action::Axis::Zoom, 1.0);
            if (m_verb == Verb::Pan) add(Action::Axis::PanX, 1.0);
            if (m_verb == Verb::Tilt) add(Action::Axis::PanY, -1.0);
            if (m_verb == Verb::Rotate) add(Action::Axis::Rotate, 1.0);
        }
        m_verb = Verb::None;
        m_used = m_lastWasZoom = m_directed = m_from = false;
    }
    // One speed in a group is meant for all of it; several each for the nearest move.
    void applySpeed(const Speed& speed) {
        if (m_speeds.size() == 1)
            for (Action& action : actions) action.speed = speed.factor;
        else if (!actions.empty())
            actions[std::min(speed.place, actions.size() - 1)].speed = speed.factor;
    }
    void applyAmount(std::size_t place, const Token& token) {
        if (actions.empty()) return;
        Action& action = actions[place > 0 ? place - 1 : 0];
        const double value = std::abs(token.value);
        if (action.axis == Action::Axis::Rotate) action.amount = value;
        else action.amount = token.percent || value > 3.0 ? value / 100.0 : value;
    }

    Verb m_verb = Verb::None;
    bool m_used = false;
    bool m_lastWasZoom = false;
    bool m_directed = false;  // a direction was met that has no verb yet
    bool m_from = false;
    std::vector<Speed> m_speeds;
    std::vector<std::pair<std::size_t, Token>> m_amounts;
};

void apply(CameraMove& move, const Action& action) {
    const double speed = action.speed > 0.0 ? action.speed : 1.0;
    const auto amount = [&](double usual) { return action.sign * (action.amount > 0.0 ? action.amount : usual * speed); };
    switch (action.axis) {
        case Action::Axis::Zoom: move.zoom += amount(kZoom); break;
        case Action::Axis::PanX: move.panX += amount(kPan); break;
        case Action::Axis::PanY: move.panY += amount(kPan); break;
        case Action::Axis::Rotate: move.rotate += amount(kDegrees); break;
        case Action::Axis::Parallax: move.parallax = std::min(1.0, std::abs(amount(kParallax))); break;
    }
}

}  // namespace

CameraMove cameraMove(const std::string& prompt, std::vector<std::string>* unknown) {
    std::vector<Action> actions;
    bool still = false;
    Group group;
    const auto close = [&] {
        for (const Action& action : group.finished()) actions.push_back(action);
        group = {};
    };
    for (const Token& token : Lexer(prompt, unknown).tokens()) {
        if (token.kind == Kind::Break) close();
        else if (token.kind == Kind::Still) still = true;
        else group.take(token);
    }
    close();
    CameraMove move;
    for (const Action& action : actions) apply(move, action);
    const bool nothingSaid = actions.empty() && !still;
    if (nothingSaid) return {kZoom * kSlow, 0.0, 0.0, 0.0, kParallax};
    if (actions.size() == 1 && actions.front().axis == Action::Axis::Parallax) move.zoom = kZoom * kSlow;
    return move;
}

}  // namespace tintype::builtin
