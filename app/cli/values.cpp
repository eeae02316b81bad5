#include "app/cli/values.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace tintype::cli {

namespace {

std::string plain(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

template <typename Number>
bool whole(const std::string& text, Number& value) {
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && at == end;
}

template <typename Number>
CLI::Option* addRanged(CLI::App& app, const std::string& name, Number& value, edits::Range<Number> range,
                       const std::string& description) {
    const std::string span = plain(range.low) + ".." + plain(range.high);
    const auto take = [&value, range, name = name.substr(0, name.find(','))](const std::string& text) {
        Number number{};
        if (!parseNumber(text, number)) throw CLI::ValidationError(name, "\"" + text + "\" is not a number of its kind");
        if (!range.holds(number))
            throw CLI::ValidationError(
                name, text + " is out of range: it must be from " + plain(range.low) + " to " + plain(range.high));
        value = number;
    };
    return app.add_option_function<std::string>(name, take, description)->type_name(span)->default_str(plain(value));
}

}  // namespace

bool parseNumber(const std::string& text, int& value) { return whole(text, value); }

bool parseNumber(const std::string& text, double& value) { return whole(text, value) && std::isfinite(value); }

CLI::Option* addNumber(CLI::App& app, const std::string& name, int& value, edits::Range<int> range,
                       const std::string& description) {
    return addRanged(app, name, value, range, description);
}

CLI::Option* addNumber(CLI::App& app, const std::string& name, double& value, edits::Range<double> range,
                       const std::string& description) {
    return addRanged(app, name, value, range, description);
}

CLI::Option* addSeed(CLI::App& app, const std::string& name, std::uint64_t& value, const std::string& description) {
    const auto take = [&value, name](const std::string& text) {
        if (!whole(text, value))
            throw CLI::ValidationError(name, "\"" + text + "\" is not a whole number from 0 to 18446744073709551615");
    };
    return app.add_option_function<std::string>(name, take, description)->type_name("N")->default_str("0");
}

CLI::Option* addSize(CLI::App& app, const std::string& name, Size& value, edits::Range<int> side,
                     const std::string& description) {
    const auto take = [&value, side, name](const std::string& text) {
        const std::size_t x = text.find_first_of("xX");
        Size size;
        if (x == std::string::npos || !whole(text.substr(0, x), size.width) || !whole(text.substr(x + 1), size.height))
            throw CLI::ValidationError(name, "\"" + text + "\" is not a size like 1280x720");
        if (!side.holds(size.width) || !side.holds(size.height))
            throw CLI::ValidationError(name, text + " is out of range: each side must be from " +
                                                 std::to_string(side.low) + " to " + std::to_string(side.high));
        if (size.width % 2 != 0 || size.height % 2 != 0)
            throw CLI::ValidationError(name, text + " has an odd side: both must be even");
        value = size;
    };
    return app.add_option_function<std::string>(name, take, description)->type_name("WxH");
}

CLI::Option* addLongSide(CLI::App& app, int& value, const std::string& description) {
    constexpr edits::Range<int> range = edits::kLongSideRange;
    const auto take = [&value, range](const std::string& text) {
        int number = 0;
        if (!parseNumber(text, number) || (number != 0 && !range.holds(number)))
            throw CLI::ValidationError("--long-side", "\"" + text + "\" is out of range: it must be 0 or from " +
                                                          std::to_string(range.low) + " to " +
                                                          std::to_string(range.high));
        value = number;
    };
    return app.add_option_function<std::string>("--long-side", take, description)->type_name("PIXELS");
}

}  // namespace tintype::cli
