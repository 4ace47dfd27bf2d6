// SPDX-License-Identifier: GPL-3.0-or-later
// Made by tests/data/generate/make_allowlist.py; do not edit by hand.
#include "io/pickle/policy.h"

namespace strata::pickle {

namespace {

// clang-format off
constexpr ListedNames rows[] = {
    // Classes, and what Cython rebuilds them with
    {"_loss",
     "CyAbsoluteError CyExponentialLoss CyHalfBinomialLoss CyHalfGammaLoss "
     "CyHalfMultinomialLoss CyHalfPoissonLoss CyHalfSquaredError CyHalfTweedieLoss "
     "CyHalfTweedieLossIdentity CyHuberLoss CyLossFunction CyPinballLoss "
     "__pyx_unpickle_CyAbsoluteError __pyx_unpickle_CyExponentialLoss "
     "__pyx_unpickle_CyHalfBinomialLoss __pyx_unpickle_CyHalfGammaLoss "
     "__pyx_unpickle_CyHalfMultinomialLoss __pyx_unpickle_CyHalfPoissonLoss "
     "__pyx_unpickle_CyHalfSquaredError __pyx_unpickle_CyHalfTweedieLoss "
     "__pyx_unpickle_CyHalfTweedieLossIdentity __pyx_unpickle_CyHuberLoss "
     "__pyx_unpickle_CyLossFunction __pyx_unpickle_CyPinballLoss"},
    {"sklearn._loss._loss",
     "CyAbsoluteError CyExponentialLoss CyHalfBinomialLoss CyHalfGammaLoss "
     "CyHalfMultinomialLoss CyHalfPoissonLoss CyHalfSquaredError CyHalfTweedieLoss "
     "CyHalfTweedieLossIdentity CyHuberLoss CyLossFunction CyPinballLoss "
     "__pyx_unpickle_CyAbsoluteError __pyx_unpickle_CyExponentialLoss "
     "__pyx_unpickle_CyHalfBinomialLoss __pyx_unpickle_CyHalfGammaLoss "
     "__pyx_unpickle_CyHalfMultinomialLoss __pyx_unpickle_CyHalfPoissonLoss "
     "__pyx_unpickle_CyHalfSquaredError __pyx_unpickle_CyHalfTweedieLoss "
     "__pyx_unpickle_CyHalfTweedieLossIdentity __pyx_unpickle_CyHuberLoss "
     "__pyx_unpickle_CyLossFunction __pyx_unpickle_CyPinballLoss"},
    {"sklearn._loss.glm_distribution",
     "DistributionBoundary ExponentialDispersionModel GammaDistribution "
     "InverseGaussianDistribution NormalDistribution PoissonDistribution "
     "TweedieDistribution"},
    {"sklearn._loss.link",
     "BaseLink HalfLogitLink IdentityLink Interval LogLink LogitLink MultinomialLogit"},
    {"sklearn._loss.loss",
     "AbsoluteError ArrayAPILossMixin BaseLoss ExponentialLoss HalfBinomialLoss "
     "HalfBinomialLossArrayAPI HalfGammaLoss HalfMultinomialLoss "
     "HalfMultinomialLossArrayAPI HalfPoissonLoss HalfPoissonLossArrayAPI "
     "HalfSquaredError HalfTweedieLoss HalfTweedieLossIdentity HuberLoss PinballLoss"},
    {"sklearn.base",
     "BaseEstimator BiclusterMixin ChangedBehaviorWarning "
     "ClassNamePrefixFeaturesOutMixin ClassifierMixin ClusterMixin DensityMixin "
     "MetaEstimatorMixin MultiOutputMixin OneToOneFeatureMixin OutlierMixin "
     "RegressorMixin TransformerMixin _ClassNamePrefixFeaturesOutMixin "
     "_OneToOneFeatureMixin _UnstableArchMixin"},
    {"sklearn.calibration",
     "CalibratedClassifierCV CalibrationDisplay _CalibratedClassifier "
     "_SigmoidCalibration _TemperatureScaling"},
    {"sklearn.callback._base",
     "AutoPropagatedCallback FitCallback _BaseCallback"},
    {"sklearn.callback._callback_context",
     "CallbackContext"},
    {"sklearn.callback._callback_support",
     "CallbackSupportMixin"},
    {"sklearn.callback._progressbar",
     "ProgressBar RichProgressMonitor RichTask _Progress _StyledColumnMixin "
     "_StyledPercentageColumn _StyledTimeRemainingColumn"},
    {"sklearn.callback._scoring_monitor",
     "ScoringMonitor ScoringMonitorLog"},
    {"sklearn.callback._transport",
     "ListenerHandle"},
    {"sklearn.cluster._affinity_propagation",
     "AffinityPropagation"},
    {"sklearn.cluster._agglomerative",
     "AgglomerativeClustering FeatureAgglomeration"},
    {"sklearn.cluster._bicluster",
     "BaseSpectral SpectralBiclustering SpectralCoclustering"},
    {"sklearn.cluster._birch",
     "Birch _CFNode _CFSubcluster"},
    {"sklearn.cluster._bisect_k_means",
     "BisectingKMeans _BisectingTree"},
    {"sklearn.cluster._dbscan",
     "DBSCAN"},
    {"sklearn.cluster._feature_agglomeration",
     "AgglomerationTransform"},
    {"sklearn.cluster._hdbscan._tree",
     "TreeUnionFind __pyx_unpickle_TreeUnionFind"},
    {"sklearn.cluster._hdbscan.hdbscan",
     "HDBSCAN"},
    {"sklearn.cluster._hierarchical",
     "UnionFind WeightedEdge __pyx_unpickle_UnionFind __pyx_unpickle_WeightedEdge"},
    {"sklearn.cluster._hierarchical_fast",
     "UnionFind WeightedEdge __pyx_unpickle_UnionFind __pyx_unpickle_WeightedEdge"},
    {"sklearn.cluster._kmeans",
     "KMeans MiniBatchKMeans _BaseKMeans"},
    {"sklearn.cluster._mean_shift",
     "MeanShift"},
    {"sklearn.cluster._optics",
     "OPTICS"},
    {"sklearn.cluster._spectral",
     "SpectralClustering"},
    {"sklearn.cluster.affinity_propagation_",
     "AffinityPropagation"},
    {"sklearn.cluster.bicluster",
     "BaseSpectral SpectralBiclustering SpectralCoclustering"},
    {"sklearn.cluster.birch",
     "Birch _CFNode _CFSubcluster"},
    {"sklearn.cluster.dbscan_",
     "DBSCAN"},
    {"sklearn.cluster.hierarchical",
     "AgglomerativeClustering FeatureAgglomeration"},
    {"sklearn.cluster.k_means_",
     "KMeans MiniBatchKMeans"},
    {"sklearn.cluster.mean_shift_",
     "MeanShift"},
    {"sklearn.cluster.optics_",
     "OPTICS"},
    {"sklearn.cluster.spectral",
     "SpectralClustering"},
    {"sklearn.compose._column_transformer",
     "ColumnTransformer _RemainderColsList make_column_selector"},
    {"sklearn.compose._target",
     "TransformedTargetRegressor"},
    {"sklearn.covariance._elliptic_envelope",
     "EllipticEnvelope"},
    {"sklearn.covariance._empirical_covariance",
     "EmpiricalCovariance"},
    {"sklearn.covariance._graph_lasso",
     "BaseGraphicalLasso GraphicalLasso GraphicalLassoCV _DictWithDeprecatedKeys"},
    {"sklearn.covariance._robust_covariance",
     "MinCovDet"},
    {"sklearn.covariance._shrunk_covariance",
     "LedoitWolf OAS ShrunkCovariance"},
    {"sklearn.covariance.elliptic_envelope",
     "EllipticEnvelope"},
    {"sklearn.covariance.empirical_covariance_",
     "EmpiricalCovariance"},
    {"sklearn.covariance.graph_lasso_",
     "GraphLasso GraphLassoCV GraphicalLasso GraphicalLassoCV"},
    {"sklearn.covariance.outlier_detection",
     "EllipticEnvelope OutlierDetectionMixin"},
    {"sklearn.covariance.robust_covariance",
     "MinCovDet"},
    {"sklearn.covariance.shrunk_covariance_",
     "LedoitWolf OAS ShrunkCovariance"},
    {"sklearn.cross_decomposition._cca",
     "CCA"},
    {"sklearn.cross_decomposition._pls",
     "CCA PLSCanonical PLSRegression PLSSVD _PLS"},
    {"sklearn.cross_decomposition.cca_",
     "CCA"},
    {"sklearn.cross_decomposition.pls_",
     "PLSCanonical PLSRegression PLSSVD _PLS"},
    {"sklearn.cross_validation",
     "BaseShuffleSplit KFold LabelKFold LabelShuffleSplit LeaveOneLabelOut LeaveOneOut "
     "LeavePLabelOut LeavePOut PredefinedSplit ShuffleSplit StratifiedKFold "
     "StratifiedShuffleSplit _BaseKFold _PartitionIterator"},
    {"sklearn.datasets._base",
     "Bunch"},
    {"sklearn.datasets.base",
     "Bunch"},
    {"sklearn.decomposition._base",
     "_BasePCA"},
    {"sklearn.decomposition._dict_learning",
     "DictionaryLearning MiniBatchDictionaryLearning SparseCoder SparseCodingMixin "
     "_BaseSparseCoding"},
    {"sklearn.decomposition._factor_analysis",
     "FactorAnalysis"},
    {"sklearn.decomposition._fastica",
     "FastICA"},
    {"sklearn.decomposition._incremental_pca",
     "IncrementalPCA"},
    {"sklearn.decomposition._kernel_pca",
     "KernelPCA"},
    {"sklearn.decomposition._lda",
     "LatentDirichletAllocation"},
    {"sklearn.decomposition._nmf",
     "MiniBatchNMF NMF _BaseNMF"},
    {"sklearn.decomposition._pca",
     "PCA"},
    {"sklearn.decomposition._sparse_pca",
     "MiniBatchSparsePCA SparsePCA _BaseSparsePCA"},
    {"sklearn.decomposition._truncated_svd",
     "TruncatedSVD"},
    {"sklearn.decomposition.base",
     "_BasePCA"},
    {"sklearn.decomposition.dict_learning",
     "DictionaryLearning MiniBatchDictionaryLearning SparseCoder SparseCodingMixin"},
    {"sklearn.decomposition.factor_analysis",
     "FactorAnalysis"},
    {"sklearn.decomposition.fastica_",
     "FastICA"},
    {"sklearn.decomposition.incremental_pca",
     "IncrementalPCA"},
    {"sklearn.decomposition.kernel_pca",
     "KernelPCA"},
    {"sklearn.decomposition.nmf",
     "NMF ProjectedGradientNMF"},
    {"sklearn.decomposition.online_lda",
     "LatentDirichletAllocation"},
    {"sklearn.decomposition.pca",
     "PCA RandomizedPCA"},
    {"sklearn.decomposition.sparse_pca",
     "MiniBatchSparsePCA SparsePCA"},
    {"sklearn.decomposition.truncated_svd",
     "TruncatedSVD"},
    {"sklearn.discriminant_analysis",
     "DiscriminantAnalysisPredictionMixin LinearDiscriminantAnalysis "
     "QuadraticDiscriminantAnalysis"},
    {"sklearn.dummy",
     "DummyClassifier DummyRegressor"},
    {"sklearn.ensemble._bagging",
     "BaggingClassifier BaggingRegressor BaseBagging"},
    {"sklearn.ensemble._base",
     "BaseEnsemble _BaseHeterogeneousEnsemble"},
    {"sklearn.ensemble._forest",
     "BaseForest ExtraTreesClassifier ExtraTreesRegressor ForestClassifier "
     "ForestRegressor RandomForestClassifier RandomForestRegressor "
     "RandomTreesEmbedding"},
    {"sklearn.ensemble._gb",
     "BaseGradientBoosting BinomialDeviance ClassificationLossFunction ExponentialLoss "
     "GradientBoostingClassifier GradientBoostingRegressor HuberLossFunction "
     "LeastAbsoluteError LeastSquaresError LogOddsEstimator LossFunction MeanEstimator "
     "MultinomialDeviance PriorProbabilityEstimator QuantileEstimator "
     "QuantileLossFunction RegressionLossFunction ScaledLogOddsEstimator "
     "VerboseReporter ZeroEstimator"},
    {"sklearn.ensemble._gb_losses",
     "BinomialDeviance ClassificationLossFunction ExponentialLoss HuberLossFunction "
     "LeastAbsoluteError LeastSquaresError LossFunction MultinomialDeviance "
     "QuantileLossFunction RegressionLossFunction"},
    {"sklearn.ensemble._hist_gradient_boosting.binning",
     "_BinMapper"},
    {"sklearn.ensemble._hist_gradient_boosting.common",
     "__pyx_unpickle___Pyx_EnumMeta"},
    {"sklearn.ensemble._hist_gradient_boosting.gradient_boosting",
     "BaseHistGradientBoosting HistGradientBoostingClassifier "
     "HistGradientBoostingRegressor"},
    {"sklearn.ensemble._hist_gradient_boosting.grower",
     "TreeGrower TreeNode"},
    {"sklearn.ensemble._hist_gradient_boosting.histogram",
     "HistogramBuilder __pyx_unpickle_HistogramBuilder"},
    {"sklearn.ensemble._hist_gradient_boosting.loss",
     "BaseLoss BinaryCrossEntropy CategoricalCrossEntropy LeastAbsoluteDeviation "
     "LeastSquares Poisson"},
    {"sklearn.ensemble._hist_gradient_boosting.predictor",
     "TreePredictor"},
    {"sklearn.ensemble._hist_gradient_boosting.splitting",
     "Splitter __pyx_unpickle_Splitter"},
    {"sklearn.ensemble._iforest",
     "IsolationForest"},
    {"sklearn.ensemble._stacking",
     "StackingClassifier StackingRegressor _BaseStacking"},
    {"sklearn.ensemble._voting",
     "VotingClassifier VotingRegressor _BaseVoting"},
    {"sklearn.ensemble._weight_boosting",
     "AdaBoostClassifier AdaBoostRegressor BaseWeightBoosting"},
    {"sklearn.ensemble.bagging",
     "BaggingClassifier BaggingRegressor BaseBagging"},
    {"sklearn.ensemble.base",
     "BaseEnsemble"},
    {"sklearn.ensemble.forest",
     "BaseForest ExtraTreesClassifier ExtraTreesRegressor ForestClassifier "
     "ForestRegressor RandomForestClassifier RandomForestRegressor "
     "RandomTreesEmbedding"},
    {"sklearn.ensemble.gradient_boosting",
     "BaseGradientBoosting BinomialDeviance ClassificationLossFunction ExponentialLoss "
     "GradientBoostingClassifier GradientBoostingRegressor HuberLossFunction "
     "LeastAbsoluteError LeastSquaresError LogOddsEstimator LossFunction MeanEstimator "
     "MultinomialDeviance PriorProbabilityEstimator QuantileEstimator "
     "QuantileLossFunction RegressionLossFunction ScaledLogOddsEstimator "
     "VerboseReporter ZeroEstimator"},
    {"sklearn.ensemble.iforest",
     "IsolationForest"},
    {"sklearn.ensemble.voting",
     "VotingClassifier VotingRegressor _BaseVoting"},
    {"sklearn.ensemble.voting_classifier",
     "VotingClassifier"},
    {"sklearn.ensemble.weight_boosting",
     "AdaBoostClassifier AdaBoostRegressor BaseWeightBoosting"},
    {"sklearn.exceptions",
     "ChangedBehaviorWarning ConvergenceWarning DataConversionWarning "
     "DataDimensionalityWarning EfficiencyWarning EstimatorCheckFailedWarning "
     "FitFailedWarning InconsistentVersionWarning NonBLASDotWarning NotFittedError "
     "PositiveSpectrumWarning SkipTestWarning UndefinedMetricWarning "
     "UnsetMetadataPassedError"},
    {"sklearn.feature_extraction._dict_vectorizer",
     "DictVectorizer"},
    {"sklearn.feature_extraction._hash",
     "FeatureHasher"},
    {"sklearn.feature_extraction.dict_vectorizer",
     "DictVectorizer"},
    {"sklearn.feature_extraction.hashing",
     "FeatureHasher"},
    {"sklearn.feature_extraction.image",
     "PatchExtractor"},
    {"sklearn.feature_extraction.text",
     "CountVectorizer HashingVectorizer TfidfTransformer TfidfVectorizer "
     "VectorizerMixin _VectorizerMixin"},
    {"sklearn.feature_selection._base",
     "SelectorMixin"},
    {"sklearn.feature_selection._from_model",
     "SelectFromModel"},
    {"sklearn.feature_selection._rfe",
     "RFE RFECV"},
    {"sklearn.feature_selection._sequential",
     "SequentialFeatureSelector"},
    {"sklearn.feature_selection._univariate_selection",
     "GenericUnivariateSelect SelectFdr SelectFpr SelectFwe SelectKBest "
     "SelectPercentile _BaseFilter"},
    {"sklearn.feature_selection._variance_threshold",
     "VarianceThreshold"},
    {"sklearn.feature_selection.base",
     "SelectorMixin"},
    {"sklearn.feature_selection.from_model",
     "SelectFromModel _LearntSelectorMixin"},
    {"sklearn.feature_selection.rfe",
     "RFE RFECV"},
    {"sklearn.feature_selection.univariate_selection",
     "GenericUnivariateSelect SelectFdr SelectFpr SelectFwe SelectKBest "
     "SelectPercentile _BaseFilter"},
    {"sklearn.feature_selection.variance_threshold",
     "VarianceThreshold"},
    {"sklearn.frozen._frozen",
     "FrozenEstimator"},
    {"sklearn.gaussian_process._gpc",
     "GaussianProcessClassifier _BinaryGaussianProcessClassifierLaplace"},
    {"sklearn.gaussian_process._gpr",
     "GaussianProcessRegressor"},
    {"sklearn.gaussian_process.gaussian_process",
     "GaussianProcess"},
    {"sklearn.gaussian_process.gpc",
     "GaussianProcessClassifier _BinaryGaussianProcessClassifierLaplace"},
    {"sklearn.gaussian_process.gpr",
     "GaussianProcessRegressor"},
    {"sklearn.gaussian_process.kernels",
     "CompoundKernel ConstantKernel DotProduct ExpSineSquared Exponentiation "
     "GenericKernelMixin Hyperparameter Kernel KernelOperator Matern "
     "NormalizedKernelMixin PairwiseKernel Product RBF RationalQuadratic "
     "StationaryKernelMixin Sum WhiteKernel"},
    {"sklearn.grid_search",
     "BaseSearchCV GridSearchCV ParameterGrid ParameterSampler RandomizedSearchCV "
     "_CVScoreTuple"},
    {"sklearn.impute",
     "MissingIndicator SimpleImputer"},
    {"sklearn.impute._base",
     "MissingIndicator SimpleImputer _BaseImputer"},
    {"sklearn.impute._iterative",
     "IterativeImputer _ImputerTriplet"},
    {"sklearn.impute._knn",
     "KNNImputer"},
    {"sklearn.inspection._partial_dependence",
     "PartialDependenceDisplay"},
    {"sklearn.inspection._plot.decision_boundary",
     "DecisionBoundaryDisplay"},
    {"sklearn.inspection._plot.partial_dependence",
     "PartialDependenceDisplay"},
    {"sklearn.isotonic",
     "IsotonicRegression"},
    {"sklearn.kernel_approximation",
     "AdditiveChi2Sampler Nystroem PolynomialCountSketch RBFSampler SkewedChi2Sampler"},
    {"sklearn.kernel_ridge",
     "KernelRidge"},
    {"sklearn.lda",
     "LDA"},
    {"sklearn.linear_model._base",
     "LinearClassifierMixin LinearModel LinearRegression MultiOutputLinearModel "
     "SparseCoefMixin"},
    {"sklearn.linear_model._bayes",
     "ARDRegression BayesianRidge"},
    {"sklearn.linear_model._coordinate_descent",
     "ElasticNet ElasticNetCV Lasso LassoCV LinearModelCV MultiTaskElasticNet "
     "MultiTaskElasticNetCV MultiTaskLasso MultiTaskLassoCV"},
    {"sklearn.linear_model._glm._newton_solver",
     "NewtonCholeskySolver NewtonSolver"},
    {"sklearn.linear_model._glm.glm",
     "GammaRegressor GeneralizedLinearRegressor PoissonRegressor TweedieRegressor "
     "_GeneralizedLinearRegressor"},
    {"sklearn.linear_model._glm.link",
     "BaseLink IdentityLink LogLink LogitLink"},
    {"sklearn.linear_model._huber",
     "HuberRegressor"},
    {"sklearn.linear_model._least_angle",
     "Lars LarsCV LassoLars LassoLarsCV LassoLarsIC"},
    {"sklearn.linear_model._linear_loss",
     "LinearModelLoss"},
    {"sklearn.linear_model._logistic",
     "LogisticRegression LogisticRegressionCV _LbfgsCallbackBridge"},
    {"sklearn.linear_model._omp",
     "OrthogonalMatchingPursuit OrthogonalMatchingPursuitCV"},
    {"sklearn.linear_model._passive_aggressive",
     "PassiveAggressiveClassifier PassiveAggressiveRegressor"},
    {"sklearn.linear_model._perceptron",
     "Perceptron"},
    {"sklearn.linear_model._quantile",
     "QuantileRegressor"},
    {"sklearn.linear_model._ransac",
     "RANSACRegressor"},
    {"sklearn.linear_model._ridge",
     "Ridge RidgeCV RidgeClassifier RidgeClassifierCV _BaseRidge _BaseRidgeCV "
     "_IdentityClassifier _IdentityRegressor _RidgeClassifierMixin _RidgeGCV "
     "_XT_CenterStackOp _X_CenterStackOp"},
    {"sklearn.linear_model._sag_fast",
     "MultinomialLogLoss32 MultinomialLogLoss64"},
    {"sklearn.linear_model._sgd_fast",
     "Classification EpsilonInsensitive Hinge Huber Log LossFunction ModifiedHuber "
     "Regression SquaredEpsilonInsensitive SquaredHinge SquaredLoss "
     "__pyx_unpickle_Classification __pyx_unpickle_LossFunction "
     "__pyx_unpickle_Regression"},
    {"sklearn.linear_model._stochastic_gradient",
     "BaseSGD BaseSGDClassifier BaseSGDRegressor SGDClassifier SGDOneClassSVM "
     "SGDRegressor _ValidationScoreCallback"},
    {"sklearn.linear_model._theil_sen",
     "TheilSenRegressor"},
    {"sklearn.linear_model.base",
     "LinearClassifierMixin LinearModel LinearRegression SparseCoefMixin"},
    {"sklearn.linear_model.bayes",
     "ARDRegression BayesianRidge"},
    {"sklearn.linear_model.coordinate_descent",
     "ElasticNet ElasticNetCV Lasso LassoCV LinearModelCV MultiTaskElasticNet "
     "MultiTaskElasticNetCV MultiTaskLasso MultiTaskLassoCV"},
    {"sklearn.linear_model.huber",
     "HuberRegressor"},
    {"sklearn.linear_model.least_angle",
     "Lars LarsCV LassoLars LassoLarsCV LassoLarsIC"},
    {"sklearn.linear_model.logistic",
     "LogisticRegression LogisticRegressionCV"},
    {"sklearn.linear_model.omp",
     "OrthogonalMatchingPursuit OrthogonalMatchingPursuitCV"},
    {"sklearn.linear_model.passive_aggressive",
     "PassiveAggressiveClassifier PassiveAggressiveRegressor"},
    {"sklearn.linear_model.perceptron",
     "Perceptron"},
    {"sklearn.linear_model.randomized_l1",
     "BaseRandomizedLinearModel RandomizedLasso RandomizedLogisticRegression"},
    {"sklearn.linear_model.ransac",
     "RANSACRegressor"},
    {"sklearn.linear_model.ridge",
     "Ridge RidgeCV RidgeClassifier RidgeClassifierCV _BaseRidge _BaseRidgeCV "
     "_RidgeGCV _X_operator _Xt_operator"},
    {"sklearn.linear_model.sag_fast",
     "MultinomialLogLoss MultinomialLogLoss32 MultinomialLogLoss64"},
    {"sklearn.linear_model.sgd_fast",
     "Classification EpsilonInsensitive Hinge Huber Log LossFunction ModifiedHuber "
     "Regression SquaredEpsilonInsensitive SquaredHinge SquaredLoss "
     "__pyx_unpickle_Classification __pyx_unpickle_LossFunction "
     "__pyx_unpickle_Regression"},
    {"sklearn.linear_model.stochastic_gradient",
     "BaseSGD BaseSGDClassifier BaseSGDRegressor SGDClassifier SGDRegressor "
     "_ValidationScoreCallback"},
    {"sklearn.linear_model.theil_sen",
     "TheilSenRegressor"},
    {"sklearn.manifold._classical_mds",
     "ClassicalMDS"},
    {"sklearn.manifold._isomap",
     "Isomap"},
    {"sklearn.manifold._locally_linear",
     "LocallyLinearEmbedding"},
    {"sklearn.manifold._mds",
     "MDS"},
    {"sklearn.manifold._spectral_embedding",
     "SpectralEmbedding"},
    {"sklearn.manifold._t_sne",
     "TSNE"},
    {"sklearn.manifold.isomap",
     "Isomap"},
    {"sklearn.manifold.locally_linear",
     "LocallyLinearEmbedding"},
    {"sklearn.manifold.mds",
     "MDS"},
    {"sklearn.manifold.spectral_embedding_",
     "SpectralEmbedding"},
    {"sklearn.manifold.t_sne",
     "TSNE"},
    {"sklearn.metrics._dist_metrics",
     "BrayCurtisDistance BrayCurtisDistance32 BrayCurtisDistance64 CanberraDistance "
     "CanberraDistance32 CanberraDistance64 ChebyshevDistance ChebyshevDistance32 "
     "ChebyshevDistance64 DatasetsPair DenseDenseDatasetsPair DiceDistance "
     "DiceDistance32 DiceDistance64 DistanceMetric DistanceMetric32 DistanceMetric64 "
     "EuclideanDistance EuclideanDistance32 EuclideanDistance64 HammingDistance "
     "HammingDistance32 HammingDistance64 HaversineDistance HaversineDistance32 "
     "HaversineDistance64 JaccardDistance JaccardDistance32 JaccardDistance64 "
     "KulsinskiDistance KulsinskiDistance32 KulsinskiDistance64 MahalanobisDistance "
     "MahalanobisDistance32 MahalanobisDistance64 ManhattanDistance "
     "ManhattanDistance32 ManhattanDistance64 MatchingDistance MatchingDistance32 "
     "MatchingDistance64 MinkowskiDistance MinkowskiDistance32 MinkowskiDistance64 "
     "PyFuncDistance PyFuncDistance32 PyFuncDistance64 RogersTanimotoDistance "
     "RogersTanimotoDistance32 RogersTanimotoDistance64 RussellRaoDistance "
     "RussellRaoDistance32 RussellRaoDistance64 SEuclideanDistance "
     "SEuclideanDistance32 SEuclideanDistance64 SokalMichenerDistance "
     "SokalMichenerDistance32 SokalMichenerDistance64 SokalSneathDistance "
     "SokalSneathDistance32 SokalSneathDistance64 WMinkowskiDistance "
     "WMinkowskiDistance32 __pyx_unpickle_DatasetsPair "
     "__pyx_unpickle_DenseDenseDatasetsPair __pyx_unpickle_DistanceMetric newObj"},
    {"sklearn.metrics._pairwise_distances_reduction",
     "FastEuclideanPairwiseDistancesArgKmin "
     "FastEuclideanPairwiseDistancesRadiusNeighborhood GEMMTermComputer "
     "PairwiseDistancesArgKmin PairwiseDistancesRadiusNeighborhood "
     "PairwiseDistancesReduction __pyx_unpickle_GEMMTermComputer "
     "__pyx_unpickle_PairwiseDistancesReduction"},
    {"sklearn.metrics._pairwise_distances_reduction._argkmin",
     "ArgKmin32 ArgKmin64 EuclideanArgKmin32 EuclideanArgKmin64"},
    {"sklearn.metrics._pairwise_distances_reduction._argkmin_classmode",
     "ArgKminClassMode32 ArgKminClassMode64 __pyx_unpickle___Pyx_EnumMeta"},
    {"sklearn.metrics._pairwise_distances_reduction._base",
     "BaseDistancesReduction32 BaseDistancesReduction64 "
     "__pyx_unpickle_BaseDistancesReduction32 __pyx_unpickle_BaseDistancesReduction64"},
    {"sklearn.metrics._pairwise_distances_reduction._datasets_pair",
     "DatasetsPair32 DatasetsPair64 DenseDenseDatasetsPair32 DenseDenseDatasetsPair64 "
     "DenseSparseDatasetsPair32 DenseSparseDatasetsPair64 SparseDenseDatasetsPair32 "
     "SparseDenseDatasetsPair64 SparseSparseDatasetsPair32 SparseSparseDatasetsPair64 "
     "__pyx_unpickle_DatasetsPair32 __pyx_unpickle_DatasetsPair64 "
     "__pyx_unpickle_DenseDenseDatasetsPair32 __pyx_unpickle_DenseDenseDatasetsPair64 "
     "__pyx_unpickle_DenseSparseDatasetsPair32 "
     "__pyx_unpickle_DenseSparseDatasetsPair64 "
     "__pyx_unpickle_SparseDenseDatasetsPair32 "
     "__pyx_unpickle_SparseDenseDatasetsPair64 "
     "__pyx_unpickle_SparseSparseDatasetsPair32 "
     "__pyx_unpickle_SparseSparseDatasetsPair64"},
    {"sklearn.metrics._pairwise_distances_reduction._dispatcher",
     "ArgKmin ArgKminClassMode BaseDistancesReductionDispatcher RadiusNeighbors "
     "RadiusNeighborsClassMode"},
    {"sklearn.metrics._pairwise_distances_reduction._middle_term_computer",
     "DenseDenseMiddleTermComputer32 DenseDenseMiddleTermComputer64 "
     "MiddleTermComputer32 MiddleTermComputer64 SparseDenseMiddleTermComputer32 "
     "SparseDenseMiddleTermComputer64 SparseSparseMiddleTermComputer32 "
     "SparseSparseMiddleTermComputer64 __pyx_unpickle_DenseDenseMiddleTermComputer32 "
     "__pyx_unpickle_DenseDenseMiddleTermComputer64 "
     "__pyx_unpickle_MiddleTermComputer32 __pyx_unpickle_MiddleTermComputer64 "
     "__pyx_unpickle_SparseDenseMiddleTermComputer32 "
     "__pyx_unpickle_SparseDenseMiddleTermComputer64 "
     "__pyx_unpickle_SparseSparseMiddleTermComputer32 "
     "__pyx_unpickle_SparseSparseMiddleTermComputer64"},
    {"sklearn.metrics._pairwise_distances_reduction._radius_neighbors",
     "EuclideanRadiusNeighbors32 EuclideanRadiusNeighbors64 RadiusNeighbors32 "
     "RadiusNeighbors64"},
    {"sklearn.metrics._pairwise_distances_reduction._radius_neighbors_classmode",
     "RadiusNeighborsClassMode32 RadiusNeighborsClassMode64"},
    {"sklearn.metrics._plot.confusion_matrix",
     "ConfusionMatrixDisplay"},
    {"sklearn.metrics._plot.det_curve",
     "DetCurveDisplay"},
    {"sklearn.metrics._plot.precision_recall_curve",
     "PrecisionRecallDisplay"},
    {"sklearn.metrics._plot.regression",
     "PredictionErrorDisplay"},
    {"sklearn.metrics._plot.roc_curve",
     "RocCurveDisplay"},
    {"sklearn.metrics._scorer",
     "_BaseScorer _CurveScorer _DeprecatedScorers _MultimetricScorer "
     "_PassthroughScorer _PredictScorer _ProbaScorer _Scorer _ThresholdScorer"},
    {"sklearn.metrics.base",
     "UndefinedMetricWarning"},
    {"sklearn.metrics.scorer",
     "_BaseScorer _PredictScorer _ProbaScorer _ThresholdScorer"},
    {"sklearn.mixture._base",
     "BaseMixture"},
    {"sklearn.mixture._bayesian_mixture",
     "BayesianGaussianMixture"},
    {"sklearn.mixture._gaussian_mixture",
     "GaussianMixture"},
    {"sklearn.mixture.base",
     "BaseMixture"},
    {"sklearn.mixture.bayesian_mixture",
     "BayesianGaussianMixture"},
    {"sklearn.mixture.dpgmm",
     "DPGMM VBGMM _DPGMMBase"},
    {"sklearn.mixture.gaussian_mixture",
     "GaussianMixture"},
    {"sklearn.mixture.gmm",
     "GMM _GMMBase"},
    {"sklearn.model_selection._classification_threshold",
     "BaseThresholdClassifier FixedThresholdClassifier TunedThresholdClassifierCV "
     "_CurveScorer"},
    {"sklearn.model_selection._plot",
     "LearningCurveDisplay ValidationCurveDisplay _BaseCurveDisplay"},
    {"sklearn.model_selection._search",
     "BaseSearchCV GridSearchCV ParameterGrid ParameterSampler RandomizedSearchCV "
     "_CVScoreTuple"},
    {"sklearn.model_selection._search_successive_halving",
     "BaseSuccessiveHalving HalvingGridSearchCV HalvingRandomSearchCV "
     "_SubsampleMetaSplitter"},
    {"sklearn.model_selection._split",
     "BaseCrossValidator BaseShuffleSplit GroupKFold GroupShuffleSplit "
     "GroupsConsumerMixin KFold LeaveOneGroupOut LeaveOneOut LeavePGroupsOut LeavePOut "
     "PredefinedSplit RepeatedKFold RepeatedStratifiedKFold ShuffleSplit "
     "StratifiedGroupKFold StratifiedKFold StratifiedShuffleSplit TimeSeriesSplit "
     "_BaseKFold _CVIterableWrapper _RepeatedSplits _UnsupportedGroupCVMixin"},
    {"sklearn.multiclass",
     "OneVsOneClassifier OneVsRestClassifier OutputCodeClassifier _ConstantPredictor"},
    {"sklearn.multioutput",
     "ClassifierChain MultiOutputClassifier MultiOutputEstimator MultiOutputRegressor "
     "RegressorChain _BaseChain _MultiOutputEstimator"},
    {"sklearn.naive_bayes",
     "BaseDiscreteNB BaseNB BernoulliNB CategoricalNB ComplementNB GaussianNB "
     "MultinomialNB _BaseDiscreteNB _BaseNB"},
    {"sklearn.neighbors._ball_tree",
     "BallTree BallTree32 BallTree64 BinaryTree BinaryTree32 BinaryTree64 "
     "NeighborsHeap NeighborsHeap32 NeighborsHeap64 NodeHeap newObj"},
    {"sklearn.neighbors._base",
     "KNeighborsMixin NeighborsBase RadiusNeighborsMixin SupervisedFloatMixin "
     "SupervisedIntegerMixin UnsupervisedMixin"},
    {"sklearn.neighbors._classification",
     "KNeighborsClassifier RadiusNeighborsClassifier"},
    {"sklearn.neighbors._dist_metrics",
     "BrayCurtisDistance CanberraDistance ChebyshevDistance DiceDistance "
     "DistanceMetric EuclideanDistance HammingDistance HaversineDistance "
     "JaccardDistance KulsinskiDistance MahalanobisDistance ManhattanDistance "
     "MatchingDistance MinkowskiDistance PyFuncDistance RogersTanimotoDistance "
     "RussellRaoDistance SEuclideanDistance SokalMichenerDistance SokalSneathDistance "
     "WMinkowskiDistance newObj"},
    {"sklearn.neighbors._distance_metric",
     "DistanceMetric"},
    {"sklearn.neighbors._graph",
     "KNeighborsTransformer RadiusNeighborsTransformer"},
    {"sklearn.neighbors._kd_tree",
     "BinaryTree BinaryTree32 BinaryTree64 KDTree KDTree32 KDTree64 NeighborsHeap "
     "NeighborsHeap32 NeighborsHeap64 NodeHeap newObj"},
    {"sklearn.neighbors._kde",
     "KernelDensity"},
    {"sklearn.neighbors._lof",
     "LocalOutlierFactor"},
    {"sklearn.neighbors._nca",
     "NeighborhoodComponentsAnalysis"},
    {"sklearn.neighbors._nearest_centroid",
     "NearestCentroid"},
    {"sklearn.neighbors._quad_tree",
     "_QuadTree"},
    {"sklearn.neighbors._regression",
     "KNeighborsRegressor RadiusNeighborsRegressor"},
    {"sklearn.neighbors._unsupervised",
     "NearestNeighbors"},
    {"sklearn.neighbors.approximate",
     "GaussianRandomProjectionHash LSHForest ProjectionToHashMixin"},
    {"sklearn.neighbors.ball_tree",
     "BallTree BinaryTree NeighborsHeap NodeHeap newObj"},
    {"sklearn.neighbors.base",
     "KNeighborsMixin NeighborsBase RadiusNeighborsMixin SupervisedFloatMixin "
     "SupervisedIntegerMixin UnsupervisedMixin"},
    {"sklearn.neighbors.classification",
     "KNeighborsClassifier RadiusNeighborsClassifier"},
    {"sklearn.neighbors.dist_metrics",
     "BrayCurtisDistance CanberraDistance ChebyshevDistance DiceDistance "
     "DistanceMetric EuclideanDistance HammingDistance HaversineDistance "
     "JaccardDistance KulsinskiDistance MahalanobisDistance ManhattanDistance "
     "MatchingDistance MinkowskiDistance PyFuncDistance RogersTanimotoDistance "
     "RussellRaoDistance SEuclideanDistance SokalMichenerDistance SokalSneathDistance "
     "WMinkowskiDistance newObj"},
    {"sklearn.neighbors.kd_tree",
     "BinaryTree KDTree NeighborsHeap NodeHeap newObj"},
    {"sklearn.neighbors.kde",
     "KernelDensity"},
    {"sklearn.neighbors.lof",
     "LocalOutlierFactor"},
    {"sklearn.neighbors.nca",
     "NeighborhoodComponentsAnalysis"},
    {"sklearn.neighbors.nearest_centroid",
     "NearestCentroid"},
    {"sklearn.neighbors.quad_tree",
     "_QuadTree"},
    {"sklearn.neighbors.regression",
     "KNeighborsRegressor RadiusNeighborsRegressor"},
    {"sklearn.neighbors.unsupervised",
     "NearestNeighbors"},
    {"sklearn.neural_network._multilayer_perceptron",
     "BaseMultilayerPerceptron MLPClassifier MLPRegressor"},
    {"sklearn.neural_network._rbm",
     "BernoulliRBM"},
    {"sklearn.neural_network._stochastic_optimizers",
     "AdamOptimizer BaseOptimizer SGDOptimizer"},
    {"sklearn.neural_network.multilayer_perceptron",
     "BaseMultilayerPerceptron MLPClassifier MLPRegressor"},
    {"sklearn.neural_network.rbm",
     "BernoulliRBM"},
    {"sklearn.pipeline",
     "FeatureUnion Pipeline _BasePipeline"},
    {"sklearn.preprocessing._data",
     "Binarizer KernelCenterer MaxAbsScaler MinMaxScaler Normalizer PolynomialFeatures "
     "PowerTransformer QuantileTransformer RobustScaler StandardScaler"},
    {"sklearn.preprocessing._discretization",
     "KBinsDiscretizer"},
    {"sklearn.preprocessing._encoders",
     "OneHotEncoder OrdinalEncoder _BaseEncoder"},
    {"sklearn.preprocessing._function_transformer",
     "FunctionTransformer"},
    {"sklearn.preprocessing._label",
     "LabelBinarizer LabelEncoder MultiLabelBinarizer"},
    {"sklearn.preprocessing._polynomial",
     "PolynomialFeatures SplineTransformer"},
    {"sklearn.preprocessing._target_encoder",
     "TargetEncoder"},
    {"sklearn.preprocessing.data",
     "Binarizer CategoricalEncoder KernelCenterer MaxAbsScaler MinMaxScaler Normalizer "
     "OneHotEncoder PolynomialFeatures PowerTransformer QuantileTransformer "
     "RobustScaler StandardScaler"},
    {"sklearn.preprocessing.imputation",
     "Imputer"},
    {"sklearn.preprocessing.label",
     "LabelBinarizer LabelEncoder MultiLabelBinarizer"},
    {"sklearn.qda",
     "QDA"},
    {"sklearn.random_projection",
     "BaseRandomProjection GaussianRandomProjection SparseRandomProjection"},
    {"sklearn.semi_supervised._label_propagation",
     "BaseLabelPropagation LabelPropagation LabelSpreading"},
    {"sklearn.semi_supervised._self_training",
     "SelfTrainingClassifier"},
    {"sklearn.semi_supervised.label_propagation",
     "BaseLabelPropagation LabelPropagation LabelSpreading"},
    {"sklearn.svm._base",
     "BaseLibSVM BaseSVC"},
    {"sklearn.svm._classes",
     "LinearSVC LinearSVR NuSVC NuSVR OneClassSVM SVC SVR"},
    {"sklearn.svm.base",
     "BaseLibSVM BaseSVC"},
    {"sklearn.svm.classes",
     "LinearSVC LinearSVR NuSVC NuSVR OneClassSVM SVC SVR"},
    {"sklearn.tree._classes",
     "BaseDecisionTree DecisionTreeClassifier DecisionTreeRegressor "
     "ExtraTreeClassifier ExtraTreeRegressor"},
    {"sklearn.tree._criterion",
     "ClassificationCriterion Criterion Entropy FriedmanMSE Gini MAE MSE Poisson "
     "RegressionCriterion __pyx_unpickle_Criterion"},
    {"sklearn.tree._export",
     "Sentinel _BaseTreeExporter _DOTTreeExporter _MPLTreeExporter"},
    {"sklearn.tree._partitioner",
     "DensePartitioner SparsePartitioner __pyx_unpickle_DensePartitioner "
     "__pyx_unpickle_SparsePartitioner"},
    {"sklearn.tree._reingold_tilford",
     "DrawTree Tree"},
    {"sklearn.tree._splitter",
     "BaseDenseSplitter BaseSparseSplitter BestSparseSplitter BestSplitter "
     "DensePartitioner RandomSparseSplitter RandomSplitter SparsePartitioner Splitter "
     "__pyx_unpickle_DensePartitioner __pyx_unpickle_SparsePartitioner"},
    {"sklearn.tree._tree",
     "BestFirstTreeBuilder DepthFirstTreeBuilder Tree TreeBuilder _AlphaPruner "
     "_CCPPruneController _PathFinder __pyx_unpickle_TreeBuilder "
     "__pyx_unpickle__CCPPruneController"},
    {"sklearn.tree._utils",
     "PriorityHeap PytestWeightedFenwickTree Stack WeightedFenwickTree "
     "WeightedMedianCalculator WeightedPQueue"},
    {"sklearn.tree.export",
     "Sentinel _BaseTreeExporter _DOTTreeExporter _MPLTreeExporter"},
    {"sklearn.tree.tree",
     "BaseDecisionTree DecisionTreeClassifier DecisionTreeRegressor "
     "ExtraTreeClassifier ExtraTreeRegressor"},
    {"sklearn.utils",
     "Bunch ConvergenceWarning Memory Parallel parallel_backend"},
    {"sklearn.utils._array_api",
     "NamespaceAndDevice _ArrayAPIWrapper _NumPyAPIWrapper _NumPyApiWrapper"},
    {"sklearn.utils._available_if",
     "_AvailableIfDescriptor"},
    {"sklearn.utils._bunch",
     "Bunch"},
    {"sklearn.utils._cython_blas",
     "__pyx_unpickle___Pyx_EnumMeta"},
    {"sklearn.utils._encode",
     "MissingValues _NaNCounter _nandict"},
    {"sklearn.utils._estimator_html_repr",
     "_HTMLDocumentationLinkMixin _IDCounter _VisualBlock"},
    {"sklearn.utils._fast_dict",
     "IntFloatDict __pyx_unpickle_IntFloatDict"},
    {"sklearn.utils._isfinite",
     "__pyx_unpickle___Pyx_EnumMeta"},
    {"sklearn.utils._metadata_requests",
     "MetadataRequest MetadataRouter MethodMapping MethodMetadataRequest MethodPair "
     "RequestMethod RouterMappingPair _MetadataRequester _RoutingNotSupportedMixin"},
    {"sklearn.utils._param_validation",
     "HasMethods Hidden Interval InvalidParameterError MissingValues Options "
     "RealNotInt StrOptions _ArrayLikes _Booleans _CVObjects _Callables _Constraint "
     "_InstancesOf _IterablesNotString _MissingValues _NanConstraint _NoneConstraint "
     "_PandasNAConstraint _RandomStates _SparseMatrices _VerboseHelper"},
    {"sklearn.utils._plotting",
     "_BinaryClassifierCurveDisplayMixin"},
    {"sklearn.utils._pprint",
     "KeyValTuple KeyValTupleParam _EstimatorPrettyPrinter"},
    {"sklearn.utils._readonly_array_wrapper",
     "ReadonlyArrayWrapper __pyx_unpickle_ReadonlyArrayWrapper"},
    {"sklearn.utils._repr_html.base",
     "ReprHTMLMixin _HTMLDocumentationLinkMixin _IDCounter"},
    {"sklearn.utils._repr_html.estimator",
     "_IDCounter _VisualBlock"},
    {"sklearn.utils._repr_html.fitted_attributes",
     "AttrsDict"},
    {"sklearn.utils._repr_html.params",
     "ParamsDict"},
    {"sklearn.utils._seq_dataset",
     "ArrayDataset32 ArrayDataset64 CSRDataset32 CSRDataset64 SequentialDataset32 "
     "SequentialDataset64"},
    {"sklearn.utils._set_output",
     "ContainerAdapterProtocol ContainerAdaptersManager PandasAdapter PolarsAdapter "
     "_SetOutputMixin"},
    {"sklearn.utils._tags",
     "ClassifierTags InputTags RegressorTags Tags TargetTags TransformerTags"},
    {"sklearn.utils._unittest_backport",
     "TestCase _AssertRaisesBaseContext _AssertRaisesContext _BaseTestCaseContext"},
    {"sklearn.utils._vector_sentinel",
     "StdVectorSentinel StdVectorSentinelFloat64 StdVectorSentinelInt32 "
     "StdVectorSentinelInt64 StdVectorSentinelIntP __pyx_unpickle_StdVectorSentinel "
     "__pyx_unpickle_StdVectorSentinelFloat64 __pyx_unpickle_StdVectorSentinelInt32 "
     "__pyx_unpickle_StdVectorSentinelInt64 __pyx_unpickle_StdVectorSentinelIntP"},
    {"sklearn.utils._weight_vector",
     "WeightVector WeightVector32 WeightVector64"},
    {"sklearn.utils.arpack",
     "ArpackError ArpackNoConvergence IterInv IterOpInv LuInv SpLuInv _ArpackParams "
     "_SymmetricArpackParams _UnsymmetricArpackParams"},
    {"sklearn.utils.fast_dict",
     "IntFloatDict __pyx_unpickle_IntFloatDict"},
    {"sklearn.utils.fixes",
     "MaskedArray"},
    {"sklearn.utils.linear_assignment_",
     "_HungarianState"},
    {"sklearn.utils.metaestimators",
     "_AvailableIfDescriptor _BaseComposition _IffHasAttrDescriptor"},
    {"sklearn.utils.optimize",
     "_LineSearchError"},
    {"sklearn.utils.seq_dataset",
     "ArrayDataset ArrayDataset32 ArrayDataset64 CSRDataset CSRDataset32 CSRDataset64 "
     "SequentialDataset SequentialDataset32 SequentialDataset64"},
    {"sklearn.utils.validation",
     "DataConversionWarning NonBLASDotWarning NotFittedError"},
    {"sklearn.utils.weight_vector",
     "WeightVector"},
    // Functions as parameters
    {"sklearn.cluster._affinity_propagation",
     "_affinity_propagation _equal_similarities_and_preferences affinity_propagation", Use::Name},
    {"sklearn.cluster._agglomerative",
     "_average_linkage _complete_linkage _fix_connectivity _hc_cut _single_linkage "
     "_single_linkage_tree linkage_tree ward_tree", Use::Name},
    {"sklearn.cluster._bicluster",
     "_bistochastic_normalize _log_normalize _scale_normalize", Use::Name},
    {"sklearn.cluster._birch",
     "_iterate_sparse_X _split_node", Use::Name},
    {"sklearn.cluster._dbscan",
     "dbscan", Use::Name},
    {"sklearn.cluster._hdbscan.hdbscan",
     "_brute_mst _get_finite_row_indices _hdbscan_brute _hdbscan_prims _process_mst "
     "remap_single_linkage_tree", Use::Name},
    {"sklearn.cluster._kmeans",
     "_check_normalize_sample_weight _init_centroids _k_init _kmeans_plusplus "
     "_kmeans_single_elkan _kmeans_single_lloyd _labels_inertia "
     "_labels_inertia_precompute_dense _labels_inertia_threadpool_limit "
     "_mini_batch_convergence _mini_batch_step _tolerance _validate_center_shape "
     "k_means kmeans_plusplus", Use::Name},
    {"sklearn.cluster._mean_shift",
     "_mean_shift_single_seed estimate_bandwidth get_bin_seeds mean_shift", Use::Name},
    {"sklearn.cluster._optics",
     "_compute_core_distances_ _correct_predecessor _extend_region _extract_xi_labels "
     "_set_reach_dist _update_filter_sdas _validate_size _xi_cluster "
     "cluster_optics_dbscan cluster_optics_xi compute_optics_graph", Use::Name},
    {"sklearn.cluster._spectral",
     "cluster_qr discretize spectral_clustering", Use::Name},
    {"sklearn.cluster.affinity_propagation_",
     "_equal_similarities_and_preferences affinity_propagation", Use::Name},
    {"sklearn.cluster.bicluster",
     "_bistochastic_normalize _log_normalize _scale_normalize", Use::Name},
    {"sklearn.cluster.birch",
     "_iterate_sparse_X _split_node", Use::Name},
    {"sklearn.cluster.dbscan_",
     "dbscan", Use::Name},
    {"sklearn.cluster.hierarchical",
     "_average_linkage _complete_linkage _fix_connectivity _hc_cut _single_linkage "
     "_single_linkage_tree linkage_tree ward_tree", Use::Name},
    {"sklearn.cluster.k_means_",
     "_check_sample_weight _init_centroids _k_init _kmeans_single_elkan "
     "_kmeans_single_lloyd _labels_inertia _labels_inertia_precompute_dense "
     "_mini_batch_convergence _mini_batch_step _tolerance _validate_center_shape "
     "k_means", Use::Name},
    {"sklearn.cluster.mean_shift_",
     "_mean_shift_single_seed estimate_bandwidth get_bin_seeds mean_shift", Use::Name},
    {"sklearn.cluster.optics_",
     "_compute_core_distances_ _correct_predecessor _extend_region _extract_xi_labels "
     "_set_reach_dist _update_filter_sdas _validate_size _xi_cluster "
     "cluster_optics_dbscan cluster_optics_xi compute_optics_graph", Use::Name},
    {"sklearn.cluster.spectral",
     "discretize spectral_clustering", Use::Name},
    {"sklearn.covariance._empirical_covariance",
     "empirical_covariance log_likelihood", Use::Name},
    {"sklearn.covariance._graph_lasso",
     "_dual_gap _graphical_lasso _objective alpha_max graphical_lasso "
     "graphical_lasso_path", Use::Name},
    {"sklearn.covariance._robust_covariance",
     "_c_step _consistency_factor c_step fast_mcd select_candidates", Use::Name},
    {"sklearn.covariance._shrunk_covariance",
     "_ledoit_wolf _oas ledoit_wolf ledoit_wolf_shrinkage oas shrunk_covariance", Use::Name},
    {"sklearn.covariance.empirical_covariance_",
     "empirical_covariance log_likelihood", Use::Name},
    {"sklearn.covariance.graph_lasso_",
     "_dual_gap _objective alpha_max graph_lasso graph_lasso_path graphical_lasso "
     "graphical_lasso_path", Use::Name},
    {"sklearn.covariance.robust_covariance",
     "_c_step c_step fast_mcd select_candidates", Use::Name},
    {"sklearn.covariance.shrunk_covariance_",
     "ledoit_wolf ledoit_wolf_shrinkage oas shrunk_covariance", Use::Name},
    {"sklearn.decomposition._dict_learning",
     "_check_positive_coding _check_warn_deprecated _dict_learning _sparse_encode "
     "_sparse_encode_precomputed _update_dict dict_learning dict_learning_online "
     "sparse_encode", Use::Name},
    {"sklearn.decomposition._factor_analysis",
     "_ortho_rotation", Use::Name},
    {"sklearn.decomposition._fastica",
     "_cube _exp _gs_decorrelation _ica_def _ica_par _logcosh _sym_decorrelation "
     "fastica", Use::Name},
    {"sklearn.decomposition._lda",
     "_update_doc_distribution", Use::Name},
    {"sklearn.decomposition._nmf",
     "_beta_divergence _beta_loss_to_float _check_init _check_string_param "
     "_compute_regularization _fit_coordinate_descent _fit_multiplicative_update "
     "_initialize_nmf _multiplicative_update_h _multiplicative_update_w "
     "_special_sparse_dot _update_coordinate_descent non_negative_factorization norm "
     "trace_dot", Use::Name},
    {"sklearn.decomposition._pca",
     "_assess_dimension _assess_dimension_ _infer_dimension _infer_dimension_", Use::Name},
    {"sklearn.decomposition._sparse_pca",
     "_check_normalize_components", Use::Name},
    {"sklearn.decomposition.dict_learning",
     "_sparse_encode _update_dict dict_learning dict_learning_online sparse_encode", Use::Name},
    {"sklearn.decomposition.fastica_",
     "_cube _exp _gs_decorrelation _ica_def _ica_par _logcosh _sym_decorrelation "
     "fastica", Use::Name},
    {"sklearn.decomposition.nmf",
     "_beta_divergence _beta_loss_to_float _check_init _check_string_param "
     "_compute_regularization _fit_coordinate_descent _fit_multiplicative_update "
     "_fit_projected_gradient _initialize_nmf _multiplicative_update_h "
     "_multiplicative_update_w _nls_subproblem _safe_compute_error _sparseness "
     "_special_sparse_dot _update_coordinate_descent _update_projected_gradient_h "
     "_update_projected_gradient_w non_negative_factorization norm safe_vstack "
     "trace_dot", Use::Name},
    {"sklearn.decomposition.online_lda",
     "_update_doc_distribution", Use::Name},
    {"sklearn.decomposition.pca",
     "_assess_dimension_ _infer_dimension_", Use::Name},
    {"sklearn.feature_extraction._dict_vectorizer",
     "_tosequence", Use::Name},
    {"sklearn.feature_extraction._hash",
     "_hashing_transform _iteritems", Use::Name},
    {"sklearn.feature_extraction.dict_vectorizer",
     "_tosequence", Use::Name},
    {"sklearn.feature_extraction.hashing",
     "_hashing_transform _iteritems", Use::Name},
    {"sklearn.feature_extraction.image",
     "_compute_gradient_3d _compute_n_patches _extract_patches _make_edges_3d "
     "_mask_edges_weights _to_graph extract_patches extract_patches_2d grid_to_graph "
     "img_to_graph reconstruct_from_patches_2d", Use::Name},
    {"sklearn.feature_extraction.text",
     "_analyze _check_stop_list _document_frequency _make_int_array _preprocess "
     "strip_accents_ascii strip_accents_unicode strip_tags", Use::Name},
    {"sklearn.feature_selection._base",
     "_get_feature_importances", Use::Name},
    {"sklearn.feature_selection._from_model",
     "_calculate_threshold _estimator_has _get_feature_importances", Use::Name},
    {"sklearn.feature_selection._mutual_info",
     "_compute_mi _compute_mi_cc _compute_mi_cd _estimate_mi _iterate_columns "
     "mutual_info_classif mutual_info_regression", Use::Name},
    {"sklearn.feature_selection._rfe",
     "_estimator_has _rfe_single_fit", Use::Name},
    {"sklearn.feature_selection._univariate_selection",
     "_chisquare _clean_nans chi2 f_classif f_oneway f_regression r_regression", Use::Name},
    {"sklearn.feature_selection.from_model",
     "_calculate_threshold _get_feature_importances", Use::Name},
    {"sklearn.feature_selection.mutual_info_",
     "_compute_mi _compute_mi_cc _compute_mi_cd _estimate_mi _iterate_columns "
     "mutual_info_classif mutual_info_regression", Use::Name},
    {"sklearn.feature_selection.rfe",
     "_rfe_single_fit", Use::Name},
    {"sklearn.feature_selection.univariate_selection",
     "_chisquare _clean_nans chi2 f_classif f_oneway f_regression", Use::Name},
    {"sklearn.gaussian_process.correlation_models",
     "absolute_exponential cubic generalized_exponential linear pure_nugget "
     "squared_exponential", Use::Name},
    {"sklearn.gaussian_process.gaussian_process",
     "l1_cross_distances", Use::Name},
    {"sklearn.gaussian_process.kernels",
     "_approx_fprime _check_length_scale", Use::Name},
    {"sklearn.gaussian_process.regression_models",
     "constant linear quadratic", Use::Name},
    {"sklearn.linear_model._base",
     "_check_precomputed_gram_matrix _deprecate_normalize _pre_fit _preprocess_data "
     "_rescale_data make_dataset", Use::Name},
    {"sklearn.linear_model._bayes",
     "_deprecate_n_iter", Use::Name},
    {"sklearn.linear_model._coordinate_descent",
     "_alpha_grid _path_residuals _set_order enet_path lasso_path", Use::Name},
    {"sklearn.linear_model._glm.glm",
     "_safe_lin_pred _y_pred_deviance_derivative", Use::Name},
    {"sklearn.linear_model._huber",
     "_huber_loss_and_gradient", Use::Name},
    {"sklearn.linear_model._least_angle",
     "_check_copy_and_writeable _lars_path_residues _lars_path_solver lars_path "
     "lars_path_gram", Use::Name},
    {"sklearn.linear_model._linear_loss",
     "sandwich_dot", Use::Name},
    {"sklearn.linear_model._logistic",
     "_check_multi_class _check_solver _compute_coef_intercept _intercept_dot "
     "_log_reg_scoring_path _logistic_grad_hess _logistic_loss _logistic_loss_and_grad "
     "_logistic_regression_path _multinomial_grad_hess _multinomial_loss "
     "_multinomial_loss_grad logistic_regression_path", Use::Name},
    {"sklearn.linear_model._omp",
     "_cholesky_omp _gram_omp _omp_path_residues orthogonal_mp orthogonal_mp_gram", Use::Name},
    {"sklearn.linear_model._ransac",
     "_dynamic_max_trials", Use::Name},
    {"sklearn.linear_model._ridge",
     "_check_gcv_mode _find_smallest_angle _get_rescaled_operator "
     "_get_valid_accept_sparse _ridge_regression _solve_cholesky "
     "_solve_cholesky_kernel _solve_lbfgs _solve_lsqr _solve_sparse_cg _solve_svd "
     "resolve_solver resolve_solver_for_numpy ridge_regression", Use::Name},
    {"sklearn.linear_model._sag",
     "get_auto_step_size sag_solver", Use::Name},
    {"sklearn.linear_model._stochastic_gradient",
     "_get_plain_sgd_function _prepare_fit_binary fit_binary", Use::Name},
    {"sklearn.linear_model._theil_sen",
     "_breakdown_point _lstsq _modified_weiszfeld_step _spatial_median", Use::Name},
    {"sklearn.linear_model.base",
     "_pre_fit _preprocess_data _rescale_data center_data make_dataset "
     "sparse_center_data", Use::Name},
    {"sklearn.linear_model.coordinate_descent",
     "_alpha_grid _path_residuals enet_path lasso_path", Use::Name},
    {"sklearn.linear_model.huber",
     "_huber_loss_and_gradient", Use::Name},
    {"sklearn.linear_model.least_angle",
     "_check_copy_and_writeable _lars_path_residues _lars_path_solver lars_path "
     "lars_path_gram", Use::Name},
    {"sklearn.linear_model.logistic",
     "_check_multi_class _check_solver _check_solver_option _intercept_dot "
     "_log_reg_scoring_path _logistic_grad_hess _logistic_loss _logistic_loss_and_grad "
     "_logistic_regression_path _multinomial_grad_hess _multinomial_loss "
     "_multinomial_loss_grad logistic_regression_path", Use::Name},
    {"sklearn.linear_model.omp",
     "_cholesky_omp _gram_omp _omp_path_residues orthogonal_mp orthogonal_mp_gram", Use::Name},
    {"sklearn.linear_model.randomized_l1",
     "_lasso_stability_path _randomized_lasso _randomized_logistic _resample_model "
     "lasso_stability_path", Use::Name},
    {"sklearn.linear_model.ransac",
     "_dynamic_max_trials", Use::Name},
    {"sklearn.linear_model.ridge",
     "_check_gcv_mode _find_smallest_angle _get_valid_accept_sparse _ridge_regression "
     "_solve_cholesky _solve_cholesky_kernel _solve_lsqr _solve_sparse_cg _solve_svd "
     "ridge_regression", Use::Name},
    {"sklearn.linear_model.sag",
     "get_auto_step_size sag_solver", Use::Name},
    {"sklearn.linear_model.stochastic_gradient",
     "_prepare_fit_binary fit_binary", Use::Name},
    {"sklearn.linear_model.theil_sen",
     "_breakdown_point _lstsq _modified_weiszfeld_step _spatial_median", Use::Name},
    {"sklearn.manifold._locally_linear",
     "_locally_linear_embedding barycenter_kneighbors_graph barycenter_weights "
     "locally_linear_embedding null_space", Use::Name},
    {"sklearn.manifold._mds",
     "_smacof_single smacof", Use::Name},
    {"sklearn.manifold._spectral_embedding",
     "_graph_connected_component _graph_is_connected _set_diag _spectral_embedding "
     "spectral_embedding", Use::Name},
    {"sklearn.manifold._t_sne",
     "_gradient_descent _joint_probabilities _joint_probabilities_nn _kl_divergence "
     "_kl_divergence_bh trustworthiness", Use::Name},
    {"sklearn.manifold.locally_linear",
     "barycenter_kneighbors_graph barycenter_weights locally_linear_embedding "
     "null_space", Use::Name},
    {"sklearn.manifold.mds",
     "_smacof_single smacof", Use::Name},
    {"sklearn.manifold.spectral_embedding_",
     "_graph_connected_component _graph_is_connected _set_diag spectral_embedding", Use::Name},
    {"sklearn.manifold.t_sne",
     "_gradient_descent _joint_probabilities _joint_probabilities_nn _kl_divergence "
     "_kl_divergence_bh _kl_divergence_error trustworthiness", Use::Name},
    {"sklearn.metrics._base",
     "_average_binary_score _average_multiclass_ovo_score _check_pos_label_consistency", Use::Name},
    {"sklearn.metrics._classification",
     "_check_set_wise_labels _check_targets _check_zero_division _log_loss "
     "_one_hot_encoding_binary_target _one_hot_encoding_multiclass_target _prf_divide "
     "_validate_binary_probabilistic_prediction "
     "_validate_multiclass_probabilistic_prediction _warn_prf _weighted_sum "
     "accuracy_score balanced_accuracy_score brier_score_loss class_likelihood_ratios "
     "classification_report cohen_kappa_score confusion_matrix d2_brier_score "
     "d2_log_loss_score f1_score fbeta_score hamming_loss hinge_loss jaccard_score "
     "jaccard_similarity_score log_loss matthews_corrcoef multilabel_confusion_matrix "
     "precision_recall_fscore_support precision_score recall_score zero_one_loss", Use::Name},
    {"sklearn.metrics._pairwise_distances_reduction._dispatcher",
     "sqeuclidean_row_norms", Use::Name},
    {"sklearn.metrics._plot.base",
     "_check_classifer_response_method _check_classifier_response_method _get_response", Use::Name},
    {"sklearn.metrics._plot.confusion_matrix",
     "plot_confusion_matrix", Use::Name},
    {"sklearn.metrics._plot.det_curve",
     "plot_det_curve", Use::Name},
    {"sklearn.metrics._plot.precision_recall_curve",
     "plot_precision_recall_curve", Use::Name},
    {"sklearn.metrics._plot.roc_curve",
     "plot_roc_curve", Use::Name},
    {"sklearn.metrics._ranking",
     "_binary_clf_curve _binary_roc_auc_score _check_dcg_target_type "
     "_dcg_sample_scores _multiclass_roc_auc_score _ndcg_sample_scores "
     "_sort_inputs_and_compute_classification_thresholds _tie_averaged_dcg auc "
     "average_precision_score confusion_matrix_at_thresholds coverage_error dcg_score "
     "det_curve label_ranking_average_precision_score label_ranking_loss "
     "metric_at_thresholds ndcg_score precision_recall_curve roc_auc_score roc_curve "
     "top_k_accuracy_score", Use::Name},
    {"sklearn.metrics._regression",
     "_assemble_fraction_of_explained_deviance _assemble_r2_explained_variance "
     "_check_reg_targets _check_reg_targets_with_floating_dtype _mean_tweedie_deviance "
     "d2_absolute_error_score d2_pinball_score d2_tweedie_score "
     "explained_variance_score max_error mean_absolute_error "
     "mean_absolute_percentage_error mean_gamma_deviance mean_pinball_loss "
     "mean_poisson_deviance mean_squared_error mean_squared_log_error "
     "mean_tweedie_deviance median_absolute_error r2_score root_mean_squared_error "
     "root_mean_squared_log_error", Use::Name},
    {"sklearn.metrics._scorer",
     "_cached_call _check_multimetric_scoring _get_func_repr_or_name "
     "_get_response_method _get_response_method_name _passthrough_scorer "
     "_threshold_scores_to_class_labels get_scorer_names negative_likelihood_ratio "
     "positive_likelihood_ratio", Use::Name},
    {"sklearn.metrics.base",
     "_average_binary_score", Use::Name},
    {"sklearn.metrics.classification",
     "_check_binary_probabilistic_predictions _check_set_wise_labels _check_targets "
     "_prf_divide _weighted_sum accuracy_score balanced_accuracy_score "
     "brier_score_loss classification_report cohen_kappa_score confusion_matrix "
     "f1_score fbeta_score hamming_loss hinge_loss jaccard_score "
     "jaccard_similarity_score log_loss matthews_corrcoef multilabel_confusion_matrix "
     "precision_recall_fscore_support precision_score recall_score zero_one_loss", Use::Name},
    {"sklearn.metrics.cluster._bicluster",
     "_check_rows_and_columns _jaccard _pairwise_similarity consensus_score", Use::Name},
    {"sklearn.metrics.cluster._supervised",
     "_comb2 _entropy _generalized_average adjusted_mutual_info_score "
     "adjusted_rand_score check_clusterings completeness_score contingency_matrix "
     "entropy fowlkes_mallows_score homogeneity_completeness_v_measure "
     "homogeneity_score mutual_info_score normalized_mutual_info_score "
     "pair_confusion_matrix rand_score v_measure_score", Use::Name},
    {"sklearn.metrics.cluster._unsupervised",
     "_silhouette_reduce calinski_harabasz_score calinski_harabaz_score "
     "check_number_of_labels davies_bouldin_score silhouette_samples silhouette_score", Use::Name},
    {"sklearn.metrics.cluster.bicluster",
     "_check_rows_and_columns _jaccard _pairwise_similarity consensus_score", Use::Name},
    {"sklearn.metrics.cluster.supervised",
     "_comb2 _generalized_average adjusted_mutual_info_score adjusted_rand_score "
     "check_clusterings comb2 completeness_score contingency_matrix entropy "
     "fowlkes_mallows_score homogeneity_completeness_v_measure homogeneity_score "
     "mutual_info_score normalized_mutual_info_score v_measure_score", Use::Name},
    {"sklearn.metrics.cluster.unsupervised",
     "_silhouette_reduce calinski_harabasz_score calinski_harabaz_score "
     "check_number_of_labels davies_bouldin_score silhouette_samples silhouette_score", Use::Name},
    {"sklearn.metrics.pairwise",
     "_argmin_min_reduce _argmin_reduce _check_chunk_size _dist_wrapper "
     "_euclidean_distances _euclidean_distances_upcast "
     "_find_floating_dtype_allow_sparse _pairwise_callable _parallel_pairwise "
     "_precompute_metric_params _return_float_dtype _transposed_dist_wrapper "
     "additive_chi2_kernel check_paired_arrays check_pairwise_arrays chi2_kernel "
     "cosine_distances cosine_similarity distance_metrics euclidean_distances "
     "haversine_distances kernel_metrics laplacian_kernel linear_kernel "
     "manhattan_distances nan_euclidean_distances paired_cosine_distances "
     "paired_distances paired_euclidean_distances paired_manhattan_distances "
     "pairwise_distances pairwise_distances_argmin pairwise_distances_argmin_min "
     "pairwise_distances_chunked pairwise_kernels polynomial_kernel rbf_kernel "
     "sigmoid_kernel", Use::Name},
    {"sklearn.metrics.ranking",
     "_binary_clf_curve auc average_precision_score coverage_error "
     "label_ranking_average_precision_score label_ranking_loss precision_recall_curve "
     "roc_auc_score roc_curve", Use::Name},
    {"sklearn.metrics.regression",
     "_check_reg_targets explained_variance_score max_error mean_absolute_error "
     "mean_squared_error mean_squared_log_error median_absolute_error r2_score", Use::Name},
    {"sklearn.metrics.scorer",
     "_check_multimetric_scoring _passthrough_scorer", Use::Name},
    {"sklearn.neighbors._base",
     "_check_precomputed _check_weights _get_weights _is_sorted_by_data "
     "_kneighbors_from_graph _radius_neighbors_from_graph _tree_query_parallel_helper "
     "_tree_query_radius_parallel_helper sort_graph_by_row_values", Use::Name},
    {"sklearn.neighbors._classification",
     "_adjusted_metric", Use::Name},
    {"sklearn.neighbors._graph",
     "_check_params _query_include_self kneighbors_graph radius_neighbors_graph", Use::Name},
    {"sklearn.neighbors.approximate",
     "_array_of_arrays _find_longest_prefix_match _find_matching_indices", Use::Name},
    {"sklearn.neighbors.base",
     "_check_weights _get_weights _tree_query_parallel_helper "
     "_tree_query_radius_parallel_helper", Use::Name},
    {"sklearn.neighbors.graph",
     "_check_params _query_include_self kneighbors_graph radius_neighbors_graph", Use::Name},
    {"sklearn.preprocessing._data",
     "_handle_zeros_in_scale _is_constant_feature add_dummy_feature binarize "
     "maxabs_scale minmax_scale normalize power_transform quantile_transform "
     "robust_scale scale", Use::Name},
    {"sklearn.preprocessing._function_transformer",
     "_get_adapter_from_container _identity", Use::Name},
    {"sklearn.preprocessing._label",
     "_encode _encode_check_unknown _encode_numpy _encode_python "
     "_inverse_binarize_multiclass _inverse_binarize_thresholding label_binarize", Use::Name},
    {"sklearn.preprocessing._polynomial",
     "_create_expansion", Use::Name},
    {"sklearn.preprocessing.base",
     "_transform_selected", Use::Name},
    {"sklearn.preprocessing.data",
     "_handle_zeros_in_scale _transform_selected add_dummy_feature binarize "
     "maxabs_scale minmax_scale normalize power_transform quantile_transform "
     "robust_scale scale", Use::Name},
    {"sklearn.preprocessing.imputation",
     "_get_mask _most_frequent", Use::Name},
    {"sklearn.preprocessing.label",
     "_check_numpy_unicode_bug _encode _encode_check_unknown _encode_numpy "
     "_encode_python _inverse_binarize_multiclass _inverse_binarize_thresholding "
     "label_binarize", Use::Name},
    {"sklearn.utils.extmath",
     "_approximate_mode _deterministic_vector_sign_flip _fast_dot _have_blas_gemm "
     "_impose_f_order _incremental_mean_and_var _incremental_weighted_mean_and_var "
     "_nanaverage _randomized_eigsh _randomized_range_finder _randomized_svd "
     "_safe_accumulator_op cartesian density fast_dot fast_logdet log_logistic "
     "logsumexp make_nonnegative norm pinvh randomized_range_finder randomized_svd "
     "row_norms safe_min safe_sparse_dot safe_sqr softmax squared_norm stable_cumsum "
     "svd_flip weighted_mode", Use::Name},
    {"sklearn.utils.validation",
     "_allclose_dense_sparse _assert_all_finite _assert_all_finite_element_wise "
     "_check_categorical_features _check_estimator_name _check_feature_names "
     "_check_feature_names_in _check_fit_params _check_large_sparse "
     "_check_method_params _check_monotonic_cst _check_n_features "
     "_check_pos_label_consistency _check_psd_eigenvalues _check_response_method "
     "_check_sample_weight _check_y _deprecate_positional_args _ensure_no_complex_data "
     "_ensure_sparse_format _estimator_has _generate_get_feature_names_out "
     "_get_feature_names _is_arraylike _is_arraylike_not_scalar "
     "_is_extension_array_dtype _is_fitted _is_pandas_df _is_pandas_df_or_series "
     "_is_pandas_string_dtype _is_polars_df _is_polars_df_or_series _is_pyarrow_data "
     "_make_indexable _num_features _num_samples _nw_into_df_or_series "
     "_pandas_dtype_needs_early_conversion _shape_repr _to_object_array "
     "_use_interchange_protocol as_float_array assert_all_finite check_X_y check_array "
     "check_consistent_length check_is_fitted check_memory check_non_negative "
     "check_random_state check_scalar check_symmetric column_or_1d has_fit_parameter "
     "indexable validate_data", Use::Name},
};
// clang-format on

} // namespace

std::span<const ListedNames> allowed_sklearn_names()
{
    return rows;
}

} // namespace strata::pickle
