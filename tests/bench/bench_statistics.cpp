// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/bin_layout.h"
#include "io/analysis/cell_table.h"
#include "io/analysis/count_table.h"
#include "io/analysis/float_kernels.h"
#include "io/analysis/forest.h"
#include "io/analysis/statistics.h"

#include <benchmark/benchmark.h>

#include <cstring>
#include <random>

using namespace strata;

namespace {

/// Far more than the caches hold.
constexpr std::size_t large_bytes = std::size_t{256} << 20;

Tensor tensor_of(ScalarType type, std::size_t bytes)
{
    Tensor tensor;
    tensor.dtype = DType::of(type);
    tensor.shape = {bytes / tensor.dtype.item_size};
    DenseStorage storage;
    storage.extent = {SourceId::file, 0, bytes};
    tensor.storage = storage;
    return tensor;
}

template <class T> std::vector<T> normal_values(std::size_t count)
{
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::vector<T> values(count);
    for (T& value : values)
        value = static_cast<T>(normal(random));
    return values;
}

template <class T> std::vector<std::byte> as_bytes(const std::vector<T>& values)
{
    std::vector<std::byte> bytes(values.size() * sizeof(T));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

/// The float16 or bfloat16 below a float: its exponent moved, its mantissa cut. Subnormals become 0.
std::uint16_t to_half(float value, ScalarType type)
{
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    if (type == ScalarType::BFloat16)
        return static_cast<std::uint16_t>(bits >> 16);
    const std::uint32_t magnitude = bits & 0x7fffffff;
    constexpr std::uint32_t smallest = 113U << 23; // 2^-14
    const std::uint32_t moved = magnitude < smallest ? 0 : (magnitude - (112U << 23)) >> 13;
    return static_cast<std::uint16_t>((bits >> 31 << 15) | moved);
}

/// Normal values as each type stores them, integers with a deviation of 20.
std::vector<std::byte> values_of(ScalarType type, std::size_t bytes)
{
    const auto normal = [&](std::size_t size) {
        return normal_values<float>(bytes / size);
    };
    if (type == ScalarType::Float32)
        return as_bytes(normal(4));
    if (type == ScalarType::Float64)
        return as_bytes(normal_values<double>(bytes / 8));
    if (type == ScalarType::Int64) {
        std::vector<std::int64_t> whole;
        for (const float value : normal(8))
            whole.push_back(static_cast<std::int64_t>(value * 20));
        return as_bytes(whole);
    }
    if (type == ScalarType::Int8) {
        std::vector<std::int8_t> whole;
        for (const float value : normal(1))
            whole.push_back(static_cast<std::int8_t>(value * 20));
        return as_bytes(whole);
    }
    std::vector<std::uint16_t> halves;
    for (const float value : normal(2))
        halves.push_back(to_half(value, type));
    return as_bytes(halves);
}

void count_bytes(benchmark::State& state, std::size_t bytes)
{
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes) *
                            static_cast<std::int64_t>(state.iterations()));
}

/// What one core can read, as the measure of everything else.
void memory_read(benchmark::State& state)
{
    const std::vector<std::uint64_t> words(large_bytes / 8, 1);
    for (auto _ : state) {
        std::uint64_t sums[8] = {};
        for (std::size_t i = 0; i < words.size(); i += 8) {
            for (std::size_t lane = 0; lane < 8; ++lane)
                sums[lane] += words[i + lane];
        }
        benchmark::DoNotOptimize(sums);
    }
    count_bytes(state, large_bytes);
}
BENCHMARK(memory_read)->Unit(benchmark::kMillisecond);

template <class T> void sums(benchmark::State& state)
{
    const auto values = normal_values<T>(large_bytes / sizeof(T));
    for (auto _ : state) {
        for (std::size_t i = 0; i < values.size(); i += run_length)
            benchmark::DoNotOptimize(sum_run(std::span(values).subspan(i, run_length)));
    }
    count_bytes(state, large_bytes);
}
BENCHMARK(sums<float>)->Unit(benchmark::kMillisecond);
BENCHMARK(sums<double>)->Unit(benchmark::kMillisecond);

/// Indices alone, from the first cache.
template <class T> void cell_indices(benchmark::State& state)
{
    const auto values = normal_values<T>(run_length);
    const BinLayout<T> layout(histogram_edges(-6, 6, 64));
    std::vector<std::uint32_t> cells(run_length);
    for (auto _ : state) {
        find_cells(std::span<const T>(values), layout, {}, cells.data());
        benchmark::DoNotOptimize(cells.data());
    }
    count_bytes(state, run_length * sizeof(T));
}
BENCHMARK(cell_indices<float>);
BENCHMARK(cell_indices<double>);

/// 0: normal values, 1: nine zeros of ten, 2: whole numbers on the edges of bins, 3: one value.
template <class T> void cell_table(benchmark::State& state)
{
    auto values = normal_values<T>(large_bytes / sizeof(T));
    for (std::size_t i = 0; i < values.size() && state.range(0) != 0; ++i) {
        const T whole = static_cast<T>(static_cast<int>(i * 2654435761 % 65));
        values[i] =
            state.range(0) == 2 ? whole : (state.range(0) == 3 || i % 10 != 0 ? T{0} : values[i]);
    }
    const BinLayout<T> layout(state.range(0) == 2 ? histogram_edges(0, 64, 64)
                                                  : histogram_edges(-7, 7, 64));
    for (auto _ : state) {
        CellTable<T> table(layout);
        table.add(values);
        benchmark::DoNotOptimize(table);
    }
    count_bytes(state, large_bytes);
}
BENCHMARK(cell_table<float>)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);
BENCHMARK(cell_table<double>)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

