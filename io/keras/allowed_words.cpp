// SPDX-License-Identifier: GPL-3.0-or-later
// Made by tests/data/generate/make_keras_words.py from what Keras 2.15.0 and 3.15.1 took.
// clang-format off
#include "io/keras/allowed_words.h"

#include <array>
#include <limits>

namespace strata::keras {

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

constexpr std::string_view names_1 =
    "Activation Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D "
    "ConvLSTM2D Dense DepthwiseConv1D DepthwiseConv2D EinsumDense GRU LSTM LocallyConnected1D "
    "LocallyConnected2D SeparableConv1D SeparableConv2D SimpleRNN";
constexpr std::string_view names_2 =
    "elu exponential gelu hard_sigmoid linear mish relu selu sigmoid softmax softplus softsign "
    "swish tanh";
constexpr std::string_view names_3 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D "
    "Dense DepthwiseConv1D DepthwiseConv2D Embedding GRU LSTM LocallyConnected1D "
    "LocallyConnected2D MultiHeadAttention SeparableConv1D SeparableConv2D SimpleRNN";
constexpr std::string_view names_4 =
    "L1 L1L2 L2 OrthogonalRegularizer Regularizer l1 l1_l2 l2 orthogonal_regularizer";
constexpr std::string_view names_5 =
    "PReLU";
constexpr std::string_view names_6 =
    "Constraint MaxNorm MinMaxNorm NonNeg RadialConstraint UnitNorm max_norm min_max_norm "
    "non_neg radial_constraint unit_norm";
constexpr std::string_view names_7 =
    "Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal LecunUniform "
    "Ones Orthogonal RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros constant "
    "glorot_normal glorot_uniform he_normal he_uniform identity lecun_normal lecun_uniform ones "
    "orthogonal random_normal random_uniform truncated_normal variance_scaling zeros";
constexpr std::string_view names_8 =
    "BatchNormalization GroupNormalization LayerNormalization";
constexpr std::string_view names_9 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D "
    "Dense DepthwiseConv1D DepthwiseConv2D EinsumDense GRU LSTM LocallyConnected1D "
    "LocallyConnected2D MultiHeadAttention SeparableConv1D SeparableConv2D SimpleRNN";
constexpr std::string_view names_10 =
    "Cropping1D";
constexpr std::string_view names_11 =
    "DepthwiseConv1D DepthwiseConv2D SeparableConv1D SeparableConv2D";
constexpr std::string_view names_12 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D ConvLSTM1D ConvLSTM2D DepthwiseConv1D "
    "DepthwiseConv2D SeparableConv1D SeparableConv2D";
constexpr std::string_view names_13 =
    "MultiHeadAttention";
constexpr std::string_view names_14 =
    "Activation ActivityRegularization Add AlphaDropout Attention Average AveragePooling1D "
    "AveragePooling2D AveragePooling3D Bidirectional Concatenate Cropping1D Cropping2D "
    "Cropping3D Dot Dropout ELU Flatten GaussianDropout GaussianNoise GlobalAveragePooling1D "
    "GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D "
    "GlobalMaxPooling3D Identity LeakyReLU Masking MaxPooling1D MaxPooling2D Maximum Minimum "
    "Multiply Permute RandomHeight RandomWidth ReLU RepeatVector Reshape Resizing Softmax "
    "SpatialDropout1D SpatialDropout2D Subtract TimeDistributed UpSampling1D UpSampling2D "
    "UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D";
constexpr std::string_view names_15 =
    "bfloat16 bool complex128 complex64 double float float16 float32 float64 half int16 int32 "
    "int64 int8 mixed_bfloat16 mixed_float16 string uint16 uint32 uint64 uint8";
constexpr std::string_view names_16 =
    "AdditiveAttention Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose "
    "Dense DepthwiseConv1D DepthwiseConv2D EinsumDense Embedding GroupNormalization "
    "LocallyConnected1D LocallyConnected2D MultiHeadAttention Normalization PReLU "
    "SeparableConv1D SeparableConv2D ThresholdedReLU";
constexpr std::string_view names_17 =
    "bfloat16 double float float16 float32 float64 half mixed_bfloat16 mixed_float16";
constexpr std::string_view names_18 =
    "BatchNormalization LayerNormalization UnitNormalization";
constexpr std::string_view names_19 =
    "bfloat16 complex128 complex64 double float float16 float32 float64 half mixed_bfloat16 "
    "mixed_float16";
constexpr std::string_view names_20 =
    "CategoryEncoding";
constexpr std::string_view names_21 =
    "double float float32 float64 int32 int64";
constexpr std::string_view names_22 =
    "CenterCrop RandomCrop";
constexpr std::string_view names_23 =
    "bfloat16 double float float16 float32 float64 half int16 int32 int64 int8 mixed_bfloat16 "
    "mixed_float16 uint16 uint8";
constexpr std::string_view names_24 =
    "ConvLSTM1D ConvLSTM2D GRU LSTM SimpleRNN";
constexpr std::string_view names_25 =
    "double float float16 float32 float64 half mixed_bfloat16 mixed_float16";
constexpr std::string_view names_26 =
    "Discretization Hashing";
constexpr std::string_view names_27 =
    "bfloat16 bool complex128 complex64 double float float16 float32 float64 half int16 int32 "
    "int64 int8 string uint16 uint32 uint64 uint8";
constexpr std::string_view names_28 =
    "MaxPooling3D";
constexpr std::string_view names_29 =
    "bfloat16 bool complex128 complex64 float float16 float32 half int16 int32 int64 int8 "
    "mixed_bfloat16 mixed_float16 string uint16 uint32 uint64 uint8";
constexpr std::string_view names_30 =
    "RNN";
constexpr std::string_view names_31 =
    "bool complex128 complex64 float float32 int16 int32 int64 int8 string uint16 uint32 uint64 "
    "uint8";
constexpr std::string_view names_32 =
    "RandomBrightness RandomContrast";
constexpr std::string_view names_33 =
    "bfloat16 double float float16 float32 float64 half int16 int32 int64 int8 mixed_bfloat16 "
    "mixed_float16 uint16 uint32 uint64 uint8";
constexpr std::string_view names_34 =
    "RandomFlip Rescaling";
constexpr std::string_view names_35 =
    "bfloat16 complex128 complex64 double float float16 float32 float64 half int16 int32 int64 "
    "int8 mixed_bfloat16 mixed_float16 uint16 uint32 uint64 uint8";
constexpr std::string_view names_36 =
    "RandomRotation RandomTranslation RandomZoom";
constexpr std::string_view names_37 =
    "double float float16 float32 float64 half int32 int64 mixed_float16 uint8";
constexpr std::string_view names_38 =
    "Embedding";
constexpr std::string_view names_39 =
    "RandomContrast";
constexpr std::string_view names_40 =
    "RandomHeight RandomWidth";
constexpr std::string_view names_41 =
    "RandomRotation";
constexpr std::string_view names_42 =
    "constant nearest reflect wrap";
constexpr std::string_view names_43 =
    "Resizing";
constexpr std::string_view names_44 =
    "RandomTranslation";
constexpr std::string_view names_45 =
    "RandomZoom";
constexpr std::string_view names_46 =
    "Ftrl";
constexpr std::string_view names_47 =
    "RandomHeight RandomWidth Resizing UpSampling2D";
constexpr std::string_view names_48 =
    "area bicubic bilinear gaussian lanczos3 lanczos5 mitchellcubic nearest";
constexpr std::string_view names_49 =
    "bilinear nearest";
constexpr std::string_view names_50 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D "
    "Dense EinsumDense GRU LSTM LocallyConnected1D LocallyConnected2D MultiHeadAttention "
    "SeparableConv1D SeparableConv2D SimpleRNN";
constexpr std::string_view names_51 =
    "ActivityRegularization";
constexpr std::string_view names_52 =
    "";
constexpr std::string_view names_53 =
    "BCE BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy "
    "CategoricalFocalCrossentropy CategoricalHinge CosineSimilarity Hinge Huber KLD "
    "KLDivergence LogCosh Loss MAE MAPE MSE MSLE MeanAbsoluteError MeanAbsolutePercentageError "
    "MeanSquaredError MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy "
    "SquaredHinge bce binary_crossentropy binary_focal_crossentropy categorical_crossentropy "
    "categorical_focal_crossentropy categorical_hinge cosine_similarity hinge huber huber_loss "
    "kl_divergence kld kullback_leibler_divergence log_cosh logcosh mae mape "
    "mean_absolute_error mean_absolute_percentage_error mean_squared_error "
    "mean_squared_logarithmic_error mse msle poisson sparse_categorical_crossentropy "
    "squared_hinge";
constexpr std::string_view names_54 =
    "RandomFlip";
constexpr std::string_view names_55 =
    "horizontal horizontal_and_vertical vertical";
constexpr std::string_view names_56 =
    "SGD";
constexpr std::string_view names_57 =
    "BatchNormalization";
constexpr std::string_view names_58 =
    "RepeatVector";
constexpr std::string_view names_59 =
    "ReLU";
constexpr std::string_view names_60 =
    "Adadelta Adagrad Adam Adamax Ftrl Nadam RMSprop SGD";
constexpr std::string_view names_61 =
    "count multi_hot one_hot";
constexpr std::string_view names_62 =
    "count int multi_hot";
constexpr std::string_view names_63 =
    "AveragePooling1D AveragePooling2D AveragePooling3D Conv1DTranspose Conv2D Conv2DTranspose "
    "Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D DepthwiseConv1D DepthwiseConv2D MaxPooling1D "
    "MaxPooling2D MaxPooling3D SeparableConv2D";
constexpr std::string_view names_64 =
    "same valid";
constexpr std::string_view names_65 =
    "Conv1D SeparableConv1D";
constexpr std::string_view names_66 =
    "causal same valid";
constexpr std::string_view names_67 =
    "LocallyConnected1D LocallyConnected2D";
constexpr std::string_view names_68 =
    "valid";
constexpr std::string_view names_69 =
    "ZeroPadding1D";
constexpr std::string_view names_70 =
    "SeparableConv1D SeparableConv2D";
constexpr std::string_view names_71 =
    "AveragePooling1D AveragePooling2D AveragePooling3D MaxPooling1D MaxPooling2D MaxPooling3D";
constexpr std::string_view names_72 =
    "Dropout SpatialDropout1D SpatialDropout2D";
constexpr std::string_view names_73 =
    "ConvLSTM1D ConvLSTM2D GRU LSTM";
constexpr std::string_view names_74 =
    "Attention";
constexpr std::string_view names_75 =
    "dot";
constexpr std::string_view names_76 =
    "UpSampling1D";
constexpr std::string_view names_77 =
    "UpSampling2D";
constexpr std::string_view names_78 =
    "UpSampling3D";
constexpr std::string_view names_79 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D "
    "DepthwiseConv1D DepthwiseConv2D LocallyConnected1D LocallyConnected2D SeparableConv1D "
    "SeparableConv2D";
constexpr std::string_view names_80 =
    "ThresholdedReLU";
constexpr std::string_view names_81 =
    "Activation Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D "
    "ConvLSTM2D Dense DepthwiseConv1D DepthwiseConv2D EinsumDense GRU LSTM SeparableConv1D "
    "SeparableConv2D SimpleRNN";
constexpr std::string_view names_82 =
    "celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh "
    "leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink "
    "softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus swish tanh "
    "tanh_shrink threshold";
constexpr std::string_view names_83 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D "
    "DepthwiseConv1D DepthwiseConv2D EinsumDense Embedding GRU GroupedQueryAttention LSTM "
    "MultiHeadAttention ReversibleEmbedding SeparableConv1D SeparableConv2D";
constexpr std::string_view names_84 =
    "L1 L1L2 L2 OrthogonalRegularizer Regularizer l1 l2 orthogonal_regularizer";
constexpr std::string_view names_85 =
    "Constraint MaxNorm MinMaxNorm NonNeg UnitNorm max_norm min_max_norm non_neg unit_norm";
constexpr std::string_view names_86 =
    "GlorotNormal GlorotUniform HeNormal HeUniform Identity IdentityInitializer LecunNormal "
    "LecunUniform Ones Orthogonal OrthogonalInitializer RandomNormal RandomUniform "
    "TruncatedNormal VarianceScaling Zeros glorot_normal glorot_uniform he_normal he_uniform "
    "identity lecun_normal lecun_uniform ones orthogonal random_normal random_uniform "
    "truncated_normal variance_scaling zeros";
constexpr std::string_view names_87 =
    "Lion";
constexpr std::string_view names_88 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D "
    "Dense DepthwiseConv1D DepthwiseConv2D EinsumDense GRU GroupedQueryAttention LSTM "
    "MultiHeadAttention SeparableConv1D SeparableConv2D SimpleRNN";
constexpr std::string_view names_89 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D "
    "DepthwiseConv1D DepthwiseConv2D SeparableConv1D SeparableConv2D";
constexpr std::string_view names_90 =
    "GroupedQueryAttention MultiHeadAttention";
constexpr std::string_view names_91 =
    "Activation ActivityRegularization AdaptiveAveragePooling1D AdaptiveAveragePooling2D "
    "AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D "
    "Add AlphaDropout Average AveragePooling1D AveragePooling2D AveragePooling3D Bidirectional "
    "CategoryEncoding CenterCrop Concatenate Cropping1D Cropping2D Cropping3D Discretization "
    "Dot Dropout ELU Flatten GaussianDropout GaussianNoise GlobalAveragePooling1D "
    "GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D "
    "GlobalMaxPooling3D Identity LeakyReLU Masking MaxPooling1D MaxPooling2D MaxPooling3D "
    "Maximum MelSpectrogram Minimum Multiply Permute RNN RandomContrast RandomCrop RandomFlip "
    "RandomRotation RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape Resizing "
    "Softmax SpatialDropout1D SpatialDropout2D SpectralNormalization Subtract TimeDistributed "
    "UnitNormalization UpSampling1D UpSampling2D UpSampling3D ZeroPadding1D ZeroPadding2D "
    "ZeroPadding3D";
constexpr std::string_view names_92 =
    "bfloat16 bool complex128 complex64 float16 float32 float64 int int16 int32 int64 "
    "mixed_bfloat16 mixed_float16 string uint16 uint32 uint64 uint8";
constexpr std::string_view names_93 =
    "AdditiveAttention Attention BatchNormalization Conv1D Conv1DTranspose Conv2D "
    "Conv2DTranspose Conv3D Conv3DTranspose Dense DepthwiseConv1D DepthwiseConv2D EinsumDense "
    "Embedding GroupNormalization GroupedQueryAttention LayerNormalization MultiHeadAttention "
    "PReLU RMSNormalization ReversibleEmbedding SeparableConv1D SeparableConv2D";
constexpr std::string_view names_94 =
    "bfloat16 complex128 complex64 float16 float32 float64 mixed_bfloat16 mixed_float16";
constexpr std::string_view names_95 =
    "float32 float64 mixed_bfloat16 mixed_float16";
constexpr std::string_view names_96 =
    "Normalization";
constexpr std::string_view names_97 =
    "bfloat16 bool complex128 complex64 float16 float32 float64 int int16 int32 int64 "
    "mixed_bfloat16 mixed_float16 uint16 uint32 uint8";
constexpr std::string_view names_98 =
    "Embedding ReversibleEmbedding";
constexpr std::string_view names_99 =
    "CenterCrop RandomCrop Resizing";
constexpr std::string_view names_100 =
    "Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D "
    "Dense EinsumDense GRU GroupedQueryAttention LSTM MultiHeadAttention SimpleRNN";
constexpr std::string_view names_101 =
    "BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy "
    "CategoricalFocalCrossentropy CategoricalHinge Circle CosineSimilarity Dice Hinge Huber "
    "KLDivergence LogCosh Loss MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError "
    "MeanSquaredLogarithmicError Poisson SparseCategoricalCrossentropy SquaredHinge Tversky "
    "binary_crossentropy binary_focal_crossentropy categorical_crossentropy "
    "categorical_focal_crossentropy categorical_hinge circle cosine_similarity ctc dice hinge "
    "huber kl_divergence log_cosh mean_absolute_error mean_absolute_percentage_error "
    "mean_squared_error mean_squared_logarithmic_error poisson sparse_categorical_crossentropy "
    "squared_hinge tversky";
constexpr std::string_view names_102 =
    "LeakyReLU ReLU";
constexpr std::string_view names_103 =
    "MelSpectrogram";
constexpr std::string_view names_104 =
    "Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lion Muon Nadam Optimizer RMSprop SGD "
    "ScheduleFreeAdamW";
constexpr std::string_view names_105 =
    "Discretization";
constexpr std::string_view names_106 =
    "count int multi_hot one_hot";
constexpr std::string_view names_107 =
    "AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D "
    "AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D";
constexpr std::string_view names_108 =
    "AveragePooling1D AveragePooling2D AveragePooling3D Conv1DTranspose Conv2D Conv2DTranspose "
    "Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D DepthwiseConv1D DepthwiseConv2D MaxPooling1D "
    "MaxPooling2D MaxPooling3D SeparableConv1D SeparableConv2D";
constexpr std::string_view names_109 =
    "Conv1D";
constexpr std::string_view names_110 =
    "AveragePooling1D AveragePooling2D AveragePooling3D";
constexpr std::string_view names_111 =
    "MaxPooling1D MaxPooling2D MaxPooling3D";
constexpr std::string_view names_112 =
    "SpectralNormalization";
constexpr std::string_view names_113 =
    "AlphaDropout Dropout GaussianDropout SpatialDropout1D SpatialDropout2D";
constexpr std::string_view names_114 =
    "concat";
constexpr std::string_view names_115 =
    "GaussianNoise";

constexpr auto rules_of_settings = std::to_array<AllowedValues>({
    {2, "activation", names_1, names_2, 0, 0, 0, 0, true, false},
    {2, "activity_regularizer", names_3, names_4, 0, 0, 0, 0, true, false},
    {2, "alpha_constraint", names_5, names_6, 0, 0, 0, 0, true, false},
    {2, "alpha_initializer", names_5, names_7, 0, 0, 0, 0, true, false},
    {2, "alpha_regularizer", names_5, names_4, 0, 0, 0, 0, true, false},
    {2, "beta_constraint", names_8, names_6, 0, 0, 0, 0, true, false},
    {2, "beta_initializer", names_8, names_7, 0, 0, 0, 0, true, false},
    {2, "beta_regularizer", names_8, names_4, 0, 0, 0, 0, true, false},
    {2, "bias_constraint", names_9, names_6, 0, 0, 0, 0, true, false},
    {2, "bias_initializer", names_9, names_7, 0, 0, 0, 0, true, false},
    {2, "bias_regularizer", names_9, names_4, 0, 0, 0, 0, true, false},
    {2, "cropping", names_10, "", 0.0, 1.0, -1.0, unbounded, true, true},
    {2, "depthwise_constraint", names_11, names_6, 0, 0, 0, 0, true, false},
    {2, "depthwise_initializer", names_11, names_7, 0, 0, 0, 0, true, false},
    {2, "depthwise_regularizer", names_11, names_4, 0, 0, 0, 0, true, false},
    {2, "dilation_rate", names_12, "", 1.0, 1.0, 0.0, unbounded, true, true},
    {2, "dropout", names_13, "", 0.0, 1.0, -0.001, 1.001, false, false},
    {2, "dtype", names_14, names_15, 0, 0, 0, 0, true, false},
    {2, "dtype", names_16, names_17, 0, 0, 0, 0, true, false},
    {2, "dtype", names_18, names_19, 0, 0, 0, 0, true, false},
    {2, "dtype", names_20, names_21, 0, 0, 0, 0, true, false},
    {2, "dtype", names_22, names_23, 0, 0, 0, 0, true, false},
    {2, "dtype", names_24, names_25, 0, 0, 0, 0, true, false},
    {2, "dtype", names_26, names_27, 0, 0, 0, 0, true, false},
    {2, "dtype", names_28, names_29, 0, 0, 0, 0, true, false},
    {2, "dtype", names_30, names_31, 0, 0, 0, 0, true, false},
    {2, "dtype", names_32, names_33, 0, 0, 0, 0, true, false},
    {2, "dtype", names_34, names_35, 0, 0, 0, 0, true, false},
    {2, "dtype", names_36, names_37, 0, 0, 0, 0, true, false},
    {2, "embeddings_constraint", names_38, names_6, 0, 0, 0, 0, true, false},
    {2, "embeddings_initializer", names_38, names_7, 0, 0, 0, 0, true, false},
    {2, "embeddings_regularizer", names_38, names_4, 0, 0, 0, 0, true, false},
    {2, "factor", names_39, "", 0.001, 1.0, 0.0, 1.001, true, false},
    {2, "factor", names_40, "", 0.0, 1.0, -0.001, 1.001, true, false},
    {2, "factor", names_41, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {2, "fill_mode", names_36, names_42, 0, 0, 0, 0, true, false},
    {2, "gamma_constraint", names_8, names_6, 0, 0, 0, 0, true, false},
    {2, "gamma_initializer", names_8, names_7, 0, 0, 0, 0, true, false},
    {2, "gamma_regularizer", names_8, names_4, 0, 0, 0, 0, true, false},
    {2, "height", names_22, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {2, "height", names_43, "", -1.0, 7.0, -2.0, unbounded, true, false},
    {2, "height_factor", names_44, "", 0.0, 1.0, -0.001, 1.001, true, false},
    {2, "height_factor", names_45, "", -1.0, 1.0, -2.0, 1.001, true, false},
    {2, "initial_accumulator_value", names_46, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {2, "interpolation", names_47, names_48, 0, 0, 0, 0, true, false},
    {2, "interpolation", names_36, names_49, 0, 0, 0, 0, true, false},
    {2, "kernel_constraint", names_50, names_6, 0, 0, 0, 0, true, false},
    {2, "kernel_initializer", names_50, names_7, 0, 0, 0, 0, true, false},
    {2, "kernel_regularizer", names_50, names_4, 0, 0, 0, 0, true, false},
    {2, "l1", names_51, "", -2.0, 7.0, -unbounded, unbounded, false, false},
    {2, "l1_regularization_strength", names_46, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {2, "l2", names_51, "", -2.0, 7.0, -unbounded, unbounded, false, false},
    {2, "l2_regularization_strength", names_46, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {2, "l2_shrinkage_regularization_strength", names_46, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {2, "learning_rate_power", names_46, "", -2.0, 0.0, -unbounded, 0.001, true, false},
    {2, "loss", names_52, names_53, 0, 0, 0, 0, true, false},
    {2, "mode", names_54, names_55, 0, 0, 0, 0, true, false},
    {2, "momentum", names_56, "", 0.0, 1.0, -0.001, 1.001, true, false},
    {2, "moving_mean_initializer", names_57, names_7, 0, 0, 0, 0, true, false},
    {2, "moving_variance_initializer", names_57, names_7, 0, 0, 0, 0, true, false},
    {2, "n", names_58, "", -1.0, 7.0, -2.0, unbounded, true, false},
    {2, "negative_slope", names_59, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {2, "num_tokens", names_20, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {2, "optimizer", names_52, names_60, 0, 0, 0, 0, true, false},
    {2, "output_mode", names_20, names_61, 0, 0, 0, 0, true, false},
    {2, "output_mode", names_26, names_62, 0, 0, 0, 0, true, false},
    {2, "padding", names_63, names_64, 0, 0, 0, 0, true, false},
    {2, "padding", names_65, names_66, 0, 0, 0, 0, true, false},
    {2, "padding", names_67, names_68, 0, 0, 0, 0, true, false},
    {2, "padding", names_69, "", 0.0, 2.0, -1.0, unbounded, true, true},
    {2, "pointwise_constraint", names_70, names_6, 0, 0, 0, 0, true, false},
    {2, "pointwise_initializer", names_70, names_7, 0, 0, 0, 0, true, false},
    {2, "pointwise_regularizer", names_70, names_4, 0, 0, 0, 0, true, false},
    {2, "pool_size", names_71, "", 1.0, 2.0, 0.0, unbounded, true, true},
    {2, "rate", names_72, "", 0.0, 1.0, -0.001, 1.001, false, false},
    {2, "recurrent_activation", names_73, names_2, 0, 0, 0, 0, true, false},
    {2, "recurrent_constraint", names_24, names_6, 0, 0, 0, 0, true, false},
    {2, "recurrent_initializer", names_24, names_7, 0, 0, 0, 0, true, false},
    {2, "recurrent_regularizer", names_24, names_4, 0, 0, 0, 0, true, false},
    {2, "score_mode", names_74, names_75, 0, 0, 0, 0, true, false},
    {2, "size", names_76, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {2, "size", names_77, "", 1.0, 1.0, 0.0, unbounded, true, true},
    {2, "size", names_78, "", 1.0, 2.0, 0.0, unbounded, true, true},
    {2, "strides", names_71, "", 1.0, 2.0, 0.0, unbounded, true, true},
    {2, "strides", names_79, "", 1.0, 1.0, 0.0, unbounded, true, true},
    {2, "theta", names_80, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {2, "threshold", names_59, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {2, "width", names_22, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {2, "width", names_43, "", -1.0, 7.0, -2.0, unbounded, true, false},
    {2, "width_factor", names_44, "", 0.0, 1.0, -0.001, 1.001, true, false},
    {3, "activation", names_81, names_82, 0, 0, 0, 0, true, false},
    {3, "activity_regularizer", names_83, names_84, 0, 0, 0, 0, true, false},
    {3, "alpha_constraint", names_5, names_85, 0, 0, 0, 0, true, false},
    {3, "alpha_initializer", names_5, names_86, 0, 0, 0, 0, true, false},
    {3, "alpha_regularizer", names_5, names_84, 0, 0, 0, 0, true, false},
    {3, "beta_1", names_87, "", 0.001, 1.0, 0.0, 1.001, true, false},
    {3, "beta_constraint", names_8, names_85, 0, 0, 0, 0, true, false},
    {3, "beta_initializer", names_8, names_86, 0, 0, 0, 0, true, false},
    {3, "beta_regularizer", names_8, names_84, 0, 0, 0, 0, true, false},
    {3, "bias_constraint", names_88, names_85, 0, 0, 0, 0, true, false},
    {3, "bias_initializer", names_88, names_86, 0, 0, 0, 0, true, false},
    {3, "bias_regularizer", names_88, names_84, 0, 0, 0, 0, true, false},
    {3, "cropping", names_10, "", 0.0, 1.0, -1.0, unbounded, true, true},
    {3, "depthwise_constraint", names_11, names_85, 0, 0, 0, 0, true, false},
    {3, "depthwise_initializer", names_11, names_86, 0, 0, 0, 0, true, false},
    {3, "depthwise_regularizer", names_11, names_84, 0, 0, 0, 0, true, false},
    {3, "dilation_rate", names_89, "", 1.0, 1.0, 0.0, unbounded, true, true},
    {3, "dropout", names_90, "", 0.0, 1.0, -0.001, 1.001, false, false},
    {3, "dtype", names_91, names_92, 0, 0, 0, 0, true, false},
    {3, "dtype", names_93, names_94, 0, 0, 0, 0, true, false},
    {3, "dtype", names_24, names_95, 0, 0, 0, 0, true, false},
    {3, "dtype", names_96, names_97, 0, 0, 0, 0, true, false},
    {3, "embeddings_constraint", names_98, names_85, 0, 0, 0, 0, true, false},
    {3, "embeddings_initializer", names_98, names_86, 0, 0, 0, 0, true, false},
    {3, "embeddings_regularizer", names_98, names_84, 0, 0, 0, 0, true, false},
    {3, "fill_mode", names_36, names_42, 0, 0, 0, 0, true, false},
    {3, "gamma_constraint", names_8, names_85, 0, 0, 0, 0, true, false},
    {3, "gamma_initializer", names_8, names_86, 0, 0, 0, 0, true, false},
    {3, "gamma_regularizer", names_8, names_84, 0, 0, 0, 0, true, false},
    {3, "height", names_99, "", 0.0, 7.0, -1.0, unbounded, true, false},
    {3, "height_factor", names_44, "", -1.0, 1.0, -2.0, 1.001, true, false},
    {3, "height_factor", names_45, "", -0.5, 1.0, -1.0, 1.001, true, false},
    {3, "initial_accumulator_value", names_46, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {3, "interpolation", names_36, names_49, 0, 0, 0, 0, true, false},
    {3, "kernel_constraint", names_100, names_85, 0, 0, 0, 0, true, false},
    {3, "kernel_initializer", names_100, names_86, 0, 0, 0, 0, true, false},
    {3, "kernel_regularizer", names_100, names_84, 0, 0, 0, 0, true, false},
    {3, "l1", names_51, "", 0.0, 7.0, -0.001, unbounded, false, false},
    {3, "l1_regularization_strength", names_46, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {3, "l2", names_51, "", 0.0, 7.0, -0.001, unbounded, false, false},
    {3, "l2_regularization_strength", names_46, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {3, "l2_shrinkage_regularization_strength", names_46, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {3, "learning_rate_power", names_46, "", -2.0, 0.0, -unbounded, 0.001, true, false},
    {3, "loss", names_52, names_101, 0, 0, 0, 0, true, false},
    {3, "momentum", names_56, "", 0.0, 1.0, -0.001, 1.001, true, false},
    {3, "moving_mean_initializer", names_57, names_86, 0, 0, 0, 0, true, false},
    {3, "moving_variance_initializer", names_57, names_86, 0, 0, 0, 0, true, false},
    {3, "n", names_58, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {3, "negative_slope", names_102, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {3, "num_mel_bins", names_103, "", 0.0, 7.0, -1.0, unbounded, true, false},
    {3, "num_tokens", names_20, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {3, "optimizer", names_52, names_104, 0, 0, 0, 0, true, false},
    {3, "output_mode", names_20, names_61, 0, 0, 0, 0, true, false},
    {3, "output_mode", names_105, names_106, 0, 0, 0, 0, true, false},
    {3, "output_size", names_107, "", 0.0, 2.0, -1.0, unbounded, true, true},
    {3, "padding", names_108, names_64, 0, 0, 0, 0, true, false},
    {3, "padding", names_109, names_66, 0, 0, 0, 0, true, false},
    {3, "padding", names_69, "", 0.0, 2.0, -1.0, unbounded, true, true},
    {3, "pointwise_constraint", names_70, names_85, 0, 0, 0, 0, true, false},
    {3, "pointwise_initializer", names_70, names_86, 0, 0, 0, 0, true, false},
    {3, "pointwise_regularizer", names_70, names_84, 0, 0, 0, 0, true, false},
    {3, "pool_size", names_110, "", 1.0, 3.0, 0.0, unbounded, true, true},
    {3, "pool_size", names_111, "", 1.0, 2.0, 0.0, unbounded, true, true},
    {3, "power_iterations", names_112, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {3, "rate", names_113, "", 0.0, 1.0, -0.001, 1.001, false, false},
    {3, "recurrent_activation", names_73, names_82, 0, 0, 0, 0, true, false},
    {3, "recurrent_constraint", names_24, names_85, 0, 0, 0, 0, true, false},
    {3, "recurrent_initializer", names_24, names_86, 0, 0, 0, 0, true, false},
    {3, "recurrent_regularizer", names_24, names_84, 0, 0, 0, 0, true, false},
    {3, "score_mode", names_74, names_114, 0, 0, 0, 0, true, false},
    {3, "sequence_stride", names_103, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {3, "size", names_76, "", 1.0, 7.0, 0.0, unbounded, true, false},
    {3, "size", names_77, "", 1.0, 1.0, 0.0, unbounded, true, true},
    {3, "size", names_78, "", 1.0, 2.0, 0.0, unbounded, true, true},
    {3, "stddev", names_115, "", 0.0, 1.0, -0.001, 1.001, false, false},
    {3, "strides", names_71, "", 1.0, 2.0, 0.0, unbounded, true, true},
    {3, "strides", names_89, "", 1.0, 1.0, 0.0, unbounded, true, true},
    {3, "threshold", names_59, "", 0.0, 7.0, -0.001, unbounded, true, false},
    {3, "width", names_99, "", 0.0, 7.0, -1.0, unbounded, true, false},
    {3, "width_factor", names_44, "", -1.0, 1.0, -2.0, 1.001, true, false},
});

} // namespace

std::span<const AllowedValues> allowed_values()
{
    return rules_of_settings;
}

std::string_view asked_version(int generation)
{
    return generation == 3 ? "3.15.1" : "2.15.0";
}

std::string_view required_training(int generation)
{
    return generation == 3 ? "loss_weights optimizer_config" : "loss_weights optimizer_config";
}

} // namespace strata::keras
