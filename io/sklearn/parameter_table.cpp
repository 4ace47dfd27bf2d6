// SPDX-License-Identifier: GPL-3.0-or-later
// Made by tests/data/generate/make_sklearn_parameters.py from scikit-learn 1.9.1.
// clang-format off
#include "io/sklearn/parameter_table.h"

#include <algorithm>
#include <array>

namespace strata::sklearn {

namespace {

/// By class name.
constexpr auto parameter_rows = std::to_array<ParameterRow>({
    {"ARDRegression",
     "alpha_1:r[0,) alpha_2:r[0,) compute_score:bool copy_X:bool fit_intercept:bool "
     "lambda_1:r[0,) lambda_2:r[0,) max_iter:i[1,) threshold_lambda:r[0,) tol:r[0,) "
     "verbose:verbose"},
    {"AdaBoostClassifier",
     "estimator:other|None learning_rate:r(0,) n_estimators:i[1,) random_state:seed"},
    {"AdaBoostRegressor",
     "estimator:other|None learning_rate:r(0,) loss:'exponential|'linear|'square "
     "n_estimators:i[1,) random_state:seed"},
    {"AdditiveChi2Sampler",
     "sample_interval:r[0,)|None sample_steps:i[1,)"},
    {"AffinityPropagation",
     "affinity:'euclidean|'precomputed convergence_iter:i[1,) copy:bool damping:r[0.5,1) "
     "max_iter:i[1,) preference:other|r(,)|None random_state:seed verbose:verbose"},
    {"AgglomerativeClustering",
     "compute_distances:bool compute_full_tree:'auto|bool connectivity:other|None "
     "distance_threshold:r[0,)|None linkage:'average|'complete|'single|'ward memory:str|other|"
     "None metric:str|other n_clusters:i[1,)|None"},
    {"BaggingClassifier",
     "bootstrap:bool bootstrap_features:bool estimator:other|None max_features:i[1,)|f(0,1] "
     "max_samples:None|i[1,)|f(0,1] n_estimators:i[1,) n_jobs:None|int oob_score:bool "
     "random_state:seed verbose:verbose warm_start:bool"},
    {"BaggingRegressor",
     "bootstrap:bool bootstrap_features:bool estimator:other|None max_features:i[1,)|f(0,1] "
     "max_samples:None|i[1,)|f(0,1] n_estimators:i[1,) n_jobs:None|int oob_score:bool "
     "random_state:seed verbose:verbose warm_start:bool"},
    {"BayesianGaussianMixture",
     "covariance_prior:None|other|r(0,) covariance_type:'diag|'full|'spherical|'tied "
     "degrees_of_freedom_prior:None|r(0,) init_params:'k-means++|'kmeans|'random|"
     "'random_from_data max_iter:i[0,) mean_precision_prior:None|r(0,) mean_prior:None|other "
     "n_components:i[1,) n_init:i[1,) random_state:seed reg_covar:r[0,) tol:r[0,) verbose:verbose "
     "verbose_interval:i[1,) warm_start:bool weight_concentration_prior:None|r(0,) "
     "weight_concentration_prior_type:'dirichlet_distribution|'dirichlet_process"},
    {"BayesianRidge",
     "alpha_1:r[0,) alpha_2:r[0,) alpha_init:None|r[0,) compute_score:bool copy_X:bool "
     "fit_intercept:bool lambda_1:r[0,) lambda_2:r[0,) lambda_init:None|r[0,) max_iter:i[1,) "
     "tol:r(0,) verbose:verbose"},
    {"BernoulliNB",
     "alpha:r[0,)|other binarize:None|r[0,) class_prior:other|None fit_prior:bool force_alpha:bool"},
    {"BernoulliRBM",
     "batch_size:i[1,) learning_rate:r(0,) n_components:i[1,) n_iter:i[0,) random_state:seed "
     "verbose:verbose"},
    {"Binarizer",
     "copy:bool threshold:real"},
    {"Birch",
     "branching_factor:i(1,) compute_labels:bool n_clusters:None|other|i[1,) threshold:r(0,)"},
    {"BisectingKMeans",
     "algorithm:'elkan|'lloyd bisecting_strategy:'biggest_inertia|'largest_cluster copy_x:bool "
     "init:'k-means++|'random|other max_iter:i[1,) n_clusters:i[1,) n_init:i[1,) "
     "random_state:seed tol:r[0,) verbose:verbose"},
    {"CCA",
     "copy:bool max_iter:i[1,) n_components:i[1,) scale:bool tol:r[0,)"},
    {"CalibratedClassifierCV",
     "cv:other|int ensemble:bool|'auto estimator:other|None method:'isotonic|'sigmoid|"
     "'temperature n_jobs:int|None"},
    {"CategoricalNB",
     "alpha:r[0,) class_prior:other|None fit_prior:bool force_alpha:bool min_categories:None|"
     "other|i[1,)"},
    {"ClassicalMDS",
     "metric:str|other metric_params:other|None n_components:i[1,)"},
    {"ClassifierChain",
     "chain_method:other|'decision_function|'predict|'predict_log_proba|'predict_proba cv:other|"
     "int|'prefit estimator:other order:other|'random|None random_state:seed verbose:bool"},
    {"ColumnTransformer",
     "n_jobs:int|None remainder:'drop|'passthrough|other sparse_threshold:r[0,1] "
     "transformer_weights:other|None transformers:other|!other verbose:verbose "
     "verbose_feature_names_out:bool|str|other"},
    {"ComplementNB",
     "alpha:r[0,)|other class_prior:other|None fit_prior:bool force_alpha:bool norm:bool"},
    {"CountVectorizer",
     "analyzer:'char|'char_wb|'word|other binary:bool decode_error:'ignore|'replace|'strict "
     "dtype:any encoding:str input:'content|'file|'filename lowercase:bool max_df:f[0,1]|i[1,) "
     "max_features:i[1,)|None min_df:f[0,1]|i[1,) ngram_range:other preprocessor:other|None "
     "stop_words:'english|other|None strip_accents:'ascii|'unicode|None|other token_pattern:str|"
     "None tokenizer:other|None vocabulary:other|None"},
    {"DBSCAN",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree eps:r(0,) leaf_size:i[1,) metric:str|other "
     "metric_params:other|None min_samples:i[1,) n_jobs:int|None p:r[0,)|None"},
    {"DecisionTreeClassifier",
     "ccp_alpha:r[0,) class_weight:other|'balanced|None criterion:'entropy|'gini|'log_loss|!other "
     "max_depth:i[1,)|None max_features:i[1,)|f(0,1]|'log2|'sqrt|None max_leaf_nodes:i[2,)|None "
     "min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) min_samples_split:i[2,)|f(0,1] "
     "min_weight_fraction_leaf:r[0,0.5] monotonic_cst:other|None random_state:seed splitter:'best|"
     "'random"},
    {"DecisionTreeRegressor",
     "ccp_alpha:r[0,) criterion:'absolute_error|'poisson|'squared_error|!other max_depth:i[1,)|"
     "None max_features:i[1,)|f(0,1]|'log2|'sqrt|None max_leaf_nodes:i[2,)|None "
     "min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) min_samples_split:i[2,)|f(0,1] "
     "min_weight_fraction_leaf:r[0,0.5] monotonic_cst:other|None random_state:seed splitter:'best|"
     "'random"},
    {"DictVectorizer",
     "dtype:any separator:str sort:bool sparse:bool"},
    {"DictionaryLearning",
     "alpha:r[0,) callback:other|None code_init:other|None dict_init:other|None fit_algorithm:'cd|"
     "'lars max_iter:i[0,) n_components:i[1,)|None n_jobs:int|None positive_code:bool "
     "positive_dict:bool random_state:seed split_sign:bool tol:r[0,) transform_algorithm:'lars|"
     "'lasso_cd|'lasso_lars|'omp|'threshold transform_alpha:r[0,)|None transform_max_iter:i[0,) "
     "transform_n_nonzero_coefs:i[1,)|None verbose:verbose"},
    {"DummyClassifier",
     "constant:int|str|other|None random_state:seed strategy:'constant|'most_frequent|'prior|"
     "'stratified|'uniform"},
    {"DummyRegressor",
     "constant:r(,)|other|None quantile:r[0,1]|None strategy:'constant|'mean|'median|'quantile"},
    {"ElasticNet",
     "alpha:r[0,) copy_X:bool fit_intercept:bool l1_ratio:r[0,1] max_iter:i[1,)|None "
     "positive:bool precompute:bool|other random_state:seed selection:'cyclic|'random tol:r[0,) "
     "warm_start:bool"},
    {"ElasticNetCV",
     "alphas:i[1,)|other copy_X:bool cv:other|int eps:r(0,) fit_intercept:bool l1_ratio:r[0,1]|"
     "other max_iter:i[1,) n_jobs:int|None positive:bool precompute:'auto|other|bool "
     "random_state:seed selection:'cyclic|'random tol:r[0,) verbose:verbose"},
    {"EllipticEnvelope",
     "assume_centered:bool contamination:r(0,0.5] random_state:seed store_precision:bool "
     "support_fraction:r(0,1]|None"},
    {"EmpiricalCovariance",
     "assume_centered:bool store_precision:bool"},
    {"ExtraTreeClassifier",
     "ccp_alpha:r[0,) class_weight:other|'balanced|None criterion:'entropy|'gini|'log_loss|!other "
     "max_depth:i[1,)|None max_features:i[1,)|f(0,1]|'log2|'sqrt|None max_leaf_nodes:i[2,)|None "
     "min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) min_samples_split:i[2,)|f(0,1] "
     "min_weight_fraction_leaf:r[0,0.5] monotonic_cst:other|None random_state:seed splitter:'best|"
     "'random"},
    {"ExtraTreeRegressor",
     "ccp_alpha:r[0,) criterion:'absolute_error|'poisson|'squared_error|!other max_depth:i[1,)|"
     "None max_features:i[1,)|f(0,1]|'log2|'sqrt|None max_leaf_nodes:i[2,)|None "
     "min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) min_samples_split:i[2,)|f(0,1] "
     "min_weight_fraction_leaf:r[0,0.5] monotonic_cst:other|None random_state:seed splitter:'best|"
     "'random"},
    {"ExtraTreesClassifier",
     "bootstrap:bool ccp_alpha:r[0,) class_weight:'balanced|'balanced_subsample|other|None "
     "criterion:'entropy|'gini|'log_loss|!other max_depth:i[1,)|None max_features:i[1,)|f(0,1]|"
     "'log2|'sqrt|None max_leaf_nodes:i[2,)|None max_samples:None|f(0,)|i[1,) "
     "min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) min_samples_split:i[2,)|f(0,1] "
     "min_weight_fraction_leaf:r[0,0.5] monotonic_cst:other|None n_estimators:i[1,) n_jobs:int|"
     "None oob_score:bool|other random_state:seed verbose:verbose warm_start:bool"},
    {"ExtraTreesRegressor",
     "bootstrap:bool ccp_alpha:r[0,) criterion:'absolute_error|'poisson|'squared_error|!other "
     "max_depth:i[1,)|None max_features:i[1,)|f(0,1]|'log2|'sqrt|None max_leaf_nodes:i[2,)|None "
     "max_samples:None|f(0,)|i[1,) min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) "
     "min_samples_split:i[2,)|f(0,1] min_weight_fraction_leaf:r[0,0.5] monotonic_cst:other|None "
     "n_estimators:i[1,) n_jobs:int|None oob_score:bool|other random_state:seed verbose:verbose "
     "warm_start:bool"},
    {"FactorAnalysis",
     "copy:bool iterated_power:i[0,) max_iter:i[1,) n_components:i[0,)|None "
     "noise_variance_init:other|None random_state:seed rotation:'quartimax|'varimax|None "
     "svd_method:'lapack|'randomized tol:r[0,)"},
    {"FastICA",
     "algorithm:'deflation|'parallel fun:'cube|'exp|'logcosh|other fun_args:other|None "
     "max_iter:i[1,) n_components:i[1,)|None random_state:seed tol:r[0,) w_init:other|None "
     "whiten:any whiten_solver:'eigh|'svd"},
    {"FeatureAgglomeration",
     "compute_distances:bool compute_full_tree:'auto|bool connectivity:other|None "
     "distance_threshold:r[0,)|None linkage:'average|'complete|'single|'ward memory:str|other|"
     "None metric:str|other n_clusters:i[1,)|None pooling_func:other"},
    {"FeatureHasher",
     "alternate_sign:bool dtype:any input_type:'dict|'pair|'string n_features:i[1,2.14748e+09]"},
    {"FeatureUnion",
     "n_jobs:any transformer_list:any transformer_weights:any verbose:any "
     "verbose_feature_names_out:any"},
    {"FixedThresholdClassifier",
     "estimator:other pos_label:real|str|bool|None response_method:'auto|'decision_function|"
     "'predict_proba threshold:'auto|real"},
    {"FrozenEstimator",
     "estimator:any"},
    {"FunctionTransformer",
     "accept_sparse:bool check_inverse:bool feature_names_out:other|'one-to-one|None func:other|"
     "None inv_kw_args:other|None inverse_func:other|None kw_args:other|None validate:bool"},
    {"GammaRegressor",
     "alpha:r[0,) fit_intercept:bool max_iter:i[1,) solver:'lbfgs|'newton-cholesky|!other "
     "tol:r(0,) verbose:verbose warm_start:bool"},
    {"GaussianMixture",
     "covariance_type:'diag|'full|'spherical|'tied init_params:'k-means++|'kmeans|'random|"
     "'random_from_data max_iter:i[0,) means_init:other|None n_components:i[1,) n_init:i[1,) "
     "precisions_init:other|None random_state:seed reg_covar:r[0,) tol:r[0,) verbose:verbose "
     "verbose_interval:i[1,) warm_start:bool weights_init:other|None"},
    {"GaussianNB",
     "priors:other|None var_smoothing:r[0,)"},
    {"GaussianProcessClassifier",
     "copy_X_train:bool kernel:other|None max_iter_predict:i[1,) multi_class:'one_vs_one|"
     "'one_vs_rest n_jobs:int|None n_restarts_optimizer:i[0,) optimizer:'fmin_l_bfgs_b|other|None "
     "random_state:seed warm_start:bool"},
    {"GaussianProcessRegressor",
     "alpha:r[0,)|other copy_X_train:bool kernel:None|other n_restarts_optimizer:i[0,) "
     "n_targets:i[1,)|None normalize_y:bool optimizer:'fmin_l_bfgs_b|other|None random_state:seed"},
    {"GaussianRandomProjection",
     "compute_inverse_components:bool eps:r(0,) n_components:i[1,)|'auto random_state:seed"},
    {"GenericUnivariateSelect",
     "mode:'fdr|'fpr|'fwe|'k_best|'percentile param:r[0,)|'all score_func:other"},
    {"GradientBoostingClassifier",
     "ccp_alpha:r[0,) criterion:'squared_error|!'deprecated|!'friedman_mse init:'zero|None|other "
     "learning_rate:r[0,) loss:'exponential|'log_loss max_depth:i[1,)|None max_features:i[1,)|"
     "f(0,1]|'log2|'sqrt|None max_leaf_nodes:i[2,)|None min_impurity_decrease:r[0,) "
     "min_samples_leaf:i[1,)|f(0,1) min_samples_split:i[2,)|f(0,1] "
     "min_weight_fraction_leaf:r[0,0.5] n_estimators:i[1,) n_iter_no_change:i[1,)|None "
     "random_state:seed subsample:r(0,1] tol:r[0,) validation_fraction:r(0,1) verbose:verbose "
     "warm_start:bool"},
    {"GradientBoostingRegressor",
     "alpha:r(0,1) ccp_alpha:r[0,) criterion:'squared_error|!'deprecated|!'friedman_mse "
     "init:'zero|None|other learning_rate:r[0,) loss:'absolute_error|'huber|'quantile|"
     "'squared_error max_depth:i[1,)|None max_features:i[1,)|f(0,1]|'log2|'sqrt|None "
     "max_leaf_nodes:i[2,)|None min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) "
     "min_samples_split:i[2,)|f(0,1] min_weight_fraction_leaf:r[0,0.5] n_estimators:i[1,) "
     "n_iter_no_change:i[1,)|None random_state:seed subsample:r(0,1] tol:r[0,) "
     "validation_fraction:r(0,1) verbose:verbose warm_start:bool"},
    {"GraphicalLasso",
     "alpha:r[0,] assume_centered:bool covariance:'precomputed|None enet_tol:r(0,] eps:r[0,] "
     "max_iter:i[0,) mode:'cd|'lars tol:r(0,] verbose:verbose"},
    {"GraphicalLassoCV",
     "alphas:i[0,)|other assume_centered:bool cv:other|int enet_tol:r(0,] eps:r[0,] "
     "max_iter:i[0,) mode:'cd|'lars n_jobs:int|None n_refinements:i[1,) tol:r(0,] verbose:verbose"},
    {"GridSearchCV",
     "cv:other|int error_score:'raise|real estimator:other n_jobs:int|None param_grid:other "
     "pre_dispatch:int|str refit:bool|str|other return_train_score:bool scoring:str|other|None "
     "verbose:verbose"},
    {"HDBSCAN",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree allow_single_cluster:bool alpha:r(0,) "
     "cluster_selection_epsilon:r[0,) cluster_selection_method:'eom|'leaf copy:bool|!'warn "
     "leaf_size:i[1,) max_cluster_size:None|i[1,) metric:str|other metric_params:other|None "
     "min_cluster_size:i[2,) min_samples:i[1,)|None n_jobs:int|None store_centers:None|'both|"
     "'centroid|'medoid"},
    {"HashingVectorizer",
     "alternate_sign:bool analyzer:'char|'char_wb|'word|other binary:bool decode_error:'ignore|"
     "'replace|'strict dtype:any encoding:str input:'content|'file|'filename lowercase:bool "
     "n_features:i[1,2.14748e+09) ngram_range:other norm:'l1|'l2|None preprocessor:other|None "
     "stop_words:'english|other|None strip_accents:'ascii|'unicode|None|other token_pattern:str|"
     "None tokenizer:other|None"},
    {"HistGradientBoostingClassifier",
     "categorical_features:other|'from_dtype|None class_weight:other|'balanced|None "
     "early_stopping:'auto|bool interaction_cst:other|'no_interactions|'pairwise|None "
     "l2_regularization:r[0,) learning_rate:r(0,) loss:'log_loss|other max_bins:i[2,255] "
     "max_depth:i[1,)|None max_features:f(0,1] max_iter:i[1,) max_leaf_nodes:i[2,)|None "
     "min_samples_leaf:i[1,) monotonic_cst:other|None n_iter_no_change:i[1,) random_state:seed "
     "scoring:str|other|None tol:r[0,) validation_fraction:f(0,1)|i[1,)|None verbose:verbose "
     "warm_start:bool"},
    {"HistGradientBoostingRegressor",
     "categorical_features:other|'from_dtype|None early_stopping:'auto|bool interaction_cst:other|"
     "'no_interactions|'pairwise|None l2_regularization:r[0,) learning_rate:r(0,) "
     "loss:'absolute_error|'gamma|'poisson|'quantile|'squared_error|other max_bins:i[2,255] "
     "max_depth:i[1,)|None max_features:f(0,1] max_iter:i[1,) max_leaf_nodes:i[2,)|None "
     "min_samples_leaf:i[1,) monotonic_cst:other|None n_iter_no_change:i[1,) quantile:r[0,1]|None "
     "random_state:seed scoring:str|other|None tol:r[0,) validation_fraction:f(0,1)|i[1,)|None "
     "verbose:verbose warm_start:bool"},
    {"HuberRegressor",
     "alpha:r[0,) epsilon:r[1,) fit_intercept:bool max_iter:i[0,) tol:r[0,) warm_start:bool"},
    {"IncrementalPCA",
     "batch_size:i[1,)|None copy:bool n_components:i[1,)|None whiten:bool"},
    {"IsolationForest",
     "bootstrap:bool contamination:'auto|r(0,0.5] max_features:int|r(0,1] max_samples:'auto|i[1,)|"
     "f(0,1] n_estimators:i[1,) n_jobs:int|None random_state:seed verbose:verbose warm_start:bool"},
    {"Isomap",
     "eigen_solver:'arpack|'auto|'dense max_iter:i[1,)|None metric:str|other metric_params:other|"
     "None n_components:i[1,) n_jobs:int|None n_neighbors:i[1,)|None neighbors_algorithm:'auto|"
     "'ball_tree|'brute|'kd_tree p:r[1,) path_method:'D|'FW|'auto radius:r[0,]|None tol:r[0,)"},
    {"IsotonicRegression",
     "increasing:bool|'auto out_of_bounds:'clip|'nan|'raise y_max:r[,]|None y_min:r[,]|None"},
    {"KBinsDiscretizer",
     "dtype:any encode:'onehot|'onehot-dense|'ordinal n_bins:i[2,)|other "
     "quantile_method:'averaged_inverted_cdf|'closest_observation|'hazen|"
     "'interpolated_inverted_cdf|'inverted_cdf|'linear|'median_unbiased|'normal_unbiased|'weibull "
     "random_state:seed strategy:'kmeans|'quantile|'uniform subsample:i[1,)|None"},
    {"KMeans",
     "algorithm:'elkan|'lloyd copy_x:bool init:'k-means++|'random|other max_iter:i[1,) "
     "n_clusters:i[1,) n_init:'auto|i[1,) random_state:seed tol:r[0,) verbose:verbose"},
    {"KNNImputer",
     "add_indicator:bool copy:bool keep_empty_features:bool metric:'nan_euclidean|other "
     "missing_values:other n_neighbors:i[1,) weights:'distance|'uniform|other|!None"},
    {"KNeighborsClassifier",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree leaf_size:i[1,) metric:str|other "
     "metric_params:other|None n_jobs:int|None n_neighbors:i[1,)|None p:r(0,]|None "
     "weights:'distance|'uniform|other|None"},
    {"KNeighborsRegressor",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree leaf_size:i[1,) metric:str|other "
     "metric_params:other|None n_jobs:int|None n_neighbors:i[1,)|None p:r(0,]|None "
     "weights:'distance|'uniform|other|None"},
    {"KNeighborsTransformer",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree leaf_size:i[1,) metric:str|other "
     "metric_params:other|None mode:'connectivity|'distance n_jobs:int|None n_neighbors:i[1,)|"
     "None p:r(0,]|None"},
    {"KernelDensity",
     "algorithm:'auto|'ball_tree|'kd_tree atol:r[0,) bandwidth:r(0,)|'scott|'silverman "
     "breadth_first:bool kernel:'cosine|'epanechnikov|'exponential|'gaussian|'linear|'tophat "
     "leaf_size:i[1,) metric:str metric_params:None|other rtol:r[0,)"},
    {"KernelPCA",
     "alpha:r[0,) coef0:r(,) copy_X:bool degree:r[0,) eigen_solver:'arpack|'auto|'dense|"
     "'randomized fit_inverse_transform:bool gamma:r[0,)|None iterated_power:i[0,)|'auto "
     "kernel:'cosine|'linear|'poly|'precomputed|'rbf|'sigmoid|other kernel_params:other|None "
     "max_iter:i[1,)|None n_components:i[1,)|None n_jobs:None|int random_state:seed "
     "remove_zero_eig:bool tol:r[0,)"},
    {"KernelRidge",
     "alpha:r[0,)|other coef0:r(,) degree:r[0,) gamma:r[0,)|None kernel:'additive_chi2|'chi2|"
     "'cosine|'laplacian|'linear|'poly|'polynomial|'precomputed|'rbf|'sigmoid|other "
     "kernel_params:other|None"},
    {"LabelBinarizer",
     "neg_label:int pos_label:int sparse_output:bool"},
    {"LabelPropagation",
     "gamma:r[0,) kernel:'knn|'rbf|other max_iter:i(0,) n_jobs:None|int n_neighbors:i(0,) "
     "tol:r[0,)"},
    {"LabelSpreading",
     "alpha:r(0,1) gamma:r[0,) kernel:'knn|'rbf|other max_iter:i(0,) n_jobs:None|int "
     "n_neighbors:i(0,) tol:r[0,)"},
    {"Lars",
     "copy_X:bool eps:r[0,) fit_intercept:bool fit_path:bool jitter:r[0,)|None "
     "n_nonzero_coefs:i[1,) precompute:bool|'auto|other|!None random_state:seed verbose:verbose"},
    {"LarsCV",
     "copy_X:bool cv:other|int eps:r[0,) fit_intercept:bool max_iter:i[0,) max_n_alphas:i[1,) "
     "n_jobs:int|None precompute:bool|'auto|other|!None verbose:verbose"},
    {"Lasso",
     "alpha:r[0,) copy_X:bool fit_intercept:bool max_iter:i[1,)|None positive:bool "
     "precompute:bool|other random_state:seed selection:'cyclic|'random tol:r[0,) warm_start:bool"},
    {"LassoCV",
     "alphas:i[1,)|other copy_X:bool cv:other|int eps:r(0,) fit_intercept:bool max_iter:i[1,) "
     "n_jobs:int|None positive:bool precompute:'auto|other|bool random_state:seed "
     "selection:'cyclic|'random tol:r[0,) verbose:verbose"},
    {"LassoLars",
     "alpha:r[0,) copy_X:bool eps:r[0,) fit_intercept:bool fit_path:bool jitter:r[0,)|None "
     "max_iter:i[0,) positive:bool precompute:bool|'auto|other|!None random_state:seed "
     "verbose:verbose"},
    {"LassoLarsCV",
     "copy_X:bool cv:other|int eps:r[0,) fit_intercept:bool max_iter:i[0,) max_n_alphas:i[1,) "
     "n_jobs:int|None positive:bool precompute:bool|'auto|other|!None verbose:verbose"},
    {"LassoLarsIC",
     "copy_X:bool criterion:'aic|'bic eps:r[0,) fit_intercept:bool max_iter:i[0,) "
     "noise_variance:r[0,)|None positive:bool precompute:bool|'auto|other|!None verbose:verbose"},
    {"LatentDirichletAllocation",
     "batch_size:i(0,) doc_topic_prior:None|r[0,1] evaluate_every:i(,) learning_decay:r[0,1] "
     "learning_method:'batch|'online learning_offset:r[1,) max_doc_update_iter:i[0,) "
     "max_iter:i[0,) mean_change_tol:r[0,) n_components:i(0,) n_jobs:None|int perp_tol:r[0,) "
     "random_state:seed topic_word_prior:None|r[0,1] total_samples:r(0,) verbose:verbose"},
    {"LedoitWolf",
     "assume_centered:bool block_size:i[1,) store_precision:bool"},
    {"LinearDiscriminantAnalysis",
     "covariance_estimator:other|None n_components:i[1,)|None priors:other|None shrinkage:'auto|"
     "r[0,1]|None solver:'eigen|'lsqr|'svd store_covariance:bool tol:r[0,)"},
    {"LinearRegression",
     "copy_X:bool fit_intercept:bool n_jobs:None|int positive:bool tol:r[0,)"},
    {"LinearSVC",
     "C:r(0,) class_weight:None|other|'balanced dual:bool|'auto fit_intercept:bool "
     "intercept_scaling:r(0,) loss:'hinge|'squared_hinge max_iter:i[0,) "
     "multi_class:'crammer_singer|'ovr penalty:'l1|'l2 random_state:seed tol:r(0,) verbose:verbose"},
    {"LinearSVR",
     "C:r(0,) dual:bool|'auto epsilon:real fit_intercept:bool intercept_scaling:r(0,) "
     "loss:'epsilon_insensitive|'squared_epsilon_insensitive max_iter:i[0,) random_state:seed "
     "tol:r(0,) verbose:verbose"},
    {"LocalOutlierFactor",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree contamination:'auto|r(0,0.5] leaf_size:i[1,) "
     "metric:str|other metric_params:other|None n_jobs:int|None n_neighbors:i[1,)|None "
     "novelty:bool p:r(0,]|None"},
    {"LocallyLinearEmbedding",
     "eigen_solver:'arpack|'auto|'dense hessian_tol:r[0,) max_iter:i[1,) method:'hessian|'ltsa|"
     "'modified|'standard modified_tol:r[0,) n_components:i[1,) n_jobs:None|int n_neighbors:i[1,) "
     "neighbors_algorithm:'auto|'ball_tree|'brute|'kd_tree random_state:seed reg:r[0,) tol:r[0,)"},
    {"LogisticRegression",
     "C:r(0,] class_weight:other|'balanced|None dual:bool fit_intercept:bool "
     "intercept_scaling:r(0,) l1_ratio:r[0,1]|None max_iter:i[0,) n_jobs:None|int "
     "penalty:'elasticnet|'l1|'l2|None|!'deprecated random_state:seed solver:'lbfgs|'liblinear|"
     "'newton-cg|'newton-cholesky|'sag|'saga tol:r[0,) verbose:verbose warm_start:bool"},
    {"LogisticRegressionCV",
     "Cs:i[1,)|other class_weight:other|'balanced|None cv:other|int dual:bool fit_intercept:bool "
     "intercept_scaling:r(0,) l1_ratios:other|None|!'warn max_iter:i[0,) n_jobs:None|int "
     "penalty:'elasticnet|'l1|'l2|!'deprecated random_state:seed refit:bool scoring:str|other|"
     "None|!'warn solver:'lbfgs|'liblinear|'newton-cg|'newton-cholesky|'sag|'saga tol:r[0,) "
     "use_legacy_attributes:bool|!'warn verbose:verbose"},
    {"MDS",
     "dissimilarity:'euclidean|'precomputed|!'deprecated eps:r[0,) init:'classical_mds|'random|"
     "!'warn max_iter:i[1,) metric:str|other|!bool metric_mds:bool metric_params:other|None "
     "n_components:i[1,) n_init:i[1,)|!'warn n_jobs:None|int normalized_stress:bool|'auto "
     "random_state:seed verbose:verbose"},
    {"MLPClassifier",
     "activation:'identity|'logistic|'relu|'tanh alpha:r[0,) batch_size:'auto|i[1,) beta_1:r[0,1) "
     "beta_2:r[0,1) early_stopping:bool epsilon:r(0,) hidden_layer_sizes:other|i[1,) "
     "learning_rate:'adaptive|'constant|'invscaling learning_rate_init:r(0,) max_fun:i[1,) "
     "max_iter:i[1,) momentum:r[0,1] n_iter_no_change:any nesterovs_momentum:bool power_t:r[0,) "
     "random_state:seed shuffle:bool solver:'adam|'lbfgs|'sgd tol:r[0,) "
     "validation_fraction:r[0,1) verbose:verbose warm_start:bool"},
    {"MLPRegressor",
     "activation:'identity|'logistic|'relu|'tanh alpha:r[0,) batch_size:'auto|i[1,) beta_1:r[0,1) "
     "beta_2:r[0,1) early_stopping:bool epsilon:r(0,) hidden_layer_sizes:other|i[1,) "
     "learning_rate:'adaptive|'constant|'invscaling learning_rate_init:r(0,) loss:'poisson|"
     "'squared_error max_fun:i[1,) max_iter:i[1,) momentum:r[0,1] n_iter_no_change:any "
     "nesterovs_momentum:bool power_t:r[0,) random_state:seed shuffle:bool solver:'adam|'lbfgs|"
     "'sgd tol:r[0,) validation_fraction:r[0,1) verbose:verbose warm_start:bool"},
    {"MaxAbsScaler",
     "clip:bool copy:bool"},
    {"MeanShift",
     "bandwidth:r(0,)|None bin_seeding:bool cluster_all:bool max_iter:i[0,) min_bin_freq:i[1,) "
     "n_jobs:int|None seeds:other|None"},
    {"MinCovDet",
     "assume_centered:bool random_state:seed store_precision:bool support_fraction:r(0,1]|None"},
    {"MinMaxScaler",
     "clip:bool copy:bool feature_range:other"},
    {"MiniBatchDictionaryLearning",
     "alpha:r[0,) batch_size:i[1,) callback:None|other dict_init:None|other fit_algorithm:'cd|"
     "'lars max_iter:i[0,) max_no_improvement:i[0,)|None n_components:i[1,)|None n_jobs:None|int "
     "positive_code:bool positive_dict:bool random_state:seed shuffle:bool split_sign:bool "
     "tol:r[0,) transform_algorithm:'lars|'lasso_cd|'lasso_lars|'omp|'threshold "
     "transform_alpha:r[0,)|None transform_max_iter:i[0,) transform_n_nonzero_coefs:i[1,)|None "
     "verbose:verbose"},
    {"MiniBatchKMeans",
     "batch_size:i[1,) compute_labels:bool init:'k-means++|'random|other init_size:i[1,)|None "
     "max_iter:i[1,) max_no_improvement:i[0,)|None n_clusters:i[1,) n_init:'auto|i[1,) "
     "random_state:seed reassignment_ratio:r[0,) tol:r[0,) verbose:verbose"},
    {"MiniBatchNMF",
     "alpha_H:r[0,)|'same alpha_W:r[0,) batch_size:i[1,) beta_loss:'frobenius|'itakura-saito|"
     "'kullback-leibler|real forget_factor:r[0,1] fresh_restarts:bool "
     "fresh_restarts_max_iter:i[1,) init:'custom|'nndsvd|'nndsvda|'nndsvdar|'random|None "
     "l1_ratio:r[0,1] max_iter:i[1,) max_no_improvement:i[1,)|None n_components:i[1,)|None|'auto "
     "random_state:seed tol:r[0,) transform_max_iter:i[1,)|None verbose:verbose"},
    {"MiniBatchSparsePCA",
     "alpha:r[0,) batch_size:i[1,) callback:None|other max_iter:i[0,) max_no_improvement:i[0,)|"
     "None method:'cd|'lars n_components:None|i[1,) n_jobs:int|None random_state:seed "
     "ridge_alpha:r[0,) shuffle:bool tol:r[0,) verbose:verbose"},
    {"MissingIndicator",
     "error_on_new:bool features:'all|'missing-only missing_values:other sparse:bool|'auto"},
    {"MultiLabelBinarizer",
     "classes:other|None sparse_output:bool"},
    {"MultiOutputClassifier",
     "estimator:other n_jobs:int|None"},
    {"MultiOutputRegressor",
     "estimator:other n_jobs:int|None"},
    {"MultiTaskElasticNet",
     "alpha:r[0,) copy_X:bool fit_intercept:bool l1_ratio:r[0,1] max_iter:i[1,)|None "
     "random_state:seed selection:'cyclic|'random tol:r[0,) warm_start:bool"},
    {"MultiTaskElasticNetCV",
     "alphas:i[1,)|other copy_X:bool cv:other|int eps:r(0,) fit_intercept:bool l1_ratio:r[0,1]|"
     "other max_iter:i[1,) n_jobs:int|None random_state:seed selection:'cyclic|'random tol:r[0,) "
     "verbose:verbose"},
    {"MultiTaskLasso",
     "alpha:r[0,) copy_X:bool fit_intercept:bool max_iter:i[1,)|None random_state:seed "
     "selection:'cyclic|'random tol:r[0,) warm_start:bool"},
    {"MultiTaskLassoCV",
     "alphas:i[1,)|other copy_X:bool cv:other|int eps:r(0,) fit_intercept:bool max_iter:i[1,) "
     "n_jobs:int|None random_state:seed selection:'cyclic|'random tol:r[0,) verbose:verbose"},
    {"MultinomialNB",
     "alpha:r[0,)|other class_prior:other|None fit_prior:bool force_alpha:bool"},
    {"NMF",
     "alpha_H:r[0,)|'same alpha_W:r[0,) beta_loss:'frobenius|'itakura-saito|'kullback-leibler|"
     "real init:'custom|'nndsvd|'nndsvda|'nndsvdar|'random|None l1_ratio:r[0,1] max_iter:i[1,) "
     "n_components:i[1,)|None|'auto random_state:seed shuffle:bool solver:'cd|'mu tol:r[0,) "
     "verbose:verbose"},
    {"NearestCentroid",
     "metric:'euclidean|'manhattan priors:other|'empirical|'uniform shrink_threshold:r(0,)|None"},
    {"NearestNeighbors",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree leaf_size:i[1,) metric:str|other "
     "metric_params:other|None n_jobs:int|None n_neighbors:i[1,)|None p:r(0,]|None radius:r[0,]|"
     "None"},
    {"NeighborhoodComponentsAnalysis",
     "callback:other|None init:'auto|'identity|'lda|'pca|'random|other max_iter:i[1,) "
     "n_components:i[1,)|None random_state:seed tol:r[0,) verbose:verbose warm_start:bool"},
    {"Normalizer",
     "copy:bool norm:'l1|'l2|'max"},
    {"NuSVC",
     "break_ties:bool cache_size:r(0,) class_weight:'balanced|other|None coef0:r(,) "
     "decision_function_shape:'ovo|'ovr degree:i[0,) gamma:'auto|'scale|r[0,) kernel:'linear|"
     "'poly|'precomputed|'rbf|'sigmoid|other max_iter:i[-1,) nu:r(0,1] probability:bool|"
     "!'deprecated random_state:seed shrinking:bool tol:r(0,) verbose:verbose"},
    {"NuSVR",
     "C:r(0,] cache_size:r(0,) coef0:r(,) degree:i[0,) gamma:'auto|'scale|r[0,) kernel:'linear|"
     "'poly|'precomputed|'rbf|'sigmoid|other max_iter:i[-1,) nu:r(0,1] shrinking:bool tol:r(0,) "
     "verbose:verbose"},
    {"Nystroem",
     "coef0:r(,)|None degree:r[1,)|None gamma:r[0,)|None kernel:'additive_chi2|'chi2|'cosine|"
     "'laplacian|'linear|'poly|'polynomial|'precomputed|'rbf|'sigmoid|other kernel_params:other|"
     "None n_components:i[1,) n_jobs:int|None random_state:seed"},
    {"OAS",
     "assume_centered:bool store_precision:bool"},
    {"OPTICS",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree cluster_method:'dbscan|'xi eps:r[0,]|None "
     "leaf_size:i[1,) max_eps:r[0,] memory:str|other|None metric:str|other metric_params:other|"
     "None min_cluster_size:i[2,)|f(0,1]|None min_samples:i[2,)|f[0,1] n_jobs:int|None p:r[1,) "
     "predecessor_correction:bool xi:r[0,1]"},
    {"OneClassSVM",
     "cache_size:r(0,) coef0:r(,) degree:i[0,) gamma:'auto|'scale|r[0,) kernel:'linear|'poly|"
     "'precomputed|'rbf|'sigmoid|other max_iter:i[-1,) nu:r(0,1] shrinking:bool tol:r(0,) "
     "verbose:verbose"},
    {"OneHotEncoder",
     "categories:'auto|other drop:'first|'if_binary|other|None dtype:any "
     "feature_name_combiner:'concat|other handle_unknown:'error|'ignore|'infrequent_if_exist|"
     "'warn max_categories:i[1,)|None min_frequency:i[1,)|f(0,1)|None sparse_output:bool"},
    {"OneVsOneClassifier",
     "estimator:other n_jobs:int|None"},
    {"OneVsRestClassifier",
     "estimator:other n_jobs:int|None verbose:verbose"},
    {"OrdinalEncoder",
     "categories:'auto|other dtype:any encoded_missing_value:int|real handle_unknown:'error|"
     "'use_encoded_value max_categories:i[1,)|None min_frequency:i[1,)|f(0,1)|None "
     "unknown_value:int|real|None"},
    {"OrthogonalMatchingPursuit",
     "fit_intercept:bool n_nonzero_coefs:i[1,)|None precompute:'auto|bool tol:r[0,)|None"},
    {"OrthogonalMatchingPursuitCV",
     "copy:bool cv:other|int fit_intercept:bool max_iter:i[0,)|None n_jobs:int|None "
     "verbose:verbose"},
    {"OutputCodeClassifier",
     "code_size:r(0,) estimator:other n_jobs:int|None random_state:seed"},
    {"PCA",
     "copy:bool iterated_power:'auto|i[0,) n_components:i[0,)|f(0,1)|'mle|None "
     "n_oversamples:i[1,) power_iteration_normalizer:'LU|'QR|'auto|'none random_state:seed "
     "svd_solver:'arpack|'auto|'covariance_eigh|'full|'randomized tol:r[0,) whiten:bool"},
    {"PLSCanonical",
     "algorithm:'nipals|'svd copy:bool max_iter:i[1,) n_components:i[1,) scale:bool tol:r[0,)"},
    {"PLSRegression",
     "copy:bool max_iter:i[1,) n_components:i[1,) scale:bool tol:r[0,)"},
    {"PLSSVD",
     "copy:bool n_components:i[1,) scale:bool"},
    {"PassiveAggressiveClassifier",
     "C:r(0,] average:i(0,)|bool class_weight:'balanced|other|None early_stopping:bool "
     "fit_intercept:bool loss:'hinge|'squared_hinge max_iter:i[1,) n_iter_no_change:i[1,) "
     "n_jobs:int|None random_state:seed shuffle:bool tol:r[0,)|None validation_fraction:r(0,1) "
     "verbose:verbose warm_start:bool"},
    {"PassiveAggressiveRegressor",
     "C:r(0,] average:i(0,)|bool early_stopping:bool epsilon:r[0,) fit_intercept:bool "
     "loss:'epsilon_insensitive|'squared_epsilon_insensitive max_iter:i[1,) "
     "n_iter_no_change:i[1,) random_state:seed shuffle:bool tol:r[0,)|None "
     "validation_fraction:r(0,1) verbose:verbose warm_start:bool"},
    {"PatchExtractor",
     "max_patches:None|f(0,1)|i[1,) patch_size:other|None random_state:seed"},
    {"Perceptron",
     "alpha:r[0,) class_weight:'balanced|other|None early_stopping:bool eta0:r(0,) "
     "fit_intercept:bool l1_ratio:r[0,1] max_iter:i[1,) n_iter_no_change:i[1,) n_jobs:int|None "
     "penalty:'elasticnet|'l1|'l2|None random_state:seed shuffle:bool tol:r[0,)|None "
     "validation_fraction:r(0,1) verbose:verbose warm_start:bool"},
    {"Pipeline",
     "memory:None|str|other steps:other|!other transform_input:other|None verbose:bool"},
    {"PoissonRegressor",
     "alpha:r[0,) fit_intercept:bool max_iter:i[1,) solver:'lbfgs|'newton-cholesky|!other "
     "tol:r(0,) verbose:verbose warm_start:bool"},
    {"PolynomialCountSketch",
     "coef0:r(,) degree:i[1,) gamma:r[0,) n_components:i[1,) random_state:seed"},
    {"PolynomialFeatures",
     "degree:i[0,)|other include_bias:bool interaction_only:bool order:'C|'F"},
    {"PowerTransformer",
     "copy:bool method:'box-cox|'yeo-johnson standardize:bool"},
    {"QuadraticDiscriminantAnalysis",
     "covariance_estimator:other|None priors:other|None reg_param:r[0,1] shrinkage:'auto|r[0,1]|"
     "None solver:'eigen|'svd store_covariance:bool tol:r[0,)"},
    {"QuantileRegressor",
     "alpha:r[0,) fit_intercept:bool quantile:r(0,1) solver:'highs|'highs-ds|'highs-ipm|"
     "'interior-point|'revised~simplex solver_options:other|None"},
    {"QuantileTransformer",
     "copy:bool ignore_implicit_zeros:bool n_quantiles:i[1,) output_distribution:'normal|'uniform "
     "random_state:seed subsample:i[1,)|None"},
    {"RANSACRegressor",
     "estimator:other|None is_data_valid:other|None is_model_valid:other|None "
     "loss:'absolute_error|'squared_error|other max_skips:any max_trials:any min_samples:i[1,)|"
     "f[0,1]|None random_state:seed residual_threshold:r[0,)|None stop_n_inliers:any "
     "stop_probability:r[0,1] stop_score:r[,]"},
    {"RBFSampler",
     "gamma:'scale|r[0,) n_components:i[1,) random_state:seed"},
    {"RFE",
     "estimator:other importance_getter:str|other n_features_to_select:None|f(0,1]|i(0,) "
     "step:i(0,)|f(0,1) verbose:verbose"},
    {"RFECV",
     "cv:other|int estimator:other importance_getter:str|other min_features_to_select:i(0,) "
     "n_jobs:None|int scoring:None|str|other step:i(0,)|f(0,1) verbose:verbose"},
    {"RadiusNeighborsClassifier",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree leaf_size:i[1,) metric:str|other "
     "metric_params:other|None n_jobs:int|None outlier_label:int|str|other|None p:r(0,]|None "
     "radius:r[0,]|None weights:'distance|'uniform|other|None"},
    {"RadiusNeighborsRegressor",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree leaf_size:i[1,) metric:str|other "
     "metric_params:other|None n_jobs:int|None p:r(0,]|None radius:r[0,]|None weights:'distance|"
     "'uniform|other|None"},
    {"RadiusNeighborsTransformer",
     "algorithm:'auto|'ball_tree|'brute|'kd_tree leaf_size:i[1,) metric:str|other "
     "metric_params:other|None mode:'connectivity|'distance n_jobs:int|None p:r(0,]|None "
     "radius:r[0,]|None"},
    {"RandomForestClassifier",
     "bootstrap:bool ccp_alpha:r[0,) class_weight:'balanced|'balanced_subsample|other|None "
     "criterion:'entropy|'gini|'log_loss|!other max_depth:i[1,)|None max_features:i[1,)|f(0,1]|"
     "'log2|'sqrt|None max_leaf_nodes:i[2,)|None max_samples:None|f(0,)|i[1,) "
     "min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) min_samples_split:i[2,)|f(0,1] "
     "min_weight_fraction_leaf:r[0,0.5] monotonic_cst:other|None n_estimators:i[1,) n_jobs:int|"
     "None oob_score:bool|other random_state:seed verbose:verbose warm_start:bool"},
    {"RandomForestRegressor",
     "bootstrap:bool ccp_alpha:r[0,) criterion:'absolute_error|'poisson|'squared_error|!other "
     "max_depth:i[1,)|None max_features:i[1,)|f(0,1]|'log2|'sqrt|None max_leaf_nodes:i[2,)|None "
     "max_samples:None|f(0,)|i[1,) min_impurity_decrease:r[0,) min_samples_leaf:i[1,)|f(0,1) "
     "min_samples_split:i[2,)|f(0,1] min_weight_fraction_leaf:r[0,0.5] monotonic_cst:other|None "
     "n_estimators:i[1,) n_jobs:int|None oob_score:bool|other random_state:seed verbose:verbose "
     "warm_start:bool"},
    {"RandomTreesEmbedding",
     "max_depth:i[1,)|None max_leaf_nodes:i[2,)|None min_impurity_decrease:r[0,) "
     "min_samples_leaf:i[1,)|f(0,1) min_samples_split:i[2,)|f(0,1] "
     "min_weight_fraction_leaf:r[0,0.5] n_estimators:i[1,) n_jobs:int|None random_state:seed "
     "sparse_output:bool verbose:verbose warm_start:bool"},
    {"RandomizedSearchCV",
     "cv:other|int error_score:'raise|real estimator:other n_iter:i[1,) n_jobs:int|None "
     "param_distributions:other pre_dispatch:int|str random_state:seed refit:bool|str|other "
     "return_train_score:bool scoring:str|other|None verbose:verbose"},
    {"RegressorChain",
     "cv:other|int|'prefit estimator:other order:other|'random|None random_state:seed verbose:bool"},
    {"Ridge",
     "alpha:r[0,)|other copy_X:bool fit_intercept:bool max_iter:i[1,)|None positive:bool "
     "random_state:seed solver:'auto|'cholesky|'lbfgs|'lsqr|'sag|'saga|'sparse_cg|'svd tol:r[0,)"},
    {"RidgeCV",
     "alpha_per_target:bool alphas:other|r(0,) cv:other|int fit_intercept:bool gcv_mode:'auto|"
     "'eigen|'svd|None scoring:str|other|None store_cv_results:bool"},
    {"RidgeClassifier",
     "alpha:r[0,)|other class_weight:other|'balanced|None copy_X:bool fit_intercept:bool "
     "max_iter:i[1,)|None positive:bool random_state:seed solver:'auto|'cholesky|'lbfgs|'lsqr|"
     "'sag|'saga|'sparse_cg|'svd tol:r[0,)"},
    {"RidgeClassifierCV",
     "alphas:other|r(0,) class_weight:other|'balanced|None cv:other|int fit_intercept:bool "
     "scoring:str|other|None store_cv_results:bool"},
    {"RobustScaler",
     "copy:bool quantile_range:other unit_variance:bool with_centering:bool with_scaling:bool"},
    {"SGDClassifier",
     "alpha:r[0,) average:i(0,)|bool class_weight:'balanced|other|None early_stopping:bool "
     "epsilon:r[0,) eta0:r(0,) fit_intercept:bool l1_ratio:r[0,1]|None learning_rate:'adaptive|"
     "'constant|'invscaling|'optimal|'pa1|'pa2 loss:'epsilon_insensitive|'hinge|'huber|'log_loss|"
     "'modified_huber|'perceptron|'squared_epsilon_insensitive|'squared_error|'squared_hinge "
     "max_iter:i[1,) n_iter_no_change:i[1,) n_jobs:int|None penalty:'elasticnet|'l1|'l2|None "
     "power_t:r(,) random_state:seed shuffle:bool tol:r[0,)|None validation_fraction:r(0,1) "
     "verbose:verbose warm_start:bool"},
    {"SGDOneClassSVM",
     "average:i(0,)|bool eta0:r(0,) fit_intercept:bool learning_rate:'adaptive|'constant|"
     "'invscaling|'optimal|!'pa1|!'pa2 max_iter:i[1,) nu:r(0,1] power_t:r(,) random_state:seed "
     "shuffle:bool tol:r[0,)|None verbose:verbose warm_start:bool"},
    {"SGDRegressor",
     "alpha:r[0,) average:i(0,)|bool early_stopping:bool epsilon:r[0,) eta0:r(0,) "
     "fit_intercept:bool l1_ratio:r[0,1]|None learning_rate:'adaptive|'constant|'invscaling|"
     "'optimal|'pa1|'pa2 loss:'epsilon_insensitive|'huber|'squared_epsilon_insensitive|"
     "'squared_error max_iter:i[1,) n_iter_no_change:i[1,) penalty:'elasticnet|'l1|'l2|None "
     "power_t:r(,) random_state:seed shuffle:bool tol:r[0,)|None validation_fraction:r(0,1) "
     "verbose:verbose warm_start:bool"},
    {"SVC",
     "C:r(0,] break_ties:bool cache_size:r(0,) class_weight:'balanced|other|None coef0:r(,) "
     "decision_function_shape:'ovo|'ovr degree:i[0,) gamma:'auto|'scale|r[0,) kernel:'linear|"
     "'poly|'precomputed|'rbf|'sigmoid|other max_iter:i[-1,) probability:bool|!'deprecated "
     "random_state:seed shrinking:bool tol:r(0,) verbose:verbose"},
    {"SVR",
     "C:r(0,] cache_size:r(0,) coef0:r(,) degree:i[0,) epsilon:r[0,) gamma:'auto|'scale|r[0,) "
     "kernel:'linear|'poly|'precomputed|'rbf|'sigmoid|other max_iter:i[-1,) shrinking:bool "
     "tol:r(0,) verbose:verbose"},
    {"SelectFdr",
     "alpha:r[0,1] score_func:other"},
    {"SelectFpr",
     "alpha:r[0,1] score_func:other"},
    {"SelectFromModel",
     "estimator:other importance_getter:str|other max_features:i[0,)|other|None norm_order:any "
     "prefit:bool threshold:r[,]|str|None"},
    {"SelectFwe",
     "alpha:r[0,1] score_func:other"},
    {"SelectKBest",
     "k:'all|i[0,) score_func:other"},
    {"SelectPercentile",
     "percentile:r[0,100] score_func:other"},
    {"SelfTrainingClassifier",
     "criterion:'k_best|'threshold estimator:other k_best:i[1,) max_iter:i[0,)|None "
     "threshold:r[0,1) verbose:verbose"},
    {"SequentialFeatureSelector",
     "cv:other|int direction:'backward|'forward estimator:other n_features_to_select:'auto|f(0,1]|"
     "i(0,) n_jobs:None|int scoring:None|str|other tol:None|r(,)"},
    {"ShrunkCovariance",
     "assume_centered:bool shrinkage:r[0,1] store_precision:bool"},
    {"SimpleImputer",
     "add_indicator:bool copy:bool fill_value:any keep_empty_features:bool missing_values:other "
     "strategy:'constant|'mean|'median|'most_frequent|other"},
    {"SkewedChi2Sampler",
     "n_components:i[1,) random_state:seed skewedness:r(,)"},
    {"SparseCoder",
     "dictionary:other n_jobs:int|None positive_code:bool split_sign:bool "
     "transform_algorithm:'lars|'lasso_cd|'lasso_lars|'omp|'threshold transform_alpha:r[0,)|None "
     "transform_max_iter:i[0,) transform_n_nonzero_coefs:i[1,)|None"},
    {"SparsePCA",
     "U_init:None|other V_init:None|other alpha:r[0,) max_iter:i[0,) method:'cd|'lars "
     "n_components:None|i[1,) n_jobs:int|None random_state:seed ridge_alpha:r[0,) tol:r[0,) "
     "verbose:verbose"},
    {"SparseRandomProjection",
     "compute_inverse_components:bool dense_output:bool density:r(0,1]|'auto eps:r(0,) "
     "n_components:i[1,)|'auto random_state:seed"},
    {"SpectralBiclustering",
     "init:'k-means++|'random|other method:'bistochastic|'log|'scale mini_batch:bool n_best:i[1,) "
     "n_clusters:i[1,)|other n_components:i[1,) n_init:i[1,) n_svd_vecs:i[0,)|None "
     "random_state:seed svd_method:'arpack|'randomized"},
    {"SpectralClustering",
     "affinity:other|'additive_chi2|'chi2|'cosine|'laplacian|'linear|'nearest_neighbors|'poly|"
     "'polynomial|'precomputed|'precomputed_nearest_neighbors|'rbf|'sigmoid "
     "assign_labels:'cluster_qr|'discretize|'kmeans coef0:r(,) degree:r[0,) eigen_solver:'amg|"
     "'arpack|'lobpcg|None eigen_tol:r[0,)|'auto gamma:r[0,) kernel_params:other|None "
     "n_clusters:i[1,) n_components:i[1,)|None n_init:i[1,) n_jobs:int|None n_neighbors:i[1,) "
     "random_state:seed verbose:verbose"},
    {"SpectralCoclustering",
     "init:'k-means++|'random|other mini_batch:bool n_clusters:i[1,) n_init:i[1,) "
     "n_svd_vecs:i[0,)|None random_state:seed svd_method:'arpack|'randomized"},
    {"SpectralEmbedding",
     "affinity:'nearest_neighbors|'precomputed|'precomputed_nearest_neighbors|'rbf|other "
     "eigen_solver:'amg|'arpack|'lobpcg|None eigen_tol:r[0,)|'auto gamma:r[0,)|None "
     "n_components:i[1,) n_jobs:None|int n_neighbors:i[1,)|None random_state:seed"},
    {"SplineTransformer",
     "degree:i[0,) extrapolation:'constant|'continue|'error|'linear|'periodic "
     "handle_missing:'error|'zeros include_bias:bool knots:'quantile|'uniform|other n_knots:i[2,) "
     "order:'C|'F sparse_output:bool"},
    {"StackingClassifier",
     "cv:other|int|'prefit estimators:other final_estimator:None|other n_jobs:None|int "
     "passthrough:bool stack_method:'auto|'decision_function|'predict|'predict_proba "
     "verbose:verbose"},
    {"StackingRegressor",
     "cv:other|int|'prefit estimators:other final_estimator:None|other n_jobs:None|int "
     "passthrough:bool verbose:verbose"},
    {"StandardScaler",
     "copy:bool with_mean:bool with_std:bool"},
    {"TSNE",
     "angle:r[0,1] early_exaggeration:r[1,) init:'pca|'random|other learning_rate:'auto|r(0,) "
     "max_iter:i[250,) method:'barnes_hut|'exact metric:str|other metric_params:other|None "
     "min_grad_norm:r[0,) n_components:i[1,) n_iter_without_progress:i[-1,) n_jobs:None|int "
     "perplexity:r(0,) random_state:seed verbose:verbose"},
    {"TargetEncoder",
     "categories:'auto|other cv:other|int random_state:seed|'deprecated shuffle:bool|'deprecated "
     "smooth:'auto|r[0,) target_type:'auto|'binary|'continuous|'multiclass"},
    {"TfidfTransformer",
     "norm:'l1|'l2|None smooth_idf:bool sublinear_tf:bool use_idf:bool"},
    {"TfidfVectorizer",
     "analyzer:'char|'char_wb|'word|other binary:bool decode_error:'ignore|'replace|'strict "
     "dtype:any encoding:str input:'content|'file|'filename lowercase:bool max_df:f[0,1]|i[1,) "
     "max_features:i[1,)|None min_df:f[0,1]|i[1,) ngram_range:other norm:'l1|'l2|None "
     "preprocessor:other|None smooth_idf:bool stop_words:'english|other|None strip_accents:'ascii|"
     "'unicode|None|other sublinear_tf:bool token_pattern:str|None tokenizer:other|None "
     "use_idf:bool vocabulary:other|None"},
    {"TheilSenRegressor",
     "fit_intercept:bool max_iter:i[0,) max_subpopulation:r[1,) n_jobs:None|int n_subsamples:None|"
     "int random_state:seed tol:r[0,) verbose:verbose"},
    {"TransformedTargetRegressor",
     "check_inverse:bool func:other|None inverse_func:other|None regressor:other|None "
     "transformer:other|None"},
    {"TruncatedSVD",
     "algorithm:'arpack|'randomized n_components:i[1,) n_iter:i[0,) n_oversamples:i[1,) "
     "power_iteration_normalizer:'LU|'QR|'auto|'none random_state:seed tol:r[0,)"},
    {"TunedThresholdClassifierCV",
     "cv:other|int|'prefit|f(0,1) estimator:other n_jobs:int|None random_state:seed refit:bool "
     "response_method:'auto|'decision_function|'predict_proba scoring:str|other "
     "store_cv_results:bool thresholds:i[1,)|other"},
    {"TweedieRegressor",
     "alpha:r[0,) fit_intercept:bool link:'auto|'identity|'log max_iter:i[1,) power:r(,) "
     "solver:'lbfgs|'newton-cholesky|!other tol:r(0,) verbose:verbose warm_start:bool"},
    {"VarianceThreshold",
     "threshold:r[0,)"},
    {"VotingClassifier",
     "estimators:other flatten_transform:bool n_jobs:None|int verbose:verbose voting:'hard|'soft "
     "weights:other|None"},
    {"VotingRegressor",
     "estimators:other n_jobs:None|int verbose:verbose weights:other|None"},
});

} // namespace

std::string_view parameter_table_version()
{
    return "1.9.1";
}

std::optional<ParameterRow> parameter_row(std::string_view class_name)
{
    const auto found = std::ranges::lower_bound(parameter_rows, class_name, {}, &ParameterRow::class_name);
    return found == parameter_rows.end() || found->class_name != class_name ? std::nullopt : std::optional(*found);
}

} // namespace strata::sklearn
