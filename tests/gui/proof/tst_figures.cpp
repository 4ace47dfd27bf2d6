// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/parameter_keys.h"
#include "tests/gui/proof/fixtures.h"
#include "tests/gui/proof/shown_texts.h"
#include "tests/gui/proof/views.h"
#include "tests/gui/window_driver.h"
#include "widgets/desk/identity_strip.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/tables/table_view.h"

#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>

using namespace strata;
using namespace strata::test;

namespace {

/// Tensors, layers and entries of one file whose figures are looked for.
constexpr int most_tensors = 3;
/// Hostile files claim arrays whose values would take hours.
constexpr double most_bytes = 1e8;
constexpr int most_entries = 40;

/// What a verb of the command line prints as JSON.
QJsonObject report(const QStringList& arguments)
{
    QProcess program;
    program.start(QStringLiteral(STRATA_BINARY), arguments);
    if (!program.waitForFinished(60'000))
        return {};
    return QJsonDocument::fromJson(program.readAllStandardOutput()).object();
}

/// What the report has to put into a text stands in the window in its own spelling.
QString shown_as(const QString& text)
{
    if (text == QLatin1String("Infinity"))
        return QStringLiteral("+Inf");
    return text == QLatin1String("-Infinity") ? QStringLiteral("-Inf") : text;
}

QString last_part(const QString& key)
{
    QString part = key.section(QLatin1Char('@'), -1).section(QLatin1Char('/'), -1);
    // A path counts the tensors of one name, which the tree shows as the file has them.
    static const QRegularExpression count(QStringLiteral(" \\(\\d+\\)$"));
    part.remove(count);
    return part.replace(QLatin1String("~1"), QLatin1String("/"))
        .replace(QLatin1String("~0"), QLatin1String("~"));
}

} // namespace

/// Reads the texts of each view of each fixture and finds the figures of `info --json` and
/// `stats --json` in them.
class TestFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_window = exposed_window();
        QVERIFY(m_window);
        m_window->resize(1920, 1200);
    }
    void cleanupTestCase() { m_window.reset(); }

    void cleanup() { QVERIFY(close_tab(*m_window)); }

    /// What differs in another protocol is the reader's, which the golden tests hold.
    void fixture_data() { add_fixture_rows(2); }

    void fixture()
    {
        QFETCH(QString, path);
        m_missing.clear();
        const QString file = data_file(path);
        const QJsonObject info = report({QStringLiteral("info"), QStringLiteral("--json"), file});
        m_view = open_in(*m_window, file);
        QVERIFY(m_view);
        QVERIFY(info.contains(QLatin1String("schema")));
        QVERIFY(settle(*m_window));
        QCOMPARE(m_view->isOpen(), !info.contains(QLatin1String("error")));
        if (m_view->isOpen())
            compareAll(info, file);
        QVERIFY2(m_missing.isEmpty(),
                 qPrintable(QLatin1Char('\n') + m_missing.mid(0, 40).join(QLatin1Char('\n'))));
    }

private:
    void compareAll(const QJsonObject& info, const QString& file)
    {
        compareStrip(info);
        compareTree(info[QLatin1String("tensors")].toArray());
        compareOverview(info);
        compareConfiguration(info);
        compareEstimator(info[QLatin1String("estimator")].toObject());
        compareOptimizer(info[QLatin1String("optimizer")].toObject());
        compareMetadata(info);
        compareFindings(info[QLatin1String("findings")].toArray());
        compareTensors(info[QLatin1String("tensors")].toArray(), file);
    }

    /// The texts of a page for a row.
    std::optional<ShownTexts> look(Page* page, const QString& select = {})
    {
        m_where = page->title() + QLatin1Char(' ') + select;
        if (!m_view->inspector()->has(page)) {
            m_missing.append(m_where + QStringLiteral(": no such page"));
            return std::nullopt;
        }
        if (!turn_to(*m_window, *m_view, {page->title(), select})) {
            m_missing.append(m_where + QStringLiteral(": cannot be turned to"));
            return std::nullopt;
        }
        return ShownTexts(*page);
    }

