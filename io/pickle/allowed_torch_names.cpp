// SPDX-License-Identifier: GPL-3.0-or-later
// Made by tests/data/generate/make_torch_names.py of torch 2.13.0; do not edit by hand.
#include "io/pickle/policy.h"

namespace strata::pickle {

namespace {

// clang-format off
constexpr ListedNames rows[] = {
    // Classes, and what tensors are rebuilt with
    {"torch",
     "BFloat16Tensor BoolTensor ByteTensor CharTensor DoubleTensor FloatTensor Generator "
     "HalfTensor IntTensor LongTensor ShortTensor Size Tensor device"},
    {"torch._tensor",
     "_rebuild_from_type_v2"},
    {"torch._utils",
     "_rebuild_device_tensor_from_cpu_tensor _rebuild_device_tensor_from_numpy "
     "_rebuild_meta_tensor_no_storage _rebuild_nested_tensor _rebuild_parameter "
     "_rebuild_parameter_with_state _rebuild_qtensor _rebuild_sparse_tensor _rebuild_tensor "
     "_rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_wrapper_subclass _rebuild_xla_tensor"},
    {"torch.jit._pickle",
     "build_boollist build_doublelist build_intlist build_tensor_from_id build_tensorlist "
     "restore_type_tag"},
    {"torch.nn.modules.activation",
     "CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid "
     "LogSoftmax Mish MultiheadAttention PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax "
     "Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold"},
    {"torch.nn.modules.adaptive",
     "AdaptiveLogSoftmaxWithLoss"},
    {"torch.nn.modules.batchnorm",
     "BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d "
     "SyncBatchNorm _BatchNorm _LazyNormBase _NormBase"},
    {"torch.nn.modules.channelshuffle",
     "ChannelShuffle"},
    {"torch.nn.modules.container",
     "Container ModuleDict ModuleList ParameterDict ParameterList Sequential"},
    {"torch.nn.modules.conv",
     "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d LazyConv1d "
     "LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d "
     "_ConvNd _ConvTransposeMixin _ConvTransposeNd"},
    {"torch.nn.modules.distance",
     "CosineSimilarity PairwiseDistance"},
    {"torch.nn.modules.dropout",
     "AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout _DropoutNd"},
    {"torch.nn.modules.flatten",
     "Flatten Unflatten"},
    {"torch.nn.modules.fold",
     "Fold Unfold"},
    {"torch.nn.modules.instancenorm",
     "InstanceNorm1d InstanceNorm2d InstanceNorm3d LazyInstanceNorm1d LazyInstanceNorm2d "
     "LazyInstanceNorm3d _InstanceNorm"},
    {"torch.nn.modules.linear",
     "Bilinear Identity LazyLinear Linear NonDynamicallyQuantizableLinear"},
    {"torch.nn.modules.loss",
     "BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss "
     "HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss LinearCrossEntropyLoss MSELoss "
     "MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss "
     "NLLLoss NLLLoss2d PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss "
     "TripletMarginWithDistanceLoss _Loss _WeightedLoss"},
    {"torch.nn.modules.module",
     "Module"},
    {"torch.nn.modules.normalization",
     "CrossMapLRN2d GroupNorm LayerNorm LocalResponseNorm RMSNorm"},
    {"torch.nn.modules.padding",
     "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d "
     "ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d "
     "ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d _CircularPadNd _ConstantPadNd "
     "_ReflectionPadNd _ReplicationPadNd"},
    {"torch.nn.modules.pixelshuffle",
     "PixelShuffle PixelUnshuffle"},
    {"torch.nn.modules.pooling",
     "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d "
     "AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d "
     "FractionalMaxPool3d LPPool1d LPPool2d LPPool3d MaxPool1d MaxPool2d MaxPool3d "
     "MaxUnpool1d MaxUnpool2d MaxUnpool3d _AdaptiveAvgPoolNd _AdaptiveMaxPoolNd _AvgPoolNd "
     "_LPPoolNd _MaxPoolNd _MaxUnpoolNd"},
    {"torch.nn.modules.rnn",
     "GRU GRUCell LSTM LSTMCell RNN RNNBase RNNCell RNNCellBase"},
    {"torch.nn.modules.sparse",
     "Embedding EmbeddingBag"},
    {"torch.nn.modules.transformer",
     "Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder "
     "TransformerEncoderLayer"},
    {"torch.nn.modules.upsampling",
     "Upsample UpsamplingBilinear2d UpsamplingNearest2d"},
    {"torch.nn.parallel",
     "DistributedDataParallelCPU"},
    {"torch.nn.parallel.data_parallel",
     "DataParallel"},
    {"torch.nn.parallel.distributed",
     "DistributedDataParallel"},
    {"torch.nn.parameter",
     "Buffer Parameter UninitializedBuffer UninitializedParameter"},
    {"torch.optim",
     "Adafactor Muon"},
    {"torch.optim._multi_tensor",
     "partialclass.<locals>.NewCls"},
    {"torch.optim.adadelta",
     "Adadelta"},
    {"torch.optim.adagrad",
     "Adagrad"},
    {"torch.optim.adam",
     "Adam"},
    {"torch.optim.adamax",
     "Adamax"},
    {"torch.optim.adamw",
     "AdamW"},
    {"torch.optim.asgd",
     "ASGD"},
    {"torch.optim.lbfgs",
     "LBFGS"},
    {"torch.optim.nadam",
     "NAdam"},
    {"torch.optim.optimizer",
     "Optimizer"},
    {"torch.optim.radam",
     "RAdam"},
    {"torch.optim.rmsprop",
     "RMSprop"},
    {"torch.optim.rprop",
     "Rprop"},
    {"torch.optim.sgd",
     "SGD"},
    {"torch.optim.sparse_adam",
     "SparseAdam"},
    {"torch.serialization",
     "_get_layout"},
    {"torch.tensor",
     "_rebuild_from_type"},
    {"torch.utils.hooks",
     "RemovableHandle"},
    // Named only
    {"torch",
     "BFloat16Storage BoolStorage ByteStorage CharStorage ComplexDoubleStorage "
     "ComplexFloatStorage DoubleStorage FloatStorage HalfStorage IntStorage LongStorage "
     "QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage ShortStorage "
     "_mkldnn bfloat16 binary_cross_entropy_with_logits bit bits16 bits1x8 bits2x4 bits4x2 "
     "bits8 bool cdouble celu cfloat chalf channels_last channels_last_3d complex128 "
     "complex32 complex64 contiguous_format cosine_similarity double dropout float float16 "
     "float32 float4_e2m1fn_x2 float64 float8_e4m3fn float8_e4m3fnuz float8_e5m2 "
     "float8_e5m2fnuz float8_e8m0fnu half hardshrink int int1 int16 int2 int3 int32 int4 "
     "int5 int6 int64 int7 int8 jagged kl_div legacy_contiguous_format log_softmax long "
     "pairwise_distance per_channel_affine per_channel_affine_float_qparams "
     "per_channel_symmetric per_tensor_affine per_tensor_symmetric prelu preserve_format "
     "qint32 qint8 quint2x4 quint4x2 quint8 relu rrelu selu short sigmoid softmax sparse_bsc "
     "sparse_bsr sparse_coo sparse_csc sparse_csr strided tanh threshold uint1 uint16 uint2 "
     "uint3 uint32 uint4 uint5 uint6 uint64 uint7 uint8", Use::Name},
    {"torch._C._VariableFunctions",
     "binary_cross_entropy_with_logits celu cosine_similarity dropout hardshrink kl_div "
     "log_softmax pairwise_distance prelu relu rrelu selu sigmoid softmax tanh threshold", Use::Name},
    {"torch._C._nn",
     "binary_cross_entropy elu gelu glu hardsigmoid hardswish hardtanh huber_loss l1_loss "
     "leaky_relu mish mse_loss nll_loss relu6 silu smooth_l1_loss softplus softshrink", Use::Name},
    {"torch.cuda",
     "BFloat16Storage BoolStorage ByteStorage CharStorage ComplexDoubleStorage "
     "ComplexFloatStorage DoubleStorage FloatStorage HalfStorage IntStorage LongStorage "
     "ShortStorage", Use::Name},
    {"torch.nn.functional",
     "binary_cross_entropy binary_cross_entropy_with_logits celu cosine_similarity "
     "cross_entropy dropout elu gelu glu hardshrink hardsigmoid hardswish hardtanh "
     "huber_loss kl_div l1_loss leaky_relu log_softmax logsigmoid mish mse_loss nll_loss "
     "normalize pairwise_distance prelu relu relu6 rrelu selu sigmoid silu smooth_l1_loss "
     "softmax softplus softshrink softsign tanh tanhshrink threshold", Use::Name},
    {"torch.storage",
     "TypedStorage UntypedStorage _TypedStorage _UntypedStorage", Use::Name},
};
// clang-format on

} // namespace

std::span<const ListedNames> allowed_torch_names()
{
    return rows;
}

} // namespace strata::pickle
