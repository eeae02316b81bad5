#include "core/checkpoint/pickle.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <set>
#include <unordered_map>

#include "core/checkpoint/pickle_classes.h"
#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

constexpr std::size_t kMostOperations = 10'000'000;
constexpr std::size_t kMostNodes = 1'000'000;
constexpr std::size_t kMostItems = 4'000'000;  // of all lists and dictionaries, copies included
constexpr std::size_t kMostStack = 1'000'000;
constexpr std::size_t kMostKept = 1'000'000;
constexpr std::size_t kLongestClass = 512;
constexpr std::size_t kLongestText = 1'000'000;

enum Opcode : std::uint8_t {
    kMark = '(', kStop = '.', kPop = '0', kPopMark = '1', kBinFloat = 'G', kBinInt = 'J', kBinInt1 = 'K', kBinInt2 = 'M',
    kNone = 'N', kBinPersId = 'Q', kReduce = 'R', kBinString = 'T', kShortBinString = 'U', kBinUnicode = 'X',
    kAppend = 'a', kBuild = 'b', kGlobal = 'c', kAppends = 'e', kBinGet = 'h', kLongBinGet = 'j', kBinPut = 'q',
    kLongBinPut = 'r', kSetItem = 's', kTuple = 't', kSetItems = 'u', kEmptyTuple = ')', kEmptyList = ']', kEmptyDict = '}',
    kBinBytes = 'B', kShortBinBytes = 'C', kProto = 0x80, kNewObj = 0x81, kTuple1 = 0x85, kTuple2 = 0x86, kTuple3 = 0x87,
    kNewTrue = 0x88, kNewFalse = 0x89, kLong1 = 0x8a, kShortBinUnicode = 0x8c, kBinUnicode8 = 0x8d, kEmptySet = 0x8f,
    kStackGlobal = 0x93, kMemoize = 0x94, kFrame = 0x95
};

class Machine {
public:
    Machine(std::span<const std::uint8_t> bytes, const std::filesystem::path& file, Pickle& pickle)
        : m_bytes(bytes), m_file(file), m_pickle(pickle) {}

    void run() {
        for (std::size_t operations = 0;; ++operations) {
            if (operations >= kMostOperations) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle is too long."));
            const std::uint8_t opcode = byte();
            if (opcode == kStop) break;
            if (!values(opcode) && !containers(opcode) && !references(opcode)) unknownOpcode(opcode);
            if (m_stack.size() > kMostStack || m_marks.size() > kMostStack) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle's stack is too deep."));
        }
        if (m_stack.size() != 1 || !m_marks.empty()) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle does not end with one value."));
        m_pickle.root = m_stack.back();
        m_pickle.consumed = m_position;
    }

private:
    using Kind = Node::Kind;

    // Reading.
    std::uint8_t byte() {
        if (m_position >= m_bytes.size()) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle ends too early."));
        return m_bytes[m_position++];
    }
    std::uint64_t little(int count) {
        std::uint64_t value = 0;
        for (int i = 0; i < count; ++i) value |= static_cast<std::uint64_t>(byte()) << (8 * i);
        return value;
    }
    std::string text(std::uint64_t length) {
        if (length > kLongestText) refuse(m_file, TINTYPE_NOOP("core", "%1: a text in the pickle is longer than a megabyte."));
        if (length > m_bytes.size() - m_position) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle ends too early."));
        std::string result(reinterpret_cast<const char*>(m_bytes.data()) + m_position, length);
        m_position += length;
        return result;
    }
    std::string line() {
        const auto rest = m_bytes.subspan(m_position);
        const auto end = std::find(rest.begin(), rest.end(), '\n');
        if (end == rest.end() || end - rest.begin() > 1024) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle ends too early."));
        std::string result(rest.begin(), end);
        m_position += result.size() + 1;
        return result;
    }

