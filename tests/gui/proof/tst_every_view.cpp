// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/proof/fixtures.h"
#include "tests/gui/proof/text_faults.h"
#include "tests/gui/proof/views.h"
#include "tests/gui/window_driver.h"

#include "app/window/compare_view.h"
#include "app/window/document_export.h"
#include "app/window/document_tabs.h"
#include "app/window/series_view.h"
#include "widgets/compare/pair_detail.h"
#include "widgets/compare/pair_view.h"
#include "widgets/theme/theme_switch.h"

#include <QDir>

using namespace strata;
using namespace strata::test;

/// Draws every view of every fixture in light at three sizes and in dark at one of them in turn, as
/// a size changes no colour: no text may be cut, painted over another, or too faint to read, and no
/// picture may be blank. Files of one content in several protocols or versions share the six looks
/// between them, and so do hostile files, of which many look alike; with STRATA_PROOF=all each file
/// is drawn in all six. With STRATA_SHOT_DIR set, the pictures that fail are written there.
class TestEveryView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_themes = std::make_unique<ThemeSwitch>();
        m_window = std::make_unique<MainWindow>(m_themes.get(), real_opener());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_themes.reset();
    }

    void cleanup() { QVERIFY(close_tab(*m_window)); }

    void fixture_data() { add_fixture_rows(); }

    void fixture()
    {
        QFETCH(QString, path);
        m_faults.clear();
        DocumentView* const view = open_in(*m_window, data_file(path));
        QVERIFY(view);
        QVERIFY(settle(*m_window));
        for (const Look& look : looksAt(path)) {
            m_themes->choose(look.dark ? ThemeChoice::Dark : ThemeChoice::Light);
            m_window->resize(look.size);
            lookAt(*view, look.dark);
        }
        if (!m_faults.isEmpty())
            QFAIL(qPrintable(QLatin1Char('\n') + m_faults.mid(0, 40).join(QLatin1Char('\n'))));
    }

    /// The views that belong to no file.
    void start()
    {
        m_faults.clear();
        for (const Look& look : sixLooks()) {
            m_themes->choose(look.dark ? ThemeChoice::Dark : ThemeChoice::Light);
            m_window->resize(look.size);
            QVERIFY(settle(*m_window));
            examine(*m_window, QStringLiteral("start"), look.dark);
        }
        QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(QLatin1Char('\n'))));
    }

    /// Two files beside each other: of one model after more training, of two generations, of two
    /// formats, of estimators, of arrays, and of what has nothing in common.
    void comparison_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        const QString only = qEnvironmentVariable("STRATA_PROOF_ONLY");
        const std::pair<const char*, const char*> pairs[] = {
            {"compare/epoch_1.h5", "compare/inserted.h5"},
            {"compare/epoch_1.h5", "compare/epoch_1.pt"},
            {"compare/forest_3.joblib", "compare/forest_4.joblib"},
            {"keras/keras-3/deep_learning_model.h5", "keras/tf-2.15/deep_learning_model.h5"},
            {"keras/keras-3/long_names.h5", "keras/keras-3/nested.h5"},
            {"keras/keras-3/convolutions.h5", "keras/tf-2.15/convolutions.h5"},
            {"npy/cube.npy", "npy/nan_float64.npy"},
            {"npy/normal_float32.npy", "npy/constant.npy"}};
        qsizetype number = 0;
        for (const auto& [left, right] : pairs) {
            const bool mine = is_in_part(number++);
            if (mine && QStringLiteral("compare ").append(QLatin1String(left)).contains(only))
                QTest::newRow(qPrintable(
                    QStringLiteral("compare %1 %2").arg(QLatin1String(left), QLatin1String(right))))
                    << QString::fromLatin1(left) << QString::fromLatin1(right);
        }
    }

    void comparison()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        m_faults.clear();
        m_window->compare(data_file(left), data_file(right));
        auto* const view = qobject_cast<CompareView*>(m_window->tabs()->current());
        QVERIFY(view);
        QVERIFY(
            QTest::qWaitFor([view] { return view->jobs() && !view->jobs()->isWorking(); }, 20'000));
        view->expandAll();
        for (const Look& look : looks()) {
            m_themes->choose(look.dark ? ThemeChoice::Dark : ThemeChoice::Light);
            m_window->resize(look.size);
            QVERIFY(settle(*m_window));
            examine(*m_window, QStringLiteral("compare"), look.dark);
            // Rows of every kind: the pages that each has.
            QList<QList<PairDetail::Page>> seen;
            const std::size_t rows = view->model()->comparison()->pairs.rows.size();
            for (std::size_t row = 1; row < std::min<std::size_t>(rows, 200); ++row) {
                if (!view->pairs()->choosePair(row) || seen.contains(view->detail()->pages()))
                    continue;
                seen.append(view->detail()->pages());
                for (const PairDetail::Page page : view->detail()->pages()) {
                    view->detail()->turnTo(page);
                    QVERIFY(settle(*m_window));
                    examine(*view->detail(), QStringLiteral("compare page %1").arg(int(page)),
                            look.dark);
                }
            }
        }
        QVERIFY2(m_faults.isEmpty(),
                 qPrintable(QLatin1Char('\n') + m_faults.mid(0, 40).join(QLatin1Char('\n'))));
    }

    void series()
    {
        m_faults.clear();
        QStringList epochs;
        for (int epoch = 1; epoch <= 10; ++epoch)
            epochs.append(data_file(QStringLiteral("series/epoch_%1.h5").arg(epoch)));
        m_window->showSeries(epochs);
        auto* const view = qobject_cast<SeriesView*>(m_window->tabs()->current());
        QVERIFY(view);
        QVERIFY(QTest::qWaitFor([view] { return view->isOpen(); }, 20'000));
        for (const Look& look : looks()) {
            m_themes->choose(look.dark ? ThemeChoice::Dark : ThemeChoice::Light);
            m_window->resize(look.size);
            QVERIFY(settle(*m_window));
            examine(*m_window, QStringLiteral("series"), look.dark);
        }
        QVERIFY2(m_faults.isEmpty(),
                 qPrintable(QLatin1Char('\n') + m_faults.mid(0, 40).join(QLatin1Char('\n'))));
    }

    /// The dialog that asks how to export: of files that lose much, little and nothing, of one that
    /// it cannot export so, and when it could not be done.
    void exportDialog_data()
    {
        QTest::addColumn<QString>("path");
        const QString only = qEnvironmentVariable("STRATA_PROOF_ONLY");
        for (const char* const path :
             {"keras/keras-3/deep_learning_model.h5", "keras/keras-3/custom_model.h5",
              "keras/keras-3/long_names.h5", "sklearn/1.9/forest_wine.joblib", "torch/quantized.pt",
              "npz/compressed.npz", "safetensors/metadata.safetensors", "pickle/builtins.p4.pkl"}) {
            if (QStringLiteral("export ").append(QLatin1String(path)).contains(only))
                QTest::newRow(path) << QString::fromLatin1(path);
        }
    }

    void exportDialog()
    {
        QFETCH(QString, path);
        m_faults.clear();
        DocumentView* const view = open_in(*m_window, data_file(path));
        QVERIFY(view && settle(*m_window));
        for (const Look& look : looks()) {
            m_themes->choose(look.dark ? ThemeChoice::Dark : ThemeChoice::Light);
            m_window->resize(look.size);
            m_window->exporting().exportAll(*view);
            QPointer<ExportDialog> dialog = m_window->exporting().dialog();
            QVERIFY(dialog && settle(*m_window));
            examine(*dialog, QStringLiteral("export"), look.dark);
            dialog->setProblem(QStringLiteral("Cannot write model.safetensors"),
                               QStringLiteral("The folder cannot be written to. It is /models."),
                               QStringLiteral("Choose another folder."));
            QVERIFY(settle(*m_window));
            examine(*dialog, QStringLiteral("export, problem"), look.dark);
            dialog->reject();
            QTRY_VERIFY(!dialog);
        }
        QVERIFY2(m_faults.isEmpty(), qPrintable(m_faults.join(QLatin1Char('\n'))));
    }

private:
    struct Look {
        bool dark;
        QSize size;
    };

    /// Themes change seldom: it costs a polish of every widget.
    static QList<Look> sixLooks()
    {
        return {{false, {900, 600}}, {false, {1440, 900}}, {false, {1920, 1200}},
                {true, {900, 600}},  {true, {1440, 900}},  {true, {1920, 1200}}};
    }

    QList<Look> looks()
    {
        const QList<Look> six = sixLooks();
        if (proves_all())
            return six;
        return {six[0], six[1], six[2], six[3 + m_turn++ % 3]};
    }

    QList<Look> looksAt(const QString& path)
    {
        const QList<Look> six = sixLooks();
        const int variant = variant_of(path);
        const bool hostile = path.contains(QLatin1String("hostile/"));
        if ((variant == 0 && !hostile) || proves_all())
            return looks();
        if (!hostile)
            return {six[variant % six.size()]};
        // One of each theme, another pair for the next file.
        const int size = m_turn++ % 3;
        return {six[size], six[3 + (size + 1) % 3]};
    }

    void lookAt(DocumentView& view, bool dark)
    {
        if (!view.isOpen()) {
            QVERIFY(settle(*m_window));
            examine(*m_window, QStringLiteral("error"), dark);
            return;
        }
        QWidget* part = m_window.get(); // what stands around the pages is the same for each
        for (const ProofView& what : proof_views(view)) {
            QVERIFY2(turn_to(*m_window, view, what), qPrintable(what.page));
            examine(*part, what.page + QLatin1Char(' ') + what.select, dark);
            part = view.inspector();
        }
    }

    void examine(QWidget& part, const QString& name, bool dark)
    {
        QImage picture(part.size(), QImage::Format_RGB32);
        part.render(&picture);
        const QList<PaintedText> texts = painted_texts(part);
        QStringList faults = faint_texts(part, texts, picture);
        if (is_blank(picture))
            faults.append(QStringLiteral("blank"));
        if (!dark) // a theme changes no place
            faults += clipped_texts(part, texts) + overlapping_texts(texts);
        if (!dark && &part != m_window.get()) // its status bar makes room for what runs
            faults += squeezed_texts(part);
        if (faults.isEmpty())
            return;
        const QString where = QStringLiteral("%1 %2 %3: ")
                                  .arg(name)
                                  .arg(m_window->width())
                                  .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"));
        for (const QString& fault : std::as_const(faults))
            m_faults.append(where + fault);
        keep(picture, where);
    }

    static void keep(const QImage& picture, QString where)
    {
        const QString folder = qEnvironmentVariable("STRATA_SHOT_DIR");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        QString name = QString::fromLatin1(QTest::currentDataTag()) + QLatin1Char('-') + where;
        for (QChar& c : name) {
            if (!c.isLetterOrNumber())
                c = QLatin1Char('_');
        }
        picture.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }

    std::unique_ptr<ThemeSwitch> m_themes;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_faults;
    int m_turn = 0;
};

QTEST_MAIN(TestEveryView)
#include "tst_every_view.moc"