    /// Texts with what cannot be printed stand in the window in another form, which has its tests.
    void wantText(const ShownTexts& shown, const QString& text)
    {
        const bool printable = std::ranges::all_of(text, [](QChar c) { return c.isPrint(); });
        if (printable && !text.isEmpty() && !shown.hasText(text))
            m_missing.append(QStringLiteral("%1: text '%2'").arg(m_where, text));
    }
    /// Of texts, bytes and records the window says the length, where numpy's name has bits.
    void wantDType(const ShownTexts& shown, const QString& name)
    {
        static const QRegularExpression sized(QStringLiteral("^(str|bytes|void)([0-9]+)$"));
        const auto match = sized.match(name);
        if (!match.hasMatch())
            return wantText(shown, name);
        const int bits = match.captured(1) == QLatin1String("str") ? 32 : 8;
        wantNumber(shown, match.captured(2).toDouble() / bits, name);
    }
    void wantNumber(const ShownTexts& shown, const QJsonValue& number, const QString& what)
    {
        if (number.isDouble() && !shown.hasNumber(number.toDouble()))
            m_missing.append(
                QStringLiteral("%1: %2 %3").arg(m_where, what).arg(number.toDouble(), 0, 'g', 17));
    }

    void compareStrip(const QJsonObject& info)
    {
        m_where = QStringLiteral("strip");
        const ShownTexts shown(*m_view->strip());
        if (!shown.hasSize(info[QLatin1String("file")][QLatin1String("bytes")].toDouble()))
            m_missing.append(m_where + QStringLiteral(": size of the file"));
        wantText(shown, info[QLatin1String("format")][QLatin1String("version")].toString());
        const QJsonObject counts =
            info[QLatin1String("model")][QLatin1String("parameters")].toObject();
        wantNumber(shown, counts[QLatin1String("total")], QStringLiteral("parameters"));
    }

    /// Every tensor stands in the tree, with its shape and dtype.
    void compareTree(const QJsonArray& tensors)
    {
        m_where = QStringLiteral("tree");
        m_view->expandAll();
        const ShownTexts shown(*m_view->tree());
        const bool dotted = m_view->file()->open.document->model.separator() == '.';
        for (int i = 0; i < std::min<qsizetype>(tensors.size(), most_entries); ++i) {
            const QString path = tensors[i][QLatin1String("path")].toString();
            wantText(shown, last_part(dotted ? path.section(QLatin1Char('.'), -1) : path));
            wantDType(shown, tensors[i][QLatin1String("dtype")].toString());
            for (const QJsonValue side : tensors[i][QLatin1String("shape")].toArray())
                wantNumber(shown, side, QStringLiteral("side of a shape"));
        }
    }

    void compareOverview(const QJsonObject& info)
    {
        const auto shown = look(m_view->inspector()->overview());
        if (!shown)
            return;
        const QJsonObject model = info[QLatin1String("model")].toObject();
        wantText(*shown, model[QLatin1String("class")].toString());
        const QJsonObject counts = model[QLatin1String("parameters")].toObject();
        for (const QString& key : {QStringLiteral("trainable"), QStringLiteral("non_trainable"),
                                   QStringLiteral("optimizer")})
            wantNumber(*shown, counts[key], key);
        // Said in words: "2.15 or later, before 2.16" for ">=2.15,<2.16".
        for (const QJsonValue value : info[QLatin1String("versions")].toArray()) {
            for (const QString& part :
                 value[QLatin1String("version")].toString().split(QLatin1Char(',')))
                wantText(*shown, QString(part).remove(u'<').remove(u'>').remove(u'='));
        }
        for (const QJsonValue value : info[QLatin1String("custom_objects")].toArray())
            wantText(*shown, value[QLatin1String("name")].toString());
        const QJsonArray layers = info[QLatin1String("layers")].toArray();
        for (int i = 0; i < std::min<qsizetype>(layers.size(), most_entries); ++i) {
            wantText(*shown, layers[i][QLatin1String("name")].toString());
            wantText(*shown, layers[i][QLatin1String("class")].toString());
            wantNumber(*shown, layers[i][QLatin1String("parameters")],
                       QStringLiteral("parameters of a layer"));
        }
        const QJsonObject training = info[QLatin1String("training")].toObject();
        wantText(*shown, training[QLatin1String("loss")].toString());
    }

    void compareConfiguration(const QJsonObject& info)
    {
        const QJsonObject estimator = info[QLatin1String("estimator")].toObject();
        const QJsonObject parameters = estimator[QLatin1String("parameters")].toObject();
        if (!parameters.isEmpty()) {
            if (const auto shown = look(m_view->inspector()->configuration()))
                compareSettings(*shown, parameters);
        }
        for (const QJsonValue layer : info[QLatin1String("layers")].toArray()) {
            const QJsonObject config = layer[QLatin1String("config")].toObject();
            if (config.isEmpty())
                continue;
            const QString path = layer[QLatin1String("path")].toString();
            if (const auto shown = look(m_view->inspector()->configuration(), path))
                compareSettings(*shown, config);
            break;
        }
    }

