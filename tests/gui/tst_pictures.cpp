// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window_driver.h"

#include "app/window/window_picture.h"
#include "tests/unit/widgets/trained_document.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/theme/theme_switch.h"

#include <QDir>
#include <QLineEdit>
#include <QTemporaryDir>

using namespace strata;
using namespace strata::test;

/// Draws every page of fixtures. With STRATA_SHOT_DIR set, in light and dark and at two sizes, and the
/// pictures are written there to be looked at.
class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_themes = std::make_unique<ThemeSwitch>(); }
    void cleanupTestCase() { m_themes.reset(); }

    void page_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("select");
        const auto row = [](const char* name, const char* file, const char* view,
                            const char* select) {
            QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(view)
                                << QString::fromLatin1(select);
        };
        row("start", "", "", "");
        row("forest-overview", "sklearn/1.9/forest_wine.joblib", "overview", "");
        row("forest-estimator", "sklearn/1.9/forest_wine.joblib", "estimator", "");
        row("outputs-estimator", "sklearn/1.9/forest_several_outputs.joblib", "estimator", "");
        row("regressor-estimator", "sklearn/1.9/forest_regressor.joblib", "estimator", "");
        row("texts-estimator", "sklearn/1.9/forest_text_classes.joblib", "estimator", "");
        row("forest-configuration", "sklearn/1.9/forest_wine.joblib", "configuration", "");
        row("forest-metadata", "sklearn/1.9/forest_wine.joblib", "metadata", "");
        row("forest-findings", "sklearn/1.9/forest_wine.joblib", "findings", "");
        row("linear-estimator", "sklearn/1.9/linear_feature_names.joblib", "estimator", "");
        row("linear-weights", "sklearn/1.9/linear_feature_names.joblib", "weights",
            "estimator/coef_");
        row("pipeline-estimator", "sklearn/1.9/pipeline.joblib", "estimator", "");
        row("tensor-weights", "safetensors/shapes_and_names.safetensors", "weights", "");
        row("tensor-overview", "safetensors/shapes_and_names.safetensors", "overview", "");
        row("normal-weights", "npy/normal_float32.npy", "weights", "");
        row("normal-values", "npy/normal_float32.npy", "values", "");
        row("zoomed-weights", "npy/normal_float32.npy", "weights", "");
        row("outliers-weights", "npy/outliers.npy", "weights", "");
        row("constant-weights", "npy/constant.npy", "weights", "");
        row("nan-weights", "npy/nan_and_infinities.npy", "weights", "");
        row("cube-weights", "npy/cube.npy", "weights", "");
        row("trained-overview", "gearbox_mlp.h5", "overview", "");
        row("trained-weights", "gearbox_mlp.h5", "weights", "gearbox_mlp/dense_1/kernel");
        row("trained-optimizer", "gearbox_mlp.h5", "optimizer", "optimizer");
        row("trained-layer", "gearbox_mlp.h5", "weights", "gearbox_mlp/dense_1");
        row("cube-values", "npy/cube.npy", "values", "");
        row("records-values", "npy/records.npy", "values", "");
        row("hostile-findings", "hostile/call_subprocess.pkl", "findings", "");
        row("unknown", "npy/versions.json", "error", "");
        row("truncated", "truncated", "", "");
        row("no-match", "sklearn/1.9/forest_wine.joblib", "estimator", "");
        row("drag", "sklearn/1.9/forest_wine.joblib", "estimator", "");
        row("drag-refused", "", "", "");
    }

    void page()
    {
        QFETCH(QString, file);
        QFETCH(QString, view);
        QFETCH(QString, select);
        QTemporaryDir folder;
        QString path = data_file(file);
        if (file == QLatin1String("truncated"))
            path = halfOf(folder, QStringLiteral("sklearn/1.9/forest_wine.joblib"));
        const bool made = file == QLatin1String("gearbox_mlp.h5");
        if (!file.isEmpty() && !made && !QFile::exists(path))
            QSKIP("no such fixture");
        const bool kept = qEnvironmentVariableIsSet("STRATA_SHOT_DIR");
        for (const bool dark : kept ? QList<bool>{false, true} : QList<bool>{false}) {
            m_themes->choose(dark ? ThemeChoice::Dark : ThemeChoice::Light);
            for (const QSize size :
                 kept ? QList<QSize>{{1440, 900}, {900, 600}} : QList<QSize>{{1440, 900}}) {
                MainWindow window(m_themes.get(), made ? trained_opener() : real_opener());
                if (!file.isEmpty())
                    window.openFiles({path});
                WindowPicture request;
                request.view = view;
                request.select = select.isEmpty() && view != QLatin1String("overview")
                                     ? firstTensorPath(window, view)
                                     : select;
                request.size = size;
                QImage image = draw_window(window, request);
                if (const QString tag = QString::fromLatin1(QTest::currentDataTag());
                    tag.startsWith(QLatin1String("drag")) ||
                    tag.startsWith(QLatin1String("zoom")) || tag == QLatin1String("no-match"))
                    image = drawSpecial(window, tag);
                QVERIFY2(!image.isNull(), qPrintable(file + QLatin1Char(' ') + view));
                QVERIFY(isNotBlank(image));
                save(image, dark, size);
            }
        }
    }

