// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/exhausting_calls.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/pickle/numpy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace strata::pickle {

namespace {

constexpr std::uint64_t endless = ExhaustingCalls::endless;
/// Iterators of iterators that are followed, and the items of a tuple of arguments.
constexpr int deepest_iterator = 8;
constexpr std::size_t most_arguments_seen = 64;

/// What a call of a name makes.
enum class Makes : std::uint8_t {
    Nothing,  ///< no more than it is given
    Iterator, ///< what makes its items when somebody asks: count, range …
    Length,   ///< as many bytes as its argument says
    Shape,    ///< an array of the shape that is its argument number `shape`
    Rows,     ///< an index of the rows of a sparse array, whose shape comes first
    Number,   ///< a number that a short text may name: 1e999999999
};

struct Maker {
    std::string_view name;
    Makes makes = Makes::Nothing;
    std::size_t shape = 0;
};

constexpr std::array makers{
    Maker{"itertools.count", Makes::Iterator},
    Maker{"itertools.repeat", Makes::Iterator},
    Maker{"builtins.range", Makes::Iterator},
    Maker{"builtins.enumerate", Makes::Iterator},
    Maker{"builtins.zip", Makes::Iterator},
    Maker{"builtins.reversed", Makes::Iterator},
    Maker{"ipaddress.IPv4Network", Makes::Iterator},
    Maker{"ipaddress.IPv6Network", Makes::Iterator},
    Maker{"builtins.bytes", Makes::Length},
    Maker{"builtins.bytearray", Makes::Length},
    Maker{"fractions.Fraction", Makes::Number},
    Maker{"builtins.int", Makes::Number},
    Maker{"numpy.ndarray", Makes::Shape, 0},
    Maker{"numpy.recarray", Makes::Shape, 0},
    Maker{"numpy.chararray", Makes::Shape, 0},
    Maker{"numpy.char.chararray", Makes::Shape, 0},
    Maker{"numpy.rec.recarray", Makes::Shape, 0},
    Maker{"numpy.core.records.recarray", Makes::Shape, 0},
    Maker{"numpy._core.records.recarray", Makes::Shape, 0},
    Maker{"numpy.core.defchararray.chararray", Makes::Shape, 0},
    Maker{"numpy._core.defchararray.chararray", Makes::Shape, 0},
    Maker{"numpy.core.multiarray._reconstruct", Makes::Shape, 1},
    Maker{"numpy._core.multiarray._reconstruct", Makes::Shape, 1},
    Maker{"numpy.ma.core._mareconstruct", Makes::Shape, 2},
    Maker{"numpy.ma.mrecords._mrreconstruct", Makes::Shape, 2},
    Maker{"dill._dill._create_array", Makes::Shape, 1},
    Maker{"scipy.sparse._csr.csr_matrix", Makes::Rows},
    Maker{"scipy.sparse._csr.csr_array", Makes::Rows},
    Maker{"scipy.sparse.csr.csr_matrix", Makes::Rows},
    Maker{"scipy.sparse._csc.csc_matrix", Makes::Rows},
    Maker{"scipy.sparse._csc.csc_array", Makes::Rows},
    Maker{"scipy.sparse.csc.csc_matrix", Makes::Rows},
    Maker{"scipy.sparse._bsr.bsr_matrix", Makes::Rows},
    Maker{"scipy.sparse._bsr.bsr_array", Makes::Rows},
    Maker{"scipy.sparse.bsr.bsr_matrix", Makes::Rows},
    Maker{"scipy.sparse._lil.lil_matrix", Makes::Rows},
    Maker{"scipy.sparse._lil.lil_array", Makes::Rows},
    Maker{"scipy.sparse.lil.lil_matrix", Makes::Rows},
    Maker{"scipy.sparse.csr_matrix", Makes::Rows},
    Maker{"scipy.sparse.csc_matrix", Makes::Rows},
    Maker{"scipy.sparse.bsr_matrix", Makes::Rows},
    Maker{"scipy.sparse.lil_matrix", Makes::Rows},
};

/// These hold what they are given and ask for nothing of it.
constexpr std::array<std::string_view, 3> holders{"functools.partial", "builtins.slice",
                                                  "itertools.repeat"};

Maker maker_of(std::string_view name)
{
    const auto* row = std::find_if(makers.begin(), makers.end(),
                                   [&](const Maker& each) { return each.name == name; });
    return row == makers.end() ? Maker{} : *row;
}

std::uint64_t sum(std::uint64_t a, std::uint64_t b)
{
    return a > endless - b ? endless : a + b;
}

/// A whole number as a size: endless when it does not fit, nothing when it is none.
std::optional<std::uint64_t> size_of(const Graph& graph, ObjectId id)
{
    if (graph.is(id, Kind::BigInt))
        return endless;
    const auto number = graph.integer(id);
    if (!number)
        return std::nullopt;
    return *number < 0 ? 0 : static_cast<std::uint64_t>(*number);
}

std::uint64_t magnitude(const Graph& graph, ObjectId id)
{
    if (graph.is(id, Kind::BigInt))
        return endless;
    const std::int64_t number = graph.integer(id).value_or(0);
    return number < 0 ? ~static_cast<std::uint64_t>(number) + 1
                      : static_cast<std::uint64_t>(number);
}

/// The items of an array of a shape: one number, or a tuple of them. A shape that is itself the
/// result of a call says nothing.
std::uint64_t items_of_shape(const Graph& graph, ObjectId shape)
{
    if (const auto one = size_of(graph, shape))
        return *one;
    std::uint64_t items = 1;
    for (const ObjectId axis : graph.items(shape, most_arguments_seen))
        items = checked_multiply(items, size_of(graph, axis).value_or(1)).value_or(endless);
    return items;
}

/// Bytes of an item by the dtype that a constructor was given; 1 where it says nothing.
std::uint64_t item_bytes(const Graph& graph, ObjectId dtype)
{
    if (const auto text = graph.text(dtype)) {
        const auto digits = text->find_first_of("0123456789");
        std::uint64_t size = 0;
        if (digits != std::string_view::npos)
            std::from_chars(text->data() + digits, text->data() + text->size(), size);
        return std::max<std::uint64_t>(size, 1);
    }
    const auto read = read_dtype(graph, dtype);
    return read ? std::max<std::uint64_t>(read->item_size, 1) : 1;
}

std::uint64_t items_of_array(const Graph& graph, ObjectId arguments, std::size_t shape)
{
    const std::uint64_t items = items_of_shape(graph, graph.item(arguments, shape));
    return checked_multiply(items, item_bytes(graph, graph.item(arguments, shape + 1)))
        .value_or(endless);
}

/// Digits of a number that its text writes with an exponent.
std::uint64_t digits_of(const Graph& graph, ObjectId argument)
{
    if (graph.is_call(argument, "decimal.Decimal"))
        return digits_of(graph, graph.argument(argument, 0));
    const auto text = graph.text(argument).value_or("");
    const auto exponent = text.find_first_of("eE");
    if (exponent == std::string_view::npos)
        return 0;
    const auto digits = text.find_first_of("0123456789", exponent);
    if (digits == std::string_view::npos)
        return 0;
    std::uint64_t size = 0;
    const auto parsed = std::from_chars(text.data() + digits, text.data() + text.size(), size);
    return parsed.ec == std::errc() ? size : endless;
}

std::uint64_t items_of_range(const Graph& graph, ObjectId call)
{
    // range(end) or range(start, end, step): at most as many, whatever the signs.
    const std::uint64_t span =
        sum(magnitude(graph, graph.argument(call, 0)), magnitude(graph, graph.argument(call, 1)));
    return span / std::max<std::uint64_t>(magnitude(graph, graph.argument(call, 2)), 1);
}

/// Items that an object gives to who goes through it, beyond those that the file holds.
std::uint64_t items_of_iterator(const Graph& graph, ObjectId id, int depth = 0)
{
    if (!graph.is(id, Kind::Constructed))
        return 0;
    const std::string& name = graph.qualified_name(graph.callable(id));
    if (maker_of(name).makes != Makes::Iterator)
        return 0;
    if (name == "builtins.range")
        return items_of_range(graph, id);
    if (name == "itertools.repeat")
        return size_of(graph, graph.argument(id, 1)).value_or(endless);
    if (name == "itertools.count" || name.starts_with("ipaddress.") || depth >= deepest_iterator)
        return endless;
    std::uint64_t items = 0;
    for (const ObjectId argument : graph.items(graph.arguments(id), most_arguments_seen))
        items = std::max(items, items_of_iterator(graph, argument, depth + 1));
    return items;
}

std::uint64_t items_made(const Graph& graph, ObjectId call, const Maker& maker)
{
    const ObjectId arguments = graph.arguments(call);
    switch (maker.makes) {
    case Makes::Length:
        return size_of(graph, graph.item(arguments, 0)).value_or(0);
    case Makes::Shape:
        return items_of_array(
            graph, maker.name == "dill._dill._create_array" ? graph.item(arguments, 1) : arguments,
            maker.shape);
    case Makes::Rows: {
        std::uint64_t rows = 0;
        for (const ObjectId axis : graph.items(graph.item(arguments, 0), 2))
            rows = std::max(rows, size_of(graph, axis).value_or(0));
        return rows;
    }
    case Makes::Number:
        return digits_of(graph, graph.item(arguments, 0));
    default:
        return 0;
    }
}

/// What a call makes of the iterators that it is given.
std::uint64_t items_gone_through(const Graph& graph, ObjectId call)
{
    const std::string& name = graph.qualified_name(graph.callable(call));
    if (maker_of(name).makes == Makes::Iterator ||
        std::find(holders.begin(), holders.end(), name) != holders.end())
        return 0;
    std::uint64_t items = 0;
    for (const ObjectId argument : graph.items(graph.arguments(call), most_arguments_seen))
        items = sum(items, items_of_iterator(graph, argument));
    return items;
}

class Tally {
public:
    void add(const Graph& graph, ObjectId call, std::uint64_t items)
    {
        if (items == 0)
            return;
        const std::string& name = graph.qualified_name(graph.callable(call));
        ExhaustingCalls& all = m_by_name[name];
        all.name = name;
        ++all.count;
        if (items > m_largest[name]) {
            m_largest[name] = items;
            all.offset = graph.offset(call);
        }
        all.items = sum(all.items, items);
    }