    void compareSettings(const ShownTexts& shown, const QJsonObject& settings)
    {
        for (auto it = settings.begin(); it != settings.end(); ++it) {
            wantText(shown, it.key());
            wantNumber(shown, it.value(), it.key());
            if (it.value().isString() && it.value().toString().size() < 40)
                wantText(shown, it.value().toString());
        }
    }

    void compareEstimator(const QJsonObject& estimator)
    {
        if (estimator.isEmpty())
            return;
        const QJsonArray trees = estimator[QLatin1String("trees")].toArray();
        const QJsonArray importances = estimator[QLatin1String("importances")].toArray();
        const QJsonArray steps = estimator[QLatin1String("steps")].toArray();
        if (trees.isEmpty() && importances.isEmpty() && steps.isEmpty())
            return;
        const auto shown = look(m_view->inspector()->estimator());
        if (!shown)
            return;
        for (int i = 0; i < std::min<qsizetype>(trees.size(), most_entries); ++i) {
            for (const QString& key :
                 {QStringLiteral("nodes"), QStringLiteral("depth"), QStringLiteral("leaves")})
                wantNumber(*shown, trees[i][key], key + QStringLiteral(" of a tree"));
        }
        double largest = 0;
        for (const QJsonValue importance : importances)
            largest = std::max(largest, importance.toDouble());
        wantNumber(*shown, largest, QStringLiteral("largest importance"));
        for (const QJsonValue step : steps)
            wantText(*shown, step[QLatin1String("name")].toString());
        for (const QJsonValue name : estimator[QLatin1String("feature_names")].toArray()) {
            if (!importances.isEmpty())
                wantText(*shown, name.toString());
            break;
        }
    }

    void compareOptimizer(const QJsonObject& optimizer)
    {
        if (optimizer.isEmpty())
            return;
        const auto shown = look(m_view->inspector()->optimizer());
        if (!shown)
            return;
        wantText(*shown, optimizer[QLatin1String("class")].toString());
        wantNumber(*shown, optimizer[QLatin1String("iterations")], QStringLiteral("step"));
        const QJsonObject settings = optimizer[QLatin1String("hyperparameters")].toObject();
        for (auto it = settings.begin(); it != settings.end(); ++it) {
            // Those of several groups of parameters stand in a table.
            static const QRegularExpression grouped(QStringLiteral("^(group [0-9]) (.+)$"));
            const auto parts = grouped.match(it.key());
            for (const QString& name :
                 parts.hasMatch() ? parts.capturedTexts().mid(1) : QStringList(it.key()))
                wantText(*shown, name);
            wantNumber(*shown, it.value(), it.key());
        }
        for (const QJsonValue slot : optimizer[QLatin1String("slots")].toArray())
            wantText(*shown, last_part(slot[QLatin1String("weight")].toString()));
    }

    /// All entries but the hyper-parameters, which Configuration shows.
    void compareMetadata(const QJsonObject& info)
    {
        const Document& document = *m_view->file()->open.document;
        const auto parameters = parameter_keys(
            document.estimators, [&](NodeId node) { return document.model.path(node); });
        QJsonArray entries;
        for (const QJsonValue entry : info[QLatin1String("metadata")].toArray()) {
            const QString key = entry[QLatin1String("key")].toString();
            if (!parameters.contains(key.toStdString()))
                entries.append(entry);
        }
        if (entries.isEmpty())
            return;
        const auto shown = look(m_view->inspector()->metadata());
        if (!shown)
            return;
        for (int i = 0; i < std::min<qsizetype>(entries.size(), most_entries); ++i) {
            wantText(*shown, last_part(entries[i][QLatin1String("key")].toString()));
            wantNumber(*shown, entries[i][QLatin1String("value")],
                       entries[i][QLatin1String("key")].toString());
        }
    }