void count_table(benchmark::State& state, ScalarType type)
{
    const auto values = values_of(type, large_bytes);
    for (auto _ : state) {
        CountTable table(type);
        table.add(values);
        benchmark::DoNotOptimize(table.statistics(64));
    }
    count_bytes(state, large_bytes);
}
BENCHMARK_CAPTURE(count_table, float16, ScalarType::Float16)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_table, bfloat16, ScalarType::BFloat16)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_table, int8, ScalarType::Int8)->Unit(benchmark::kMillisecond);

/// The whole of compute_statistics: type, bytes, threads.
void statistics(benchmark::State& state, ScalarType type)
{
    const auto bytes = static_cast<std::size_t>(state.range(0));
    const Tensor tensor = tensor_of(type, bytes);
    const SourceSet sources = {make_memory_source(values_of(type, bytes))};
    StatisticsRequest request;
    request.threads = static_cast<unsigned>(state.range(1));
    for (auto _ : state)
        benchmark::DoNotOptimize(compute_statistics(tensor, sources, request, {}));
    count_bytes(state, bytes);
}
void sizes(benchmark::internal::Benchmark* benchmark)
{
    const auto bytes = static_cast<std::int64_t>(large_bytes);
    benchmark->Args({4'000, 1})->Args({4'000'000, 1})->Args({bytes, 1})->Args({bytes, 2});
    benchmark->Unit(benchmark::kMillisecond)->UseRealTime();
}
BENCHMARK_CAPTURE(statistics, float32, ScalarType::Float32)->Apply(sizes);
BENCHMARK_CAPTURE(statistics, float64, ScalarType::Float64)->Apply(sizes);
BENCHMARK_CAPTURE(statistics, float16, ScalarType::Float16)->Apply(sizes);
BENCHMARK_CAPTURE(statistics, int8, ScalarType::Int8)->Apply(sizes);
BENCHMARK_CAPTURE(statistics, int64, ScalarType::Int64)->Apply(sizes);

constexpr std::size_t tree_nodes = 65'535;
constexpr std::size_t node_bytes = 64;

/// scikit-learn's node array since 1.3.
DType node_type()
{
    const std::vector<std::pair<const char*, ScalarType>> names = {
        {"left_child", ScalarType::Int64},
        {"right_child", ScalarType::Int64},
        {"feature", ScalarType::Int64},
        {"threshold", ScalarType::Float64},
        {"impurity", ScalarType::Float64},
        {"n_node_samples", ScalarType::Int64},
        {"weighted_n_node_samples", ScalarType::Float64},
        {"missing_go_to_left", ScalarType::UInt8}};
    std::vector<DTypeField> fields;
    for (const auto& [name, type] : names) {
        DTypeField& field = fields.emplace_back();
        field.name = name;
        field.type = DType::of(type);
        field.offset = 8 * (fields.size() - 1);
    }
    return DType::structure(std::move(fields), node_bytes);
}

/// A balanced tree that splits by 30 features in turn.
void write_tree(std::byte* nodes)
{
    for (std::size_t i = 0; i < tree_nodes; ++i) {
        const bool leaf = 2 * i + 2 >= tree_nodes;
        const auto link = [&](std::size_t child) {
            return leaf ? -1 : static_cast<std::int64_t>(child);
        };
        const std::int64_t whole[3] = {link(2 * i + 1), link(2 * i + 2),
                                       leaf ? -2 : static_cast<std::int64_t>(i * 7 % 30)};
        const double real[4] = {0.5, leaf ? 0.0 : 0.5, 0, 100};
        std::memcpy(nodes + i * node_bytes, whole, sizeof whole);
        std::memcpy(nodes + i * node_bytes + sizeof whole, real, sizeof real);
    }
}

/// Importances of a forest of `large_bytes`.
void importances(benchmark::State& state)
{
    constexpr std::size_t tree_bytes = tree_nodes * node_bytes;
    constexpr std::size_t trees = large_bytes / tree_bytes;
    std::vector<std::byte> bytes(trees * tree_bytes);
    Document document;
    Estimator estimator;
    for (std::size_t i = 0; i < trees; ++i) {
        write_tree(bytes.data() + i * tree_bytes);
        Tensor tensor;
        tensor.dtype = node_type();
        tensor.shape = {tree_nodes};
        DenseStorage storage;
        storage.extent = {SourceId::file, i * tree_bytes, tree_bytes};
        tensor.storage = storage;
        document.tensors.push_back(tensor);
        DecisionTree tree;
        tree.node_count = tree_nodes;
        tree.feature_count = 30;
        tree.nodes = TensorId{static_cast<std::uint32_t>(i)};
        estimator.trees.push_back(tree);
    }
    const SourceSet sources = {make_memory_source(std::move(bytes))};
    for (auto _ : state)
        benchmark::DoNotOptimize(feature_importances(document, estimator, sources, {}));
    count_bytes(state, trees * tree_bytes);
}
BENCHMARK(importances)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
