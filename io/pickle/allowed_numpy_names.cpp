// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/policy.h"

namespace strata::pickle {

namespace {

// numpy 1 and 2: what its arrays, dtypes, scalars and random generators are rebuilt with, and the
// functions that people hand to estimators. _ufunc_reconstruct imports what its arguments say, so
// the verdict looks at those too.
constexpr ListedNames rows[] = {
    // Arrays and dtypes
    {"numpy", "ndarray dtype matrix recarray record chararray poly1d"},
    {"numpy.core.multiarray", "_reconstruct scalar"},
    {"numpy.core.numeric", "_frombuffer"},
    {"numpy.core.records", "recarray record"},
    {"numpy.core._internal", "_convert_to_stringdtype_kwargs"},
    {"numpy.core.defchararray", "chararray"},
    {"numpy.core", "_ufunc_reconstruct"},
    {"numpy._core.multiarray", "_reconstruct scalar"},
    {"numpy._core.numeric", "_frombuffer"},
    {"numpy._core.records", "recarray record"},
    {"numpy._core._internal", "_convert_to_stringdtype_kwargs"},
    {"numpy._core.defchararray", "chararray"},
    {"numpy._core", "_ufunc_reconstruct"},
    {"numpy.matrixlib.defmatrix", "matrix"},
    {"numpy.rec", "recarray record"},
    {"numpy.char", "chararray"},
    {"numpy.ma.core", "MaskedArray _mareconstruct mvoid MaskedConstant"},
    {"numpy.ma", "MaskedArray"},
    {"numpy.ma.mrecords", "MaskedRecords _mrreconstruct"},
    {"numpy.dtypes",
     "BoolDType ByteDType BytesDType CLongDoubleDType Complex128DType Complex64DType "
     "DateTime64DType Float16DType Float32DType Float64DType Int16DType Int32DType Int64DType "
     "Int8DType IntDType LongDType LongDoubleDType LongLongDType ObjectDType ShortDType StrDType "
     "StringDType TimeDelta64DType UByteDType UInt16DType UInt32DType UInt64DType UInt8DType "
     "UIntDType ULongDType ULongLongDType UShortDType VoidDType"},
    {"numpy.lib.polynomial", "poly1d"},
    {"numpy.lib._polynomial_impl", "poly1d"},
    {"numpy.polynomial.polynomial", "Polynomial"},
    {"numpy.polynomial.chebyshev", "Chebyshev"},
    {"numpy.polynomial.legendre", "Legendre"},
    // Scalars
    {"numpy",
     "bool bool_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 intc uintc intp uintp longlong "
     "ulonglong long ulong int_ uint float16 float32 float64 float128 longdouble float_ single "
     "double half complex64 complex128 complex256 clongdouble complex_ csingle cdouble str_ bytes_ "
     "unicode_ string_ void object_ datetime64 timedelta64 short ushort byte ubyte"},
    // Random generators
    {"numpy.random", "__RandomState_ctor RandomState"},
    {"numpy.random.mtrand", "RandomState __RandomState_ctor"},
    {"numpy.random._pickle", "__randomstate_ctor __generator_ctor __bit_generator_ctor"},
    {"numpy.random._generator", "Generator"},
    {"numpy.random._mt19937", "MT19937"},
    {"numpy.random._pcg64", "PCG64 PCG64DXSM"},
    {"numpy.random._philox", "Philox"},
    {"numpy.random._sfc64", "SFC64"},
    {"numpy.random.bit_generator", "SeedSequence __pyx_unpickle_SeedSequence SeedlessSeedSequence"},
    // Other kinds of numbers, of ml_dtypes
    {"ml_dtypes", "bfloat16 float8_e4m3fn float8_e5m2 float8_e4m3b11fnuz float8_e4m3fnuz "
                  "float8_e5m2fnuz int4 uint4"},
    {"ml_dtypes._ml_dtypes_ext", "bfloat16 float8_e4m3fn float8_e5m2"},
    // Types and functions as parameters
    {"numpy",
     "memmap generic number integer signedinteger unsignedinteger inexact floating complexfloating "
     "flexible character",
     Use::Name},
    {"numpy.core.memmap", "memmap", Use::Name},
    {"numpy._core.memmap", "memmap", Use::Name},
    {"numpy",
     "abs absolute acos acosh add arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh "
     "atan atan2 atanh bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not "
     "bitwise_or bitwise_right_shift bitwise_xor cbrt ceil conj conjugate copysign cos cosh "
     "deg2rad degrees divide divmod equal exp exp2 expm1 fabs float_power floor floor_divide fmax "
     "fmin fmod frexp gcd greater greater_equal heaviside hypot invert isfinite isinf isnan isnat "
     "lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and "
     "logical_not logical_or logical_xor matmul matvec maximum minimum mod modf multiply negative "
     "nextafter not_equal positive pow power rad2deg radians reciprocal remainder right_shift rint "
     "sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc vecdot vecmat",
     Use::Name},
    {"numpy.core._multiarray_umath",
     "abs absolute acos acosh add arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh "
     "atan atan2 atanh bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not "
     "bitwise_or bitwise_right_shift bitwise_xor cbrt ceil conj conjugate copysign cos cosh "
     "deg2rad degrees divide divmod equal exp exp2 expm1 fabs float_power floor floor_divide fmax "
     "fmin fmod frexp gcd greater greater_equal heaviside hypot invert isfinite isinf isnan isnat "
     "lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and "
     "logical_not logical_or logical_xor matmul matvec maximum minimum mod modf multiply negative "
     "nextafter not_equal positive pow power rad2deg radians reciprocal remainder right_shift rint "
     "sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc vecdot vecmat",
     Use::Name},
    {"numpy._core._multiarray_umath",
     "abs absolute acos acosh add arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh "
     "atan atan2 atanh bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not "
     "bitwise_or bitwise_right_shift bitwise_xor cbrt ceil conj conjugate copysign cos cosh "
     "deg2rad degrees divide divmod equal exp exp2 expm1 fabs float_power floor floor_divide fmax "
     "fmin fmod frexp gcd greater greater_equal heaviside hypot invert isfinite isinf isnan isnat "
     "lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and "
     "logical_not logical_or logical_xor matmul matvec maximum minimum mod modf multiply negative "
     "nextafter not_equal positive pow power rad2deg radians reciprocal remainder right_shift rint "
     "sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc vecdot vecmat",
     Use::Name},
    {"numpy",
     "all amax amin any argmax argmin argsort array asarray average bincount clip concatenate "
     "corrcoef count_nonzero cov cumprod cumsum diff digitize dot dstack expand_dims flip hstack "
     "identity interp mean median nan_to_num nanargmax nanargmin nanmax nanmean nanmedian nanmin "
     "nanpercentile nanprod nanquantile nanstd nansum nanvar ones percentile prod product ptp "
     "quantile ravel repeat reshape round round_ sort squeeze std stack sum swapaxes tile trace "
     "transpose unique var vstack where zeros ones_like zeros_like linspace arange eye full "
     "isclose allclose",
     Use::Name},
    {"numpy.core.fromnumeric", "mean sum std var amax amin prod", Use::Name},
    {"numpy._core.fromnumeric", "mean sum std var amax amin prod", Use::Name},
    {"numpy.lib.function_base", "median average percentile quantile", Use::Name},
    {"numpy.lib._function_base_impl", "median average percentile quantile", Use::Name},
    {"numpy.lib.nanfunctions", "nanmean nanmedian nansum nanstd nanvar nanmax nanmin", Use::Name},
    {"numpy.lib._nanfunctions_impl", "nanmean nanmedian nansum nanstd nanvar nanmax nanmin",
     Use::Name},
    {"numpy.linalg", "norm", Use::Name},
    {"numpy.linalg.linalg", "norm", Use::Name},
    {"numpy.linalg._linalg", "norm", Use::Name},
};

} // namespace

std::span<const ListedNames> allowed_numpy_names()
{
    return rows;
}

} // namespace strata::pickle
