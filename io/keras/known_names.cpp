// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/known_names.h"

#include <algorithm>
#include <array>

namespace strata::keras {

namespace {

// A name a line would fill ten screens.
// clang-format off
/// Layers and models of Keras 1.0 to 3.15.
constexpr auto layers = std::to_array<std::string_view>({
    "AbstractRNNCell", "Activation", "ActivityRegularization", "AdaptiveAveragePooling1D",
    "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D", "AdaptiveMaxPooling1D",
    "AdaptiveMaxPooling2D", "AdaptiveMaxPooling3D", "Add", "AdditiveAttention", "AlphaDropout",
    "AtrousConvolution2D", "Attention", "AttentionDecoderCell", "AugMix", "AutoContrast",
    "Average", "AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "BatchNormalization",
    "BatchNormalizationV1", "BatchNormalizationV2", "Bidirectional", "CategoryEncoding",
    "CenterCrop", "ClassMethod", "Concatenate", "ContrastLimitedAdaptiveHistogramEqualization",
    "Conv1D", "Conv1DTranspose", "Conv2D", "Conv2DTranspose", "Conv3D", "Conv3DTranspose",
    "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM2DCell", "ConvLSTM3D", "Convolution1D",
    "Convolution2D", "Convolution3D", "Cropping1D", "Cropping2D", "Cropping3D", "CuDNNGRU",
    "CuDNNLSTM", "CutMix", "Deconvolution2D", "Dense", "DenseFeatures", "DepthwiseConv1D",
    "DepthwiseConv2D", "Discretization", "Dot", "Dropout", "ELU", "EinsumDense", "Embedding",
    "Equalization", "Flatten", "FlaxLayer", "Functional", "GRU", "GRUCell", "GRUV1",
    "GaussianDropout", "GaussianNoise", "GlobalAveragePooling1D", "GlobalAveragePooling2D",
    "GlobalAveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D",
    "GroupNormalization", "GroupedQueryAttention", "HashedCrossing", "Hashing", "Highway",
    "Identity", "InputLayer", "InstanceMethod", "InstanceProperty", "IntegerLookup", "JaxLayer",
    "KerasTensor", "LSTM", "LSTMCell", "LSTMV1", "Lambda", "LayerNormalization", "LeakyReLU",
    "LinearModel", "LocallyConnected1D", "LocallyConnected2D", "Masking", "MaxNumBoundingBoxes",
    "MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "Maximum", "MaxoutDense", "MelSpectrogram",
    "Merge", "Minimum", "MixUp", "Model", "MultiHeadAttention", "Multiply", "NoOp",
    "Normalization", "PReLU", "ParametricSoftplus", "PeepholeLSTMCell", "Permute", "Pipeline",
    "RMSNormalization", "RNN", "RandAugment", "RandomBrightness", "RandomColorDegeneration",
    "RandomColorJitter", "RandomContrast", "RandomCrop", "RandomElasticTransform",
    "RandomErasing", "RandomFlip", "RandomFourierFeatures", "RandomGaussianBlur",
    "RandomGrayscale", "RandomHeight", "RandomHue", "RandomInvert", "RandomPerspective",
    "RandomPosterization", "RandomRotation", "RandomSaturation", "RandomSharpness",
    "RandomShear", "RandomTranslation", "RandomWidth", "RandomZoom", "ReLU", "RepeatVector",
    "Rescaling", "Reshape", "Resizing", "ReversibleEmbedding", "SReLU", "STFTSpectrogram",
    "SeparableConv1D", "SeparableConv2D", "SeparableConvolution2D", "SequenceFeatures",
    "Sequential", "SimpleRNN", "SimpleRNNCell", "SlicingOpLambda", "Softmax", "Solarization",
    "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "SpectralNormalization",
    "StackedRNNCells", "StringLookup", "Subtract", "SyncBatchNormalization",
    "TFClassMethodDispatcher", "TFOpLambda", "TFSMLayer", "TensorFlowOpLayer",
    "TextVectorization", "ThresholdedReLU", "TimeDistributed", "TimeDistributedDense",
    "TorchModuleWrapper", "UnitNormalization", "UpSampling1D", "UpSampling2D", "UpSampling3D",
    "WideDeepModel", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D"});

/// Operations (keras.ops) that a Functional of Keras 3 holds as if they were layers.
constexpr auto operations = std::to_array<std::string_view>({
    "Abs", "Absolute", "AdaptiveAveragePool", "AdaptiveMaxPool", "Add", "AffineTransform",
    "All", "AllClose", "Amax", "Amin", "Angle", "Any", "Append", "Arange", "Arccos", "Arccosh",
    "Arcsin", "Arcsinh", "Arctan", "Arctan2", "Arctanh", "Argmax", "Argmin", "Argpartition",
    "Argsort", "Array", "ArraySplit", "AssociativeScan", "Average", "AveragePool", "BatchNorm",
    "BinaryCrossentropy", "Bincount", "BitwiseAnd", "BitwiseInvert", "BitwiseLeftShift",
    "BitwiseNot", "BitwiseOr", "BitwiseRightShift", "BitwiseXor", "BroadcastTo", "CDist",
    "CTCDecode", "CTCLoss", "Cast", "CategoricalCrossentropy", "Cbrt", "Ceil", "Celu",
    "Cholesky", "CholeskyInverse", "Clip", "Concatenate", "Cond", "Conj", "Conjugate", "Conv",
    "ConvTranspose", "ConvertToTensor", "Copy", "Corrcoef", "Correlate", "Cos", "Cosh",
    "CountNonzero", "CropImages", "Cross", "Cumprod", "Cumsum", "Deg2rad", "DepthToSpace",
    "DepthwiseConv", "Det", "Diag", "Diagflat", "Diagonal", "Diff", "Digitize", "Divide",
    "DivideNoNan", "Dot", "DotProductAttention", "Dsplit", "Dstack", "Eig", "Eigh", "Einsum",
    "ElasticTransform", "Elu", "EmptyLike", "Equal", "Erf", "Erfc", "Erfinv", "Exp", "Exp2",
    "ExpandDims", "Expm1", "ExtractPatches", "ExtractSequences", "FFT", "FFT2", "Fabs", "Flip",
    "Fliplr", "Flipud", "Floor", "FloorDivide", "Fmax", "Fmin", "Fmod", "Fold", "ForiLoop",
    "Full", "FullLike", "Function", "GaussianBlur", "Gcd", "Gelu", "Geomspace", "GetItem",
    "Glu", "Greater", "GreaterEqual", "HSVToRGB", "HardShrink", "HardSigmoid", "HardSilu",
    "HardTanh", "Heaviside", "Histogram", "Hsplit", "Hstack", "Hypot", "I0", "IFFT2", "IRFFT",
    "ISTFT", "Imag", "InTopK", "Inner", "Inv", "IsIn", "Isclose", "Isfinite", "Isinf", "Isnan",
    "Isneginf", "Isposinf", "Isreal", "JVP", "Kron", "LayerNorm", "Lcm", "Ldexp", "LeakyRelu",
    "LeftShift", "Less", "LessEqual", "Linspace", "Log", "Log10", "Log1p", "Log2", "LogSigmoid",
    "LogSoftmax", "Logaddexp", "Logaddexp2", "Logdet", "LogicalAnd", "LogicalNot", "LogicalOr",
    "LogicalXor", "Logspace", "Logsumexp", "Lstsq", "LuFactor", "Map", "MapCoordinates",
    "Matmul", "MatrixRank", "Max", "MaxPool", "Maximum", "Mean", "Median", "Meshgrid", "Min",
    "Minimum", "Mod", "Moments", "Moveaxis", "MultiHot", "Multiply", "NanToNum", "Nanargmax",
    "Nanargmin", "Nancumprod", "Nancumsum", "Nanmax", "Nanmean", "Nanmedian", "Nanmin",
    "Nanpercentile", "Nanprod", "Nanquantile", "Nanstd", "Nansum", "Nanvar", "Ndim", "Negative",
    "Nextafter", "Nonzero", "Norm", "Normalize", "NotEqual", "OneHot", "OnesLike", "Operation",
    "Outer", "PSNR", "Pad", "PadImages", "Percentile", "PerspectiveTransform", "Pinv", "Polar",
    "Power", "Prod", "Ptp", "Qr", "Quantile", "RFFT", "RGBToGrayscale", "RGBToHSV", "RMSNorm",
    "Rad2deg", "Ravel", "Real", "Rearrange", "Reciprocal", "Relu", "Relu6", "Repeat", "Reshape",
    "Resize", "RightShift", "Roll", "Rot90", "Round", "Rsqrt", "SSIM", "STFT", "SVD",
    "SaturateCast", "ScaleAndTranslate", "Scan", "Scatter", "ScatterUpdate", "SearchSorted",
    "SegmentMax", "SegmentMin", "SegmentProd", "SegmentReduction", "SegmentSum", "Select",
    "Selu", "SeparableConv", "Sigmoid", "Sign", "Signbit", "Silu", "Sin", "Sinc", "Sinh",
    "Size", "Slice", "SliceUpdate", "Slogdet", "SobelEdges", "SoftShrink", "Softmax",
    "Softplus", "Softsign", "Solve", "SolveTriangular", "Sort", "SpaceToDepth",
    "SparseCategoricalCrossentropy", "SparsePlus", "SparseSigmoid", "Sparsemax", "Split",
    "Sqrt", "Square", "Squareplus", "Squeeze", "Stack", "Std", "StopGradient", "Subtract",
    "Sum", "Swapaxes", "Switch", "Take", "TakeAlongAxis", "Tan", "Tanh", "TanhShrink",
    "Tensordot", "Threshold", "Tile", "TopK", "Trace", "Transpose", "Trapezoid", "Tril", "Triu",
    "TrueDivide", "Trunc", "Unfold", "Unique", "UnravelIndex", "Unstack", "Vander", "Var",
    "Vdot", "VectorizedMap", "View", "ViewAsComplex", "ViewAsReal", "Vsplit", "Vstack", "Where",
    "WhileLoop", "ZerosLike"});

/// Activations by the names that configurations have.
constexpr auto activations = std::to_array<std::string_view>({
    "celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu",
    "hard_swish", "hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish",
    "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus",
    "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh",
    "tanh_shrink", "threshold"});

/// Losses, functions and classes.
constexpr auto losses = std::to_array<std::string_view>({
    "BCE", "BinaryCrossentropy", "BinaryFocalCrossentropy", "CTC", "CategoricalCrossentropy",
    "CategoricalFocalCrossentropy", "CategoricalGeneralizedCrossEntropy", "CategoricalHinge",
    "Circle", "CosineSimilarity", "Dice", "Hinge", "Huber", "KL", "KLD", "KLDivergence",
    "LogCosh", "LossFunctionWrapper", "MAE", "MAPE", "MSE", "MSLE", "MeanAbsoluteError",
    "MeanAbsolutePercentageError", "MeanIoU", "MeanSquaredError", "MeanSquaredLogarithmicError",
    "Poisson", "SparseCategoricalCrossentropy", "SquaredHinge", "Tversky", "bce",
    "binary_crossentropy", "binary_focal_crossentropy", "categorical_crossentropy",
    "categorical_focal_crossentropy", "categorical_generalized_cross_entropy",
    "categorical_hinge", "circle", "cosine", "cosine_proximity", "cosine_similarity", "ctc",
    "dice", "hinge", "huber", "huber_loss", "kl_divergence", "kld",
    "kullback_leibler_divergence", "log_cosh", "logcosh", "mae", "mape", "mean_absolute_error",
    "mean_absolute_percentage_error", "mean_squared_error", "mean_squared_logarithmic_error",
    "mse", "msle", "poisson", "sparse_categorical_crossentropy",
    "sparse_top_k_categorical_accuracy", "squared_hinge", "tversky"});

/// Metrics, functions and classes.
constexpr auto metrics = std::to_array<std::string_view>({
    "AUC", "Accuracy", "BinaryAccuracy", "BinaryCrossentropy", "BinaryIoU",
    "CategoricalAccuracy", "CategoricalCrossentropy", "CategoricalHinge", "CompileMetrics",
    "ConcordanceCorrelation", "CosineSimilarity", "F1Score", "FBetaScore", "FalseNegatives",
    "FalsePositives", "Hinge", "IoU", "KLD", "KLDivergence", "LogCoshError", "MAE", "MAPE",
    "MSE", "MSLE", "Mean", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanIoU",
    "MeanMetricWrapper", "MeanRelativeError", "MeanSquaredError", "MeanSquaredLogarithmicError",
    "MeanTensor", "OneHotIoU", "OneHotMeanIoU", "PearsonCorrelation", "Poisson", "Precision",
    "PrecisionAtRecall", "R2Score", "Recall", "RecallAtPrecision", "RootMeanSquaredError",
    "SensitivityAtSpecificity", "SparseCategoricalAccuracy", "SparseCategoricalCrossentropy",
    "SparseTopKCategoricalAccuracy", "SpecificityAtSensitivity", "SquaredHinge", "Sum",
    "TopKCategoricalAccuracy", "TrueNegatives", "TruePositives", "acc", "accuracy",
    "binary_accuracy", "binary_crossentropy", "binary_focal_crossentropy",
    "categorical_accuracy", "categorical_crossentropy", "categorical_focal_crossentropy",
    "categorical_hinge", "ce", "concordance_correlation", "cosine", "cosine_proximity",
    "crossentropy", "hinge", "huber", "kl_divergence", "kld", "kullback_leibler_divergence",
    "log_cosh", "logcosh", "mae", "mape", "mean_absolute_error",
    "mean_absolute_percentage_error", "mean_squared_error", "mean_squared_logarithmic_error",
    "mse", "msle", "pearson_correlation", "poisson", "sparse_categorical_accuracy",
    "sparse_categorical_crossentropy", "sparse_top_k_categorical_accuracy", "squared_hinge",
    "top_k_categorical_accuracy"});

/// Optimizers.
constexpr auto optimizers = std::to_array<std::string_view>({
    "Adadelta", "Adafactor", "Adagrad", "Adam", "AdamOptimizer", "AdamW", "Adamax", "Ftrl",
    "Lamb", "Lion", "LossScaleOptimizer", "LossScaleOptimizerV1", "LossScaleOptimizerV3",
    "MultiOptimizer", "Muon", "Nadam", "OptimizerMap", "RMSprop", "SGD", "ScheduleFreeAdamW",
    "TFOptimizer"});

/// Functions of Keras itself that read, write, run or switch checks off, by the last part of their
/// name, for the same function is found in several modules: a model has no use for them.
constexpr auto loaders = std::to_array<std::string_view>({
    "audio_dataset_from_directory", "clear_session", "deserialize_keras_object",
    "enable_unsafe_deserialization", "extract_archive", "extract_open_archive", "func_load",
    "get_file", "image_dataset_from_directory", "load_img", "load_model",
    "load_model_from_hdf5", "load_weights", "model_from_json", "model_from_yaml",
    "register_keras_serializable", "save_img", "save_model", "save_weights",
    "serialize_keras_object", "text_dataset_from_directory"});

/// Modules of Keras' own that hold what models are made of, by their first part. The others read,
/// write, download, draw, train, or are machinery.
constexpr auto modelling_modules = std::to_array<std::string_view>({
    "activations", "bounding_box", "constraints", "dtype_policies", "engine", "experimental",
    "feature_column", "initializers", "layers", "losses", "metrics", "mixed_precision", "models",
    "ops", "optimizers", "premade", "premade_models", "quantizers", "random", "regularizers",
    "samplers"});

/// Functions of Python's `builtins`, where Keras also puts functions that have no module.
constexpr auto acting_builtins = std::to_array<std::string_view>({
    "__import__", "breakpoint", "compile", "delattr", "eval", "exec", "getattr", "globals",
    "input", "locals", "open", "setattr", "vars"});
// clang-format on

template <std::size_t size>
bool is_in(const std::array<std::string_view, size>& sorted, std::string_view name)
{
    return std::binary_search(sorted.begin(), sorted.end(), name);
}

} // namespace

bool is_keras_layer(std::string_view class_name)
{
    return is_in(layers, class_name) || is_keras_operation(class_name);
}

bool is_keras_operation(std::string_view class_name)
{
    return is_in(operations, class_name) && !is_in(layers, class_name);
}

bool is_keras_activation(std::string_view name)
{
    return is_in(activations, name);
}

bool is_keras_loss(std::string_view name)
{
    return is_in(losses, name);
}

bool is_keras_metric(std::string_view name)
{
    return is_in(metrics, name) || is_in(losses, name);
}

bool is_keras_optimizer(std::string_view class_name)
{
    return is_in(optimizers, class_name);
}

std::string_view last_part(std::string_view name)
{
    return name.substr(name.find_last_of(".>") + 1);
}

bool is_keras_package(std::string_view module)
{
    constexpr auto packages = std::to_array<std::string_view>(
        {"keras", "keras_cv", "keras_hub", "keras_nlp", "tf_keras"});
    return is_in(packages, module.substr(0, module.find('.')));
}

bool is_modelling_object(std::string_view module, std::string_view name)
{
    // `builtins` holds the place of a module for functions that are found by their registered name.
    if (module == "builtins")
        return !is_in(acting_builtins, name);
    if (!is_keras_package(module))
        return false;
    // The name may hold parts of the module as well: "keras" and "layers.Dense".
    std::string whole = std::string(module) + '.' + std::string(name);
    std::string_view rest = std::string_view(whole).substr(whole.find('.') + 1);
    constexpr auto shells = std::to_array<std::string_view>(
        {"_legacy", "_tf_keras", "api", "keras", "legacy", "src", "v1", "v2"});
    std::string_view part = rest.substr(0, rest.find('.'));
    while (part.size() < rest.size() && is_in(shells, part)) {
        rest.remove_prefix(part.size() + 1);
        part = rest.substr(0, rest.find('.'));
    }
    if (part.size() < rest.size())
        return is_in(modelling_modules, part);
    return is_keras_layer(rest) || rest == "DTypePolicy" || rest == "FloatDTypePolicy";
}

bool is_loading_function(std::string_view module, std::string_view name)
{
    const bool keras = module.empty() || module == "builtins" || is_keras_package(module);
    return keras && is_in(loaders, last_part(name));
}

} // namespace strata::keras
