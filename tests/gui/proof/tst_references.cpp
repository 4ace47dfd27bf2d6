// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window_driver.h"

#include "app/window/sample.h"
#include "app/window/window_picture.h"
#include "widgets/theme/theme_switch.h"

#include <QDir>
#include <QFontInfo>
#include <QPainter>

using namespace strata;
using namespace strata::test;

/// Holds the main views against pictures of them that were looked at once. A view that looks
/// different fails and leaves a picture of both and their difference in the folder that the message
/// names. Looked at and found good, it becomes the reference with STRATA_ACCEPT_PICTURES=1.
class TestReferences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_themes = std::make_unique<ThemeSwitch>(); }
    void cleanupTestCase() { m_themes.reset(); }

    void view_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("select");
        const auto row = [](const char* name, const char* file, const char* page,
                            const char* select = "") {
            QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(page)
                                << QString::fromLatin1(select);
        };
        const char* const network = STRATA_TEST_DATA "/keras/keras-3/deep_learning_model.h5";
        const char* const forest = STRATA_TEST_DATA "/sklearn/1.9/forest_wine.joblib";
        row("start", "", "start");
        row("overview", network, "overview");
        row("weights", network, "weights", "layers/dense_1/kernel");
        row("layer", network, "weights", "layers/dense_1");
        row("values", network, "values", "layers/dense_1/kernel");
        row("configuration", network, "configuration", "layers/dense_1");
        row("optimizer", network, "optimizer");
        row("metadata", network, "metadata");
        row("forest", forest, "estimator");
        row("linear", STRATA_TEST_DATA "/sklearn/1.9/linear_feature_names.joblib", "estimator");
        row("export", network, "export");
        row("findings", STRATA_TEST_DATA "/hostile/call_subprocess.pkl", "findings");
        row("compare",
            STRATA_TEST_DATA "/compare/epoch_2.h5|" STRATA_TEST_DATA "/compare/inserted.h5",
            "compare", "layers/first/kernel");
        row("error", STRATA_TEST_DATA "/unsupported/plain_text.pkl", "error");
    }

    void view()
    {
        QFETCH(QString, file);
        QFETCH(QString, page);
        QFETCH(QString, select);
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        for (const bool dark : {false, true}) {
            m_themes->choose(dark ? ThemeChoice::Dark : ThemeChoice::Light);
            MainWindow window(m_themes.get(), real_opener());
            const Sample sample = find_sample();
            window.setSample(sample.path, sample.description);
            const QStringList files = file.split(QLatin1Char('|'), Qt::SkipEmptyParts);
            if (files.size() == 2)
                window.compare(files[0], files[1]);
            else
                window.openFiles(files);
            RenderStatus status{};
            const QImage image =
                draw_window(window, {select, page, QSize(1200, 760)}, picture_timeout_ms, &status);
            QVERIFY2(!image.isNull(), qPrintable(QString::number(static_cast<int>(status))));
            compare(tag + (dark ? QStringLiteral("-dark") : QString()), image);
        }
    }

private:
    /// Other fonts move every letter.
    static QString font()
    {
        return QFontInfo(QApplication::font()).family() + QLatin1Char(' ') +
               QString::number(QFontInfo(QApplication::font()).pixelSize());
    }

    static void compare(const QString& name, const QImage& image)
    {
        const QDir references(QStringLiteral(STRATA_SOURCE_DIR "/tests/gui/proof/references"));
        const QString path = references.filePath(name + QStringLiteral(".png"));
        QImage small =
            coarse(image.scaled(480, 304, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        if (qEnvironmentVariableIsSet("STRATA_ACCEPT_PICTURES")) {
            small.setText(QStringLiteral("Font"), font());
            QVERIFY(QDir().mkpath(references.path()) && small.save(path, "PNG", 0));
            return;
        }
        const QImage reference(path);
        QVERIFY2(!reference.isNull(), qPrintable(path));
        if (reference.text(QStringLiteral("Font")) != font())
            QSKIP("the reference was drawn with another font");
        const QImage shown = small.convertToFormat(QImage::Format_RGB32);
        const QImage wanted = reference.convertToFormat(QImage::Format_RGB32);
        const double share = different(shown, wanted);
        if (share <= most_different)
            return;
        const QString kept = keepDifference(name, wanted, shown);
        QFAIL(qPrintable(QStringLiteral("%1: %2 % of it looks different: see %3")
                             .arg(name)
                             .arg(100 * share, 0, 'f', 2)
                             .arg(kept)));
    }

    /// Fewer colours make smaller files. Each pixel by itself: what Qt does for a palette spreads a
    /// change over all that comes after it.
    static QImage coarse(const QImage& image)
    {
        QImage out = image.convertToFormat(QImage::Format_RGB32);
        for (int y = 0; y < out.height(); ++y) {
            for (int x = 0; x < out.width(); ++x)
                out.setPixel(x, y, (out.pixel(x, y) & 0xfff0f0f0) | 0xff080808);
        }
        return out;
    }

    static int distance(QRgb one, QRgb other)
    {
        return std::max({std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)),
                         std::abs(qBlue(one) - qBlue(other))});
    }

    /// Share of the pixels that a person would see as different.
    static double different(const QImage& one, const QImage& other)
    {
        if (one.size() != other.size())
            return 1;
        qint64 count = 0;
        for (int y = 0; y < one.height(); ++y) {
            for (int x = 0; x < one.width(); ++x)
                count += distance(one.pixel(x, y), other.pixel(x, y)) > visible_step;
        }
        return double(count) / (double(one.width()) * one.height());
    }

    /// Reference, what is shown, and where they differ, side by side.
    static QString keepDifference(const QString& name, const QImage& wanted, const QImage& shown)
    {
        QImage all(wanted.width() + 2 * shown.width(), shown.height(), QImage::Format_RGB32);
        QPainter painter(&all);
        painter.drawImage(0, 0, wanted);
        painter.drawImage(wanted.width(), 0, shown);
        QImage difference = shown;
        QPainter subtract(&difference);
        subtract.setCompositionMode(QPainter::CompositionMode_Difference);
        subtract.drawImage(0, 0, wanted);
        subtract.end();
        painter.drawImage(wanted.width() + shown.width(), 0, difference);
        painter.end();
        const QString folder = QDir::current().filePath(QStringLiteral("differences"));
        QDir().mkpath(folder);
        const QString path = folder + QLatin1Char('/') + name + QStringLiteral(".png");
        all.save(path);
        return path;
    }

    static constexpr int visible_step = 24;
    static constexpr double most_different = 0.004;

    std::unique_ptr<ThemeSwitch> m_themes;
};

QTEST_MAIN(TestReferences)
#include "tst_references.moc"
