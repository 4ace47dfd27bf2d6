// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/summary_text.h"
#include "tests/unit/keras/keras_test.h"

using namespace strata;
using namespace strata::keras;

namespace {

/// The lines of two texts that differ, or nothing.
QString difference(const QString& actual, const QString& wanted)
{
    if (actual == wanted)
        return {};
    const QStringList a = actual.split(u'\n');
    const QStringList b = wanted.split(u'\n');
    for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i) {
        if (a.value(i) != b.value(i))
            return QStringLiteral("line %1\n got  %2\n want %3").arg(i).arg(a.value(i), b.value(i));
    }
    return QStringLiteral("the last newlines");
}

std::vector<SymbolicShape> shapes_of(const QJsonValue& json)
{
    const QJsonArray list = json.toArray();
    if (!list.isEmpty() && list.first().isArray()) {
        std::vector<SymbolicShape> shapes;
        for (const QJsonValue& each : list)
            shapes.push_back(shapes_of(each).front());
        return shapes;
    }
    SymbolicShape shape;
    for (const QJsonValue& axis : list)
        shape.push_back(axis.isNull() ? std::nullopt
                                      : std::optional(static_cast<std::uint64_t>(axis.toInt())));
    return {shape};
}

/// What no file tells: the shape behind code of one's own, for which Keras runs the code.
void fill_in_code(Summary& summary, const QJsonArray& layers)
{
    bool behind_code = false;
    for (SummaryRow& row : summary.rows) {
        behind_code = behind_code || row.class_name == "CustomLayer" ||
                      row.class_name == "Lambda" || row.class_name == "TFOpLambda";
        for (const QJsonValue& layer : layers) {
            if (behind_code && row.output_shapes.empty() &&
                layer[QStringLiteral("name")].toString().toStdString() == row.name)
                row.output_shapes = shapes_of(layer[QStringLiteral("output_shape")]);
        }
    }
}

} // namespace

class TestKerasSummary : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isWhatKerasPrints_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : test::fixtures()) {
            if (!name.endsWith(QLatin1String("weights_only")))
                QTest::newRow(qPrintable(name)) << name;
        }
    }
    void isWhatKerasPrints()
    {
        QFETCH(QString, name);
        const auto document = test::open_fixture(name);
        auto summary = summarize(*document);
        QVERIFY(summary);
        const QJsonObject expected = test::expected(name);
        fill_in_code(*summary, expected.value(QStringLiteral("layers")).toArray());
        SummaryOptions options;
        options.style = own_style(*summary);
        const QString text = QString::fromStdString(summary_text(*summary, options));
        const QString wanted = expected.value(QStringLiteral("summary")).toString();
        const QString difference = ::difference(text, wanted);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));

        if (!expected.contains(QStringLiteral("expanded")))
            return;
        options.expand_nested = options.show_trainable = true;
        const QString more = ::difference(QString::fromStdString(summary_text(*summary, options)),
                                          expected.value(QStringLiteral("expanded")).toString());
        QVERIFY2(more.isEmpty(), qPrintable(more));
    }
};

QTEST_APPLESS_MAIN(TestKerasSummary)
#include "tst_keras_summary.moc"