private:
    /// Opens a network that was made in memory, whatever the path.
    static Session::Opener trained_opener()
    {
        return [](const std::string&, const JobContext&) -> Result<OpenDocument> {
            return OpenDocument{TrainedDocument::make(), {}};
        };
    }

    static QString firstTensorPath(MainWindow& window, const QString& view)
    {
        if (view != QLatin1String("weights") && view != QLatin1String("values"))
            return {};
        DocumentView* const document = window.currentView();
        if (!document || !QTest::qWaitFor([document] { return document->isOpen(); }, 10'000))
            return {};
        return QString::fromStdString(document->file()->open.document->tensor_path(TensorId{0}));
    }

    static QString halfOf(const QTemporaryDir& folder, const QString& name)
    {
        QFile whole(data_file(name));
        QFile part(folder.filePath(QStringLiteral("half.joblib")));
        if (whole.open(QIODevice::ReadOnly) && part.open(QIODevice::WriteOnly))
            part.write(whole.read(whole.size() / 2));
        return part.fileName();
    }

    /// The window while something is dragged over it, or with a filter that nothing matches.
    static QImage drawSpecial(MainWindow& window, const QString& tag)
    {
        QMimeData dragged;
        if (tag == QLatin1String("drag"))
            dragged.setUrls({QUrl::fromLocalFile(data_file(QStringLiteral("npy/cube.npy"))),
                             QUrl::fromLocalFile(data_file(QStringLiteral("npy/one.npy")))});
        else
            dragged.setText(QStringLiteral("some words"));
        QDragEnterEvent enter(window.rect().center(), Qt::CopyAction, &dragged, Qt::LeftButton,
                              Qt::NoModifier);
        if (tag == QLatin1String("zoomed-weights"))
            Q_EMIT window.currentView()->inspector()->weights()->plot()->rangeChosen(-0.5, 0.75);
        else if (tag.startsWith(QLatin1String("drag")))
            QCoreApplication::sendEvent(&window, &enter);
        else
            window.findChild<QLineEdit*>(QStringLiteral("treeFilter"))
                ->setText(QStringLiteral("convx"));
        return draw_window(window, {{}, {}, window.size()});
    }

    static bool isNotBlank(const QImage& image)
    {
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 7) {
            for (int x = 0; x < image.width(); x += 7)
                colours.insert(image.pixel(x, y));
        }
        return colours.size() > 4;
    }

    static void save(const QImage& image, bool dark, const QSize& size)
    {
        const QString folder = qEnvironmentVariable("STRATA_SHOT_DIR");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        image.save(QStringLiteral("%1/%2-%3-%4.png")
                       .arg(folder, QString::fromLatin1(QTest::currentDataTag()),
                            dark ? QStringLiteral("dark") : QStringLiteral("light"))
                       .arg(size.width()));
    }

    std::unique_ptr<ThemeSwitch> m_themes;
};

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