    // Stack and nodes.
    Node* make(Node node) {
        countItems(node.items.size());
        if (m_pickle.nodes.size() >= kMostNodes) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle holds too many values."));
        return &m_pickle.nodes.emplace_back(std::move(node));
    }
    void countItems(std::size_t count) {
        m_items += count;
        if (m_items > kMostItems) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle holds too many values."));
    }
    Node* make(Kind kind) {
        Node node;
        node.kind = kind;
        return make(std::move(node));
    }
    void push(Node* node) { m_stack.push_back(node); }
    void pushInteger(std::int64_t value) {
        push(make(Kind::Integer));
        m_stack.back()->integer = value;
    }
    void pushText(std::string value) {
        push(make(Kind::Text));
        m_stack.back()->text = std::move(value);
    }
    Node* pop() {
        const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
        if (m_stack.size() <= floor) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle takes a value from an empty stack."));
        Node* node = m_stack.back();
        m_stack.pop_back();
        return node;
    }
    std::vector<Node*> popToMark() {
        if (m_marks.empty()) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle needs a mark that was never set."));
        const std::size_t mark = m_marks.back();
        m_marks.pop_back();
        std::vector<Node*> items(m_stack.begin() + static_cast<std::ptrdiff_t>(mark), m_stack.end());
        m_stack.resize(mark);
        return items;
    }
    Node* top() {
        Node* node = pop();
        push(node);
        return node;
    }

    bool values(std::uint8_t opcode) {
        switch (opcode) {
            case kProto:
                if (const std::uint8_t protocol = byte(); protocol > 5)
                    refuse(m_file, TINTYPE_NOOP("core", "%1: pickle protocol %2 is not known."), {std::to_string(protocol)});
                return true;
            case kFrame: little(8); return true;
            case kNone: push(make(Kind::None)); return true;
            case kNewTrue:
            case kNewFalse: push(make(Kind::Bool)); m_stack.back()->integer = opcode == kNewTrue; return true;
            case kBinInt: pushInteger(static_cast<std::int32_t>(little(4))); return true;
            case kBinInt1: pushInteger(static_cast<std::int64_t>(little(1))); return true;
            case kBinInt2: pushInteger(static_cast<std::int64_t>(little(2))); return true;
            case kLong1: pushInteger(longInteger()); return true;
            case kBinFloat: push(make(Kind::Real)); m_stack.back()->real = bigEndianDouble(); return true;
            case kBinString:
            case kBinUnicode:
            case kBinBytes: pushText(text(little(4))); return true;
            case kShortBinString:
            case kShortBinUnicode:
            case kShortBinBytes: pushText(text(little(1))); return true;
            case kBinUnicode8: pushText(text(little(8))); return true;
            default: return false;
        }
    }
    std::int64_t longInteger() {
        const auto count = static_cast<int>(little(1));
        if (count > 8) refuse(m_file, TINTYPE_NOOP("core", "%1: an integer in the pickle is larger than 64 bits."));
        std::uint64_t value = little(count);
        if (count > 0 && count < 8 && (value >> (8 * count - 1)) & 1) value |= ~std::uint64_t(0) << (8 * count);
        return static_cast<std::int64_t>(value);
    }
    double bigEndianDouble() {
        std::uint64_t bits = 0;
        for (int i = 0; i < 8; ++i) bits = bits << 8 | byte();
        return std::bit_cast<double>(bits);
    }

    bool containers(std::uint8_t opcode) {
        switch (opcode) {
            case kMark: m_marks.push_back(m_stack.size()); return true;
            case kPop: pop(); return true;
            case kPopMark: popToMark(); return true;
            case kEmptyTuple: push(make(Kind::Tuple)); return true;
            case kEmptyList:
            case kEmptySet: push(make(Kind::List)); return true;
            case kEmptyDict: push(make(Kind::Dict)); return true;
            case kTuple: pushTuple(popToMark()); return true;
            case kTuple1:
            case kTuple2:
            case kTuple3: {
                std::vector<Node*> items(static_cast<std::size_t>(opcode - kTuple1 + 1));
                for (std::size_t i = items.size(); i-- > 0;) items[i] = pop();
                pushTuple(std::move(items));
                return true;
            }
            case kAppend: append({pop()}); return true;
            case kAppends: append(popToMark()); return true;
            case kSetItem: {
                Node* value = pop();
                Node* key = pop();
                setItems({key, value});
                return true;
            }
            case kSetItems: setItems(popToMark()); return true;
            default: return false;
        }
    }
    void pushTuple(std::vector<Node*> items) {
        push(make(Kind::Tuple));
        countItems(items.size());
        m_stack.back()->items = std::move(items);
    }
    void append(std::vector<Node*> items) {
        Node* list = top();
        if (list->kind == Kind::Object) return;  // inert: swallowed
        if (list->kind != Kind::List) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle appends to something that is no list."));
        countItems(items.size());
        list->items.insert(list->items.end(), items.begin(), items.end());
    }
    void setItems(const std::vector<Node*>& items) {
        Node* dict = top();
        if (items.size() % 2 != 0) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle sets a key without a value."));
        if (dict->kind == Kind::Object) return;
        if (dict->kind != Kind::Dict) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle sets items of something that is no dictionary."));
        countItems(items.size());
        dict->items.insert(dict->items.end(), items.begin(), items.end());
    }

