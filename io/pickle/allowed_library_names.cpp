// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/policy.h"

namespace strata::pickle {

namespace {

// Libraries that estimators are pickled with. scipy.stats distributions are left out on purpose:
// their __setstate__ runs a template that the state may hold. So is whatever starts a native loader
// from a path.
constexpr ListedNames rows[] = {
    // joblib: wrappers of its arrays
    {"joblib.numpy_pickle", "NumpyArrayWrapper NDArrayWrapper ZNDArrayWrapper"},
    {"joblib.numpy_pickle_compat", "NDArrayWrapper ZNDArrayWrapper"},
    {"sklearn.externals.joblib.numpy_pickle", "NumpyArrayWrapper NDArrayWrapper ZNDArrayWrapper"},
    {"sklearn.externals.joblib.numpy_pickle_compat", "NDArrayWrapper ZNDArrayWrapper"},
    // scipy
    {"scipy.sparse._csr", "csr_matrix csr_array"},
    {"scipy.sparse.csr", "csr_matrix csr_array"},
    {"scipy.sparse._csc", "csc_matrix csc_array"},
    {"scipy.sparse.csc", "csc_matrix csc_array"},
    {"scipy.sparse._coo", "coo_matrix coo_array"},
    {"scipy.sparse.coo", "coo_matrix coo_array"},
    {"scipy.sparse._bsr", "bsr_matrix bsr_array"},
    {"scipy.sparse.bsr", "bsr_matrix bsr_array"},
    {"scipy.sparse._dia", "dia_matrix dia_array"},
    {"scipy.sparse.dia", "dia_matrix dia_array"},
    {"scipy.sparse._dok", "dok_matrix dok_array"},
    {"scipy.sparse.dok", "dok_matrix dok_array"},
    {"scipy.sparse._lil", "lil_matrix lil_array"},
    {"scipy.sparse.lil", "lil_matrix lil_array"},
    {"scipy.sparse", "csr_matrix csc_matrix coo_matrix bsr_matrix dia_matrix dok_matrix lil_matrix "
                     "csr_array csc_array coo_array"},
    {"scipy.interpolate._interpolate", "interp1d"},
    {"scipy.interpolate.interpolate", "interp1d"},
    {"scipy.interpolate._bsplines", "BSpline"},
    {"scipy.interpolate._cubic", "CubicSpline PchipInterpolator"},
    {"scipy.interpolate._fitpack2",
     "UnivariateSpline InterpolatedUnivariateSpline LSQUnivariateSpline"},
    {"scipy.spatial.ckdtree", "cKDTree"},
    {"scipy.spatial._ckdtree", "cKDTree"},
    {"scipy.spatial.kdtree", "KDTree"},
    {"scipy.spatial._kdtree", "KDTree"},
    {"scipy.optimize.optimize", "OptimizeResult"},
    {"scipy.optimize._optimize", "OptimizeResult"},
    // scipy: functions as parameters
    {"scipy.special._ufuncs", "expit logit gammaln xlogy erf ndtr log1p expm1 boxcox psi gamma",
     Use::Name},
    {"scipy.special",
     "expit logit gammaln xlogy erf ndtr log1p expm1 boxcox psi gamma logsumexp softmax",
     Use::Name},
    {"scipy.spatial.distance",
     "euclidean cosine cityblock correlation chebyshev minkowski hamming jaccard canberra "
     "braycurtis sqeuclidean",
     Use::Name},
    {"scipy._lib.array_api_compat.numpy._aliases", "asarray", Use::Name},
    {"scipy.stats.stats", "pearsonr spearmanr kendalltau", Use::Name},
    {"scipy.stats._stats_py", "pearsonr spearmanr kendalltau", Use::Name},
    {"scipy.interpolate._interpolate",
     "interp1d._call_linear interp1d._call_linear_np interp1d._call_nearest "
     "interp1d._call_previousnext interp1d._call_spline interp1d._call_nan_spline",
     Use::Name},
    // dill: how it pickles arrays and plain types
    {"dill._dill", "_create_array _load_type"},
    // pandas: tables, columns and indexes of versions 0.20 to 3
    {"pandas",
     "DataFrame Series Index RangeIndex MultiIndex CategoricalIndex DatetimeIndex TimedeltaIndex "
     "PeriodIndex IntervalIndex Categorical CategoricalDtype DatetimeTZDtype IntervalDtype "
     "PeriodDtype SparseDtype StringDtype BooleanDtype Int8Dtype Int16Dtype Int32Dtype Int64Dtype "
     "UInt8Dtype UInt16Dtype UInt32Dtype UInt64Dtype Float32Dtype Float64Dtype Period Timestamp "
     "Timedelta Interval NA NaT Flags"},
    {"pandas.core.frame", "DataFrame"},
    {"pandas.core.series", "Series"},
    {"pandas.core.flags", "Flags"},
    {"pandas.core.internals.managers", "BlockManager SingleBlockManager"},
    {"pandas.core.internals", "BlockManager SingleBlockManager"},
    {"pandas.core.internals.array_manager", "ArrayManager SingleArrayManager"},
    {"pandas._libs.internals", "_unpickle_block BlockPlacement"},
    {"pandas.core.internals.blocks",
     "new_block Block NumericBlock ObjectBlock CategoricalBlock ExtensionBlock DatetimeTZBlock"},
    {"pandas.core.indexes.base", "Index _new_Index"},
    {"pandas.indexes.base", "Index _new_Index"},
    {"pandas.core.indexes.range", "RangeIndex"},
    {"pandas.indexes.range", "RangeIndex"},
    {"pandas.core.indexes.multi", "MultiIndex"},
    {"pandas.indexes.multi", "MultiIndex"},
    {"pandas.core.indexes.category", "CategoricalIndex"},
    {"pandas.core.indexes.numeric", "Int64Index UInt64Index Float64Index NumericIndex"},
    {"pandas.indexes.numeric", "Int64Index UInt64Index Float64Index"},
    {"pandas.core.indexes.datetimes", "DatetimeIndex _new_DatetimeIndex"},
    {"pandas.core.indexes.timedeltas", "TimedeltaIndex"},
    {"pandas.core.indexes.period", "PeriodIndex _new_PeriodIndex"},
    {"pandas.core.indexes.interval", "IntervalIndex _new_IntervalIndex"},
    {"pandas.core.indexes.frozen", "FrozenList FrozenNDArray"},
    {"pandas.indexes.frozen", "FrozenList FrozenNDArray"},
    {"pandas.core.arrays.categorical", "Categorical"},
    {"pandas.core.categorical", "Categorical"},
    {"pandas.core.arrays.boolean", "BooleanArray BooleanDtype"},
    {"pandas.core.arrays.datetimes", "DatetimeArray"},
    {"pandas.core.arrays.timedeltas", "TimedeltaArray"},
    {"pandas.core.arrays.period", "PeriodArray"},
    {"pandas.core.arrays.interval", "IntervalArray"},
    {"pandas.core.arrays.integer", "IntegerArray Int8Dtype Int16Dtype Int32Dtype Int64Dtype "
                                   "UInt8Dtype UInt16Dtype UInt32Dtype UInt64Dtype"},
    {"pandas.core.arrays.floating", "FloatingArray Float32Dtype Float64Dtype"},
    {"pandas.core.arrays.numpy_", "PandasArray PandasDtype NumpyExtensionArray"},
    {"pandas.core.arrays.sparse.array", "SparseArray"},
    {"pandas.core.arrays.sparse.dtype", "SparseDtype"},
    {"pandas.core.arrays.string_", "StringArray StringDtype"},
    {"pandas.core.arrays.string_arrow", "ArrowStringArray"},
    {"pandas.arrays", "BooleanArray Categorical DatetimeArray FloatingArray IntegerArray "
                      "IntervalArray NumpyExtensionArray PeriodArray SparseArray StringArray "
                      "TimedeltaArray ArrowStringArray ArrowExtensionArray"},
    {"pandas.core.dtypes.dtypes", "CategoricalDtype DatetimeTZDtype IntervalDtype PeriodDtype "
                                  "SparseDtype NumpyEADtype PandasDtype"},
    {"pandas.api.types", "CategoricalDtype"},
    {"pandas._libs.arrays", "__pyx_unpickle_NDArrayBacked"},
    {"pandas._libs.interval", "Interval __pyx_unpickle_IntervalMixin"},
    {"pandas._libs.sparse", "IntIndex BlockIndex"},
    {"pandas._libs.missing", "NA NAType C_NAType"},
    {"pandas._libs.tslibs.nattype", "_nat_unpickle __nat_unpickle NaTType"},
    {"pandas._libs.tslibs.period", "Period"},
    {"pandas._libs.tslibs.timestamps", "Timestamp _unpickle_timestamp"},
    {"pandas._libs.tslibs.timedeltas", "Timedelta _timedelta_unpickle"},
    {"pandas._libs.tslibs.offsets",
     "Day Hour Minute Second Milli Micro Nano MonthEnd MonthBegin YearEnd YearBegin QuarterEnd "
     "QuarterBegin Week BusinessDay BDay BusinessMonthEnd BusinessMonthBegin DateOffset Tick "
     "SemiMonthEnd SemiMonthBegin WeekOfMonth BQuarterEnd BQuarterBegin BYearEnd BYearBegin"},
    {"pandas.tseries.offsets",
     "Day Hour Minute Second Milli Micro Nano MonthEnd MonthBegin YearEnd YearBegin QuarterEnd "
     "QuarterBegin Week BusinessDay BDay BusinessMonthEnd BusinessMonthBegin DateOffset Tick "
     "SemiMonthEnd SemiMonthBegin WeekOfMonth BQuarterEnd BQuarterBegin BYearEnd BYearBegin"},
    {"pytz", "_UTC _p utc"},
    {"dateutil.tz.tz", "tzutc"},
    {"dateutil.tz", "tzutc"},
    // XGBoost, LightGBM and CatBoost: their models lie in the pickle as data
    {"xgboost.core", "Booster"},
    {"xgboost.callback", "EarlyStopping EvaluationMonitor LearningRateScheduler TrainingCallback"},
    {"xgboost.sklearn",
     "XGBModel XGBClassifier XGBRegressor XGBRanker XGBRFClassifier XGBRFRegressor"},
    {"lightgbm.basic", "Booster"},
    {"lightgbm.sklearn", "LGBMModel LGBMClassifier LGBMRegressor LGBMRanker"},
    {"catboost.core", "CatBoost CatBoostClassifier CatBoostRegressor CatBoostRanker"},
};

} // namespace

std::span<const ListedNames> allowed_library_names()
{
    return rows;
}

} // namespace strata::pickle
