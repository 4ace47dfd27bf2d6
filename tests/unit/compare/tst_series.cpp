// SPDX-License-Identifier: GPL-3.0-or-later
// Several states of one model as a timeline.
#include "io/base/natural_order.h"
#include "io/compare/series.h"
#include "io/formats/format.h"
#include "small_models.h"

#include <QtTest>

#include <cmath>
#include <map>

using namespace strata;

namespace {

using Models = std::map<std::string, OpenDocument>;

Result<Series> series_of(const Models& models, const std::vector<std::string>& paths)
{
    return compute_series(paths,
                          [&](const std::string& path, const JobContext&) -> Result<OpenDocument> {
                              const auto found = models.find(path);
                              if (found == models.end())
                                  return fail(ErrorCode::NotFound, {}, {}, path);
                              return found->second;
                          },
                          {});
}

SmallLayer layer(std::string name, std::vector<float> values)
{
    const Shape shape{values.size()};
    return {std::move(name), "Dense", {{"kernel", shape, std::move(values)}}};
}

double figure(const std::optional<double>& value)
{
    return value.value_or(-1);
}

} // namespace

class TestSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void norms_and_changes()
    {
        const Models models = {
            {"epoch_1", small_model({layer("a", {3, 4}), layer("b", {0, 0})})},
            {"epoch_2", small_model({layer("a", {3, 4}), layer("b", {1, 0})})},
            {"epoch_10", small_model({layer("a", {6, 8}), layer("b", {1, 1})})},
        };
        const auto series = series_of(models, {"epoch_10", "epoch_1", "epoch_2"});
        QVERIFY(series);
        QVERIFY(!series->by_step);
        QCOMPARE(series->states.size(), std::size_t{3});
        QCOMPARE(series->states[1].path, std::string("epoch_2"));
        QCOMPARE(series->states[2].path, std::string("epoch_10"));
        QCOMPARE(series->layers.size(), std::size_t{2});
        const auto& a = series->layers[0].states;
        QCOMPARE(figure(a[0]->norm), 5.0);
        QVERIFY(!a[0]->change);
        QCOMPARE(figure(a[1]->change), 0.0);
        QCOMPARE(figure(a[2]->norm), 10.0);
        QCOMPARE(figure(a[2]->change), 1.0);
        const auto& b = series->layers[1].states;
        QCOMPARE(b[0]->zeros, std::uint64_t{2});
        QVERIFY(std::isinf(figure(b[1]->change)));
        QCOMPARE(figure(b[2]->change), 1.0);
        const auto& whole = series->whole.states;
        QCOMPARE(figure(whole[1]->change), 0.2);
        QCOMPARE(figure(whole[2]->norm), std::sqrt(102.0));
        QCOMPARE(whole[0]->values, std::uint64_t{4});
    }

    void the_first_value_that_is_no_number_is_named()
    {
        const Models models = {
            {"1", small_model({layer("a", {1, 2})})},
            {"2", small_model({layer("a", {1, std::nanf("")})})},
            {"3", small_model({layer("a", {1, INFINITY})})},
        };
        const auto series = series_of(models, {"1", "2", "3"});
        QVERIFY(series);
        QCOMPARE(series->layers[0].first_nan(), std::optional<std::size_t>(1));
        QCOMPARE(series->layers[0].states[1]->nan, std::uint64_t{1});
        QCOMPARE(series->layers[0].states[2]->infinite, std::uint64_t{1});
        QCOMPARE(figure(series->layers[0].states[2]->norm), 1.0);
    }

    void layers_come_and_go()
    {
        const Models models = {
            {"1", small_model({layer("a", {1, 2}), layer("gone", {5, 6, 7})})},
            {"2", small_model({layer("a", {1, 2}), layer("later", {8, 9, 7, 7})})},
            {"3", small_model({layer("a", {2, 4}), layer("later", {8, 9, 7, 7})})},
        };
        const auto series = series_of(models, {"1", "2", "3"});
        QVERIFY(series);
        QCOMPARE(series->layers.size(), std::size_t{3});
        const SeriesRow& gone = series->layers[1];
        const SeriesRow& later = series->layers[2];
        QVERIFY(gone.path.ends_with("gone") && later.path.ends_with("later"));
        QCOMPARE(gone.last(), std::optional<std::size_t>(0));
        QCOMPARE(gone.states.size(), std::size_t{3});
        QCOMPARE(later.first(), std::optional<std::size_t>(1));
        QVERIFY(!later.states[1]->change);
        QCOMPARE(figure(later.states[2]->change), 0.0);
    }

    void what_cannot_be_opened_is_named()
    {
        const Models models = {{"1", small_model({layer("a", {1})})},
                               {"3", small_model({layer("a", {2})})}};
        const auto series = series_of(models, {"1", "2", "3"});
        QVERIFY(series);
        QCOMPARE(series->states.size(), std::size_t{2});
        QCOMPARE(series->failures.size(), std::size_t{1});
        QCOMPARE(series->failures[0].path, std::string("2"));
        const auto none = series_of(models, {"1", "2"});
        QVERIFY(!none && none.error().code == ErrorCode::NotFound);
        const auto one = series_of(models, {"1"});
        QVERIFY(!one && one.error().code == ErrorCode::BadArgument);
    }

    void counters_weigh_nothing()
    {
        const auto with_counter = [](float weight, std::int64_t batches) {
            OpenDocument opened = small_model({layer("norm", {weight, 4}), layer("seen", {1, 2})});
            auto document = std::make_shared<Document>(*opened.document);
            // Of two weights of one layer one counts; the layer "seen" only counts.
            for (std::size_t i = 0; i < 2; ++i) {
                Tensor& tensor = document->tensors[i];
                if (i == 0)
                    continue;
                auto bytes =
                    std::make_shared<std::vector<std::byte>>(2 * sizeof batches, std::byte{0});
                std::memcpy(bytes->data(), &batches, sizeof batches);
                tensor.dtype = DType::of(ScalarType::Int64);
                tensor.storage = InlineStorage{bytes};
            }
            return OpenDocument{document, opened.sources};
        };
        const Models models = {{"1", with_counter(3, 100)}, {"2", with_counter(6, 300)}};
        const auto series = series_of(models, {"1", "2"});
        QVERIFY(series);
        QCOMPARE(figure(series->layers[0].states[0]->norm), 5.0);
        QCOMPARE(figure(series->layers[1].states[0]->norm), 100.0);
        QCOMPARE(figure(series->layers[1].states[1]->change), 2.0);
        QCOMPARE(figure(series->whole.states[0]->norm), 5.0);
        QCOMPARE(figure(series->whole.states[1]->change), 0.6);
    }

    /// Its own figures stay, and what they leave out is told.
    void a_weight_that_cannot_be_read_is_named()
    {
        OpenDocument damaged = small_model({layer("a", {3, 4}), layer("b", {1, 1})});
        auto document = std::make_shared<Document>(*damaged.document);
        document->tensors[1].storage = MissingStorage{"gone"};
        const Models models = {{"1", small_model({layer("a", {3, 4}), layer("b", {1, 1})})},
                               {"2", {document, damaged.sources}},
                               {"3", small_model({layer("a", {3, 4}), layer("b", {1, 1})})}};
        const auto series = series_of(models, {"1", "2", "3"});
        QVERIFY(series);
        QCOMPARE(series->states.size(), std::size_t{3});
        QCOMPARE(series->failures.size(), std::size_t{1});
        QCOMPARE(series->failures[0].path, std::string("2"));
        QCOMPARE(series->failures[0].error.path, std::string("layers/b/kernel"));
        QCOMPARE(figure(series->layers[0].states[1]->norm), 5.0);
        QVERIFY(series->layers[1].states[1]->failed);
        QCOMPARE(figure(series->layers[1].states[2]->norm), std::sqrt(2.0));
    }

    /// A counter does not stand in for weights that cannot be read.
    void a_counter_is_no_weight()
    {
        const auto state = [](float weight, bool damaged) {
            OpenDocument opened =
                small_model({{"norm", "Norm", {{"weight", {2}, {weight, 0}}, {"seen", {1}, {0}}}}});
            auto document = std::make_shared<Document>(*opened.document);
            if (damaged)
                document->tensors[0].storage = MissingStorage{"gone"};
            Tensor& seen = document->tensors[1];
            seen.dtype = DType::of(ScalarType::Int32);
            seen.storage = InlineStorage{std::make_shared<std::vector<std::byte>>(4, std::byte{1})};
            return OpenDocument{document, opened.sources};
        };
        const Models models = {
            {"1", state(4, false)}, {"2", state(8, true)}, {"3", state(12, false)}};
        const auto series = series_of(models, {"1", "2", "3"});
        QVERIFY(series);
        const auto& states = series->layers[0].states;
        QCOMPARE(figure(states[0]->norm), 4.0);
        QVERIFY(!states[1]->norm && states[1]->failed);
        QCOMPARE(states[1]->values, 0U);
        QVERIFY(!series->whole.states[1]->norm);
        QCOMPARE(figure(states[2]->norm), 12.0);
    }

    void a_layer_that_comes_back_goes_on()
    {
        const Models models = {
            {"1", small_model({layer("a", {1, 2}), layer("b", {5, 6, 7})})},
            {"2", small_model({layer("a", {1, 2})})},
            {"3", small_model({layer("a", {1, 2}), layer("b", {8, 9, 7})})},
        };
        const auto series = series_of(models, {"1", "2", "3"});
        QVERIFY(series);
        QCOMPARE(series->layers.size(), 2U);
        const auto& b = series->layers[1].states;
        QVERIFY(b[0] && !b[1] && b[2] && !b[2]->change);
        QCOMPARE(figure(b[2]->norm), std::sqrt(194.0));
    }

    /// The same figures whatever the file: each state of these is one file that Keras wrote.
    void real_files_have_steps_and_rates()
    {
        const std::string file = STRATA_TEST_DATA "/keras/keras-3/deep_learning_model.h5";
        const std::vector<std::string> paths = {file, file};
        const auto series = compute_series(
            paths,
            [](const std::string& path, const JobContext& job) { return open_document(path, job); },
            {});
        QVERIFY(series);
        QVERIFY(!series->by_step); // both are at the same one
        QVERIFY(series->states[0].step.value_or(0) > 0);
        QVERIFY(series->states[0].learning_rate.value_or(0) > 0);
        QCOMPARE(series->layers.size(), std::size_t{3});
        for (const SeriesRow& row : series->layers)
            QCOMPARE(figure(row.states[1]->change), 0.0);
    }

    /// A layer is followed by its values where another was inserted before it.
    void a_layer_inserted_in_a_stack_appears()
    {
        const std::vector<std::string> paths = {STRATA_TEST_DATA "/compare/stack.h5",
                                                STRATA_TEST_DATA "/compare/stack_inserted.h5"};
        const auto series = compute_series(
            paths,
            [](const std::string& path, const JobContext& job) { return open_document(path, job); },
            {});
        QVERIFY(series);
        QCOMPARE(series->layers.size(), std::size_t{6});
        const SeriesRow& inserted = series->layers[5];
        QCOMPARE(inserted.path, std::string("layers/dense_3"));
        QCOMPARE(inserted.first(), std::optional<std::size_t>(1));
        for (std::size_t i = 0; i < 5; ++i)
            QVERIFY(figure(series->layers[i].states[1]->change) < 0.5);
    }

    void numbers_in_names_count_by_value()
    {
        QVERIFY(natural_less("epoch_2.h5", "epoch_10.h5"));
        QVERIFY(!natural_less("epoch_10.h5", "epoch_2.h5"));
        QVERIFY(natural_less("a1b2", "a1b10"));
        QVERIFY(natural_less("a", "a1"));
        QVERIFY(natural_less("a1", "a01"));
        QVERIFY(natural_less("a01b1", "a1b2"));
        QVERIFY(!natural_less("a1", "a1"));
        QVERIFY(natural_less("99999999999999999999998", "99999999999999999999999"));
    }
};

QTEST_GUILESS_MAIN(TestSeries)
#include "tst_series.moc"