    bool references(std::uint8_t opcode) {
        switch (opcode) {
            case kBinPut: keep(little(1)); return true;
            case kLongBinPut: keep(little(4)); return true;
            case kMemoize: keep(m_memo.size()); return true;
            case kBinGet: push(remembered(little(1))); return true;
            case kLongBinGet: push(remembered(little(4))); return true;
            case kGlobal: {
                const std::string module = line();
                pushClass(module + "." + line());
                return true;
            }
            case kStackGlobal: {
                const Node* name = pop();
                const Node* module = pop();
                if (name->kind != Kind::Text || module->kind != Kind::Text) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle names a class by something that is no text."));
                pushClass(module->text + "." + name->text);
                return true;
            }
            case kBinPersId: push(make(storageNode(*pop(), m_file))); return true;
            case kReduce:
            case kNewObj: call(); return true;
            case kBuild: build(); return true;
            default: return false;
        }
    }
    void keep(std::uint64_t id) {
        m_memo[id] = top();
        if (m_memo.size() > kMostKept) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle keeps too many values."));
    }
    Node* remembered(std::uint64_t id) {
        const auto found = m_memo.find(id);
        if (found == m_memo.end()) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle recalls value %2, which was never kept."), {std::to_string(id)});
        return found->second;
    }
    void pushClass(const std::string& name) {
        if (name.size() > kLongestClass) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle names a class by %2 bytes."), {std::to_string(name.size())});
        const ClassRule rule = ruleOf(name);
        if (rule == ClassRule::Hostile)
            refuse(m_file, TINTYPE_NOOP("core", "%1 is not a model but a program in disguise: it names %2. Nothing in it was run."), {legible(name)});
        if (rule == ClassRule::Inert && m_inert.size() < 1000 && m_inert.insert(name).second) m_pickle.inertClasses.push_back(name);
        push(make(classNode(name)));
    }
    void call() {
        const Node* arguments = pop();
        const Node* callee = pop();
        if (callee->kind != Kind::Class && callee->kind != Kind::Object)
            refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle calls something that is no class."));
        push(make(callNode(callee->text, *arguments, m_file)));
    }
    void build() {
        Node* state = pop();
        Node* object = top();
        // Metadata a dict or tensor carries along is of no use here; an object's state is its attributes.
        if (object->kind == Kind::Object) object->items.assign(1, state);
        else if (object->kind != Kind::Dict && object->kind != Kind::List) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle gives a state to something that has none."));
    }
    [[noreturn]] void unknownOpcode(std::uint8_t opcode) const {
        char name[8];
        std::snprintf(name, sizeof name, "0x%02x", opcode);
        refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle operation %2 at byte %3 is not allowed in a model file."), {name, std::to_string(m_position - 1)});
    }

    std::span<const std::uint8_t> m_bytes;
    const std::filesystem::path& m_file;
    Pickle& m_pickle;
    std::size_t m_position = 0;
    std::vector<Node*> m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, Node*> m_memo;
    std::set<std::string> m_inert;
    std::size_t m_items = 0;
};

}  // namespace

Pickle readPickle(std::span<const std::uint8_t> bytes, const std::filesystem::path& file) {
    Pickle pickle;
    Machine(bytes, file, pickle).run();
    return pickle;
}

}  // namespace tintype::checkpoint
