// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/policy.h"

namespace strata::pickle {

namespace {

// Python's own names that ordinary pickles use and that do nothing but make values. A function that
// could call, import, open or evaluate what it is given is never listed, whoever uses it.
constexpr ListedNames rows[] = {
    // Types whose objects are plain values
    {"builtins", "object list dict set frozenset tuple int float complex bool str bytes bytearray "
                 "slice range memoryview enumerate zip reversed"},
    {"collections", "OrderedDict defaultdict deque Counter ChainMap UserDict UserList UserString"},
    {"datetime", "datetime date time timedelta timezone"},
    {"decimal", "Decimal"},
    {"fractions", "Fraction"},
    {"random", "Random"},
    {"array", "array _array_reconstructor"},
    {"types", "SimpleNamespace MappingProxyType"},
    {"uuid", "UUID SafeUUID"},
    {"ipaddress", "IPv4Address IPv6Address IPv4Network IPv6Network IPv4Interface IPv6Interface"},
    {"os", "stat_result terminal_size"},
    {"time", "struct_time"},
    {"pathlib", "PurePath PurePosixPath PureWindowsPath PosixPath WindowsPath"},
    {"pathlib._local", "PurePath PurePosixPath PureWindowsPath PosixPath WindowsPath"},
    {"functools", "partial"},
    {"operator", "itemgetter"},
    {"_operator", "itemgetter"},
    {"itertools", "count repeat"},
    {"re", "_compile"},
    {"logging", "getLogger"},
    // How pickle itself rebuilds objects
    {"copyreg", "_reconstructor __newobj__ __newobj_ex__"},
    {"_codecs", "encode"},
    // Exceptions
    {"builtins",
     "BaseException Exception ArithmeticError AssertionError AttributeError BufferError EOFError "
     "FloatingPointError ImportError IndexError KeyError LookupError MemoryError NameError "
     "NotImplementedError OSError OverflowError ReferenceError RuntimeError StopIteration "
     "SyntaxError SystemError TypeError UnicodeDecodeError UnicodeEncodeError UnicodeError "
     "ValueError ZeroDivisionError Warning DeprecationWarning FutureWarning RuntimeWarning "
     "UserWarning PendingDeprecationWarning UnicodeWarning"},
    // Types and functions as parameters
    {"builtins",
     "type abs all any len max min pow round sum sorted hash id chr ord repr bin hex oct divmod "
     "callable isinstance issubclass iter next NotImplemented Ellipsis",
     Use::Name},
    {"types", "NoneType", Use::Name},
    {"zoneinfo", "ZoneInfo", Use::Name},
    {"math",
     "acos acosh asin asinh atan atan2 atanh ceil copysign cos cosh degrees erf erfc exp expm1 "
     "fabs factorial floor fmod fsum gamma gcd hypot isfinite isinf isnan log log10 log1p log2 pow "
     "radians sin sinh sqrt tan tanh trunc",
     Use::Name},
    {"operator",
     "add sub mul truediv floordiv mod pow neg pos abs and_ or_ xor not_ eq ne lt le gt ge "
     "contains matmul",
     Use::Name},
    {"_operator",
     "add sub mul truediv floordiv mod pow neg pos abs and_ or_ xor not_ eq ne lt le gt ge "
     "contains matmul",
     Use::Name},
    {"string", "capwords", Use::Name},
    {"copy", "copy deepcopy", Use::Name},
    {"abc", "ABCMeta", Use::Name},
    {"collections.abc", "Mapping Sequence Iterable Callable Hashable", Use::Name},
    {"statistics", "mean median mode stdev variance", Use::Name},
};

} // namespace

std::span<const ListedNames> allowed_python_names()
{
    return rows;
}

} // namespace strata::pickle