    std::vector<ExhaustingCalls> take() &&
    {
        std::vector<ExhaustingCalls> found;
        for (auto& [name, all] : m_by_name) {
            if (all.items > limits::called_items)
                found.push_back(std::move(all));
        }
        return found;
    }

private:
    std::map<std::string, ExhaustingCalls> m_by_name;
    std::map<std::string, std::uint64_t> m_largest;
};

bool makes_iterators(const NameTable& names)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto id = static_cast<GlobalId>(i);
        if (names.counts(id).counts[static_cast<std::size_t>(GlobalRole::Called)] != 0 &&
            maker_of(names.name(id).qualified()).makes == Makes::Iterator)
            return true;
    }
    return false;
}

} // namespace

bool says_size(std::string_view qualified_name)
{
    const Makes makes = maker_of(qualified_name).makes;
    return makes != Makes::Nothing && makes != Makes::Iterator;
}

std::vector<ExhaustingCalls> exhausting_calls(const Graph& graph, const NameTable& names,
                                              const MachineLog& log)
{
    Tally tally;
    for (const ObjectId call : log.sized_calls)
        tally.add(graph, call,
                  items_made(graph, call, maker_of(graph.qualified_name(graph.callable(call)))));
    if (makes_iterators(names)) {
        for (std::size_t i = 0; i < graph.size(); ++i) {
            const auto call = static_cast<ObjectId>(i);
            if (graph.is(call, Kind::Constructed))
                tally.add(graph, call, items_gone_through(graph, call));
        }
    }
    return std::move(tally).take();
}

} // namespace strata::pickle
