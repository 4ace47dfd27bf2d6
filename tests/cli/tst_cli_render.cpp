// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window from the command line, with no display.
#include "strata_process.h"

#include <QFile>
#include <QImage>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace {

const char* const network = "keras/keras-3/deep_learning_model.h5";

} // namespace

class TestCliRender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void pages_data()
    {
        QTest::addColumn<QString>("view");
        for (const char* const view :
             {"overview", "weights", "values", "configuration", "optimizer", "metadata", "findings",
              "loading", "drag", "export"})
            QTest::newRow(view) << QString::fromLatin1(view);
    }
    void pages()
    {
        QFETCH(QString, view);
        const QImage image = picture({fixture(network), "--view", view});
        QCOMPARE(image.size(), QSize(1440, 900));
        QVERIFY(colours(image) > 8);
    }

    void comparison()
    {
        const QString other = fixture("keras/keras-3/optimizer_adamw.h5");
        const QImage image = picture({fixture(network), other, "--view", "compare"});
        QCOMPARE(image.size(), QSize(1440, 900));
        QVERIFY(colours(image) > 8);
    }

    void comparisonsNeedTwoFiles()
    {
        const StrataRun run = run_strata({fixture(network), "--compare"});
        QCOMPARE(run.status, 2);
        QVERIFY2(run.err.contains("two files"), run.err.constData());
    }

    void sizeScaleAndTheme()
    {
        const QImage light = picture({"--view", "start", "--size", "900x600"});
        QCOMPARE(light.size(), QSize(900, 600));
        const QImage dark =
            picture({"--view", "start", "--size", "900x600", "--scale", "2", "--dark"});
        QCOMPARE(dark.size(), QSize(1800, 1200));
        QVERIFY(light.pixelColor(8, 300).lightness() > 200);
        QVERIFY(dark.pixelColor(16, 600).lightness() < 60);
    }
    void withoutAFileIsTheStartPage() { QCOMPARE(picture({}), picture({"--view", "start"})); }

    void textHasAFont()
    {
        // Without fonts the menu's place is a flat ground.
        const QImage image = picture({"--view", "start"});
        QVERIFY(colours(image.copy(0, 0, 160, 24)) > 4);
    }

    void selectsARow()
    {
        const QImage kernel =
            picture({fixture(network), "--view", "weights", "--select", "layers/dense_1/kernel"});
        const QImage bias =
            picture({fixture(network), "--view", "weights", "--select", "layers/dense_1/bias"});
        QVERIFY(!kernel.isNull());
        QVERIFY(kernel != bias);
    }
    void errorsHaveAPicture()
    {
        const QImage image = picture({fixture("keras/keras-3/versions.json"), "--view", "error"});
        QVERIFY(colours(image) > 8);
    }

    void goesToStandardOutput()
    {
        const StrataRun output = run_strata({"render", "--view", "start"});
        QCOMPARE(output.status, 0);
        QVERIFY(output.out.startsWith("\x89PNG"));
        QVERIFY(!QImage::fromData(output.out).isNull());
    }
    void saysWhatItWrote()
    {
        const QString path = m_folder.filePath("written.png");
        const StrataRun output = run_strata({"render", "--view", "start", "-o", path, "--json"});
        QCOMPARE(output.status, 0);
        const QJsonObject json = output.json();
        QCOMPARE(json["schema"].toInt(), 1);
        QCOMPARE(json["written"].toString(), path);
        QVERIFY(QFile::exists(path));
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("code");
        const QString file = fixture(network);
        QTest::newRow("no row") << QStringList{file, "--select", "layers/nothing"}
                                << "no_such_item";
        QTest::newRow("no page") << QStringList{file, "--view", "estimator"} << "bad_argument";
        QTest::newRow("no error") << QStringList{file, "--view", "error"} << "bad_argument";
        QTest::newRow("no view") << QStringList{file, "--view", "elsewhere"} << "bad_argument";
        QTest::newRow("size") << QStringList{file, "--size", "90x60"} << "bad_argument";
        QTest::newRow("no size") << QStringList{file, "--size", "wide"} << "bad_argument";
        QTest::newRow("one file") << QStringList{file, "--view", "compare"} << "bad_argument";
        QTest::newRow("no file") << QStringList{"--view", "weights"} << "bad_argument";
        QTest::newRow("missing") << QStringList{fixture("nothing.h5")} << "not_found";
        QTest::newRow("unknown") << QStringList{fixture("keras/keras-3/versions.json")}
                                 << "unknown_content";
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, code);
        const QString path = m_folder.filePath("refused.png");
        const StrataRun output =
            run_strata(QStringList{"render", "--json", "-o", path} + arguments);
        QCOMPARE(output.status, 2);
        const QJsonObject json = output.json();
        QCOMPARE(json["error"].toObject()["code"].toString(), code);
        QVERIFY(!QFile::exists(path));
    }
    void cannotWrite()
    {
        const StrataRun output =
            run_strata({"render", "--view", "start", "-o", m_folder.filePath("none/picture.png")});
        QCOMPARE(output.status, 2);
        QVERIFY(!output.err.isEmpty());
    }

private:
    QImage picture(const QStringList& arguments)
    {
        const QString path = m_folder.filePath("picture.png");
        QFile::remove(path);
        const StrataRun output = run_strata(QStringList{"render", "-o", path} + arguments);
        if (output.status != 0)
            qWarning("%s", output.err.constData());
        return QImage(path);
    }
    static int colours(const QImage& image)
    {
        QSet<QRgb> seen;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3)
                seen.insert(image.pixel(x, y));
        }
        return static_cast<int>(seen.size());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliRender)
#include "tst_cli_render.moc"