    /// `info` reads the trees for their importances; the window says of a broken one where it is shown.
    void compareFindings(QJsonArray findings)
    {
        for (qsizetype i = findings.size(); i-- > 0;) {
            if (findings[i][QLatin1String("rule")] == QLatin1String("sklearn-broken-tree"))
                findings.removeAt(i);
        }
        const auto shown = look(m_view->inspector()->findings());
        if (!shown)
            return;
        for (int i = 0; i < std::min<qsizetype>(findings.size(), most_entries); ++i)
            wantNumber(*shown, findings[i][QLatin1String("offset")], QStringLiteral("offset"));
        const int rows = m_view->inspector()->findings()->table()->model()->rowCount();
        if (rows < std::min<qsizetype>(findings.size(), 1)) // those of one rule may share a row
            m_missing.append(m_where + QStringLiteral(": no row for a finding"));
        for (int i = 0; i < std::min<qsizetype>(findings.size(), most_entries); ++i)
            wantText(*shown, findings[i][QLatin1String("message")].toString());
    }

    void compareTensors(const QJsonArray& tensors, const QString& file)
    {
        QStringList arguments{QStringLiteral("stats"), QStringLiteral("--json"), file};
        for (const QJsonValue tensor : tensors) {
            if (tensor[QLatin1String("bytes")].toDouble() < most_bytes &&
                arguments.size() < 3 + most_tensors)
                arguments.append(tensor[QLatin1String("path")].toString());
        }
        if (arguments.size() == 3)
            return;
        const QJsonObject stats = report(arguments);
        for (const QJsonValue tensor : stats[QLatin1String("tensors")].toArray())
            compareTensor(tensor.toObject());
        for (const QJsonValue tensor : tensors) {
            if (tensor[QLatin1String("path")].toString() == arguments[3])
                compareValues(tensor, file);
        }
    }

    void compareTensor(const QJsonObject& figures)
    {
        if (figures[QLatin1String("min")].isNull()) // nothing to count with
            return;
        const QString path = figures[QLatin1String("path")].toString();
        const auto shown = look(m_view->inspector()->weights(), path);
        if (!shown)
            return;
        if (figures[QLatin1String("shape")].toArray().isEmpty()) // it stands for all figures
            return wantNumber(*shown, figures[QLatin1String("min")], QStringLiteral("value"));
        for (const QString& key :
             {QStringLiteral("count"), QStringLiteral("min"), QStringLiteral("max"),
              QStringLiteral("mean"), QStringLiteral("std"), QStringLiteral("l1"),
              QStringLiteral("l2"), QStringLiteral("zeros"), QStringLiteral("nan"),
              QStringLiteral("positive_infinity"), QStringLiteral("negative_infinity")})
            wantNumber(*shown, figures[key], key);
        const QJsonObject quantiles = figures[QLatin1String("quantiles")].toObject();
        for (auto it = quantiles.begin(); it != quantiles.end(); ++it)
            wantNumber(*shown, it.value(), it.key());
    }

    /// The first values of a tensor.
    void compareValues(const QJsonValue& tensor, const QString& file)
    {
        const QString path = tensor[QLatin1String("path")].toString();
        QStringList start;
        for (const QJsonValue side : tensor[QLatin1String("shape")].toArray())
            start.append(QStringLiteral("0:%1").arg(std::min(3, side.toInt())));
        const QJsonObject printed =
            report({QStringLiteral("values"), QStringLiteral("--json"), file, path,
                    QStringLiteral("--slice"), start.join(QLatin1Char(','))});
        QJsonValue values = printed[QLatin1String("values")];
        while (values.isArray() && values[0].isArray())
            values = values[0];
        if (!printed.contains(QLatin1String("values")))
            return;
        const auto shown = look(m_view->inspector()->values(), path);
        if (!shown)
            return;
        // The page reads a screen of rows at once: damage behind the first of them is damage to it.
        constexpr double screen = 1'000;
        const bool small = tensor[QLatin1String("bytes")].toDouble() < screen;
        if (small && !report({QStringLiteral("values"), QStringLiteral("--json"), file, path})
                          .contains(QLatin1String("values"))) {
            wantText(*shown, QStringLiteral("The values of this array cannot be read"));
            return;
        }
        const bool isComplex =
            printed[QLatin1String("dtype")].toString().startsWith(QLatin1String("complex"));
        for (const QJsonValue value : values.isArray() ? values.toArray() : QJsonArray{values}) {
            wantNumber(*shown, value, QStringLiteral("value"));
            if (value.isString() && value.toString().size() < 40 && !isComplex)
                wantText(*shown, shown_as(value.toString()));
        }
    }

    std::unique_ptr<MainWindow> m_window;
    DocumentView* m_view = nullptr;
    QString m_where;
    QStringList m_missing;
};

QTEST_MAIN(TestFigures)
#include "tst_figures.moc"
