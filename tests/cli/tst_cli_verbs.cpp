// SPDX-License-Identifier: GPL-3.0-or-later
// What is printed where, and what the exit status says.
#include "strata_process.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

namespace {

const QString linear = fixture("sklearn/1.9/linear_feature_names.joblib");
const QString forest = fixture("sklearn/1.9/random_forest_model.pkl");

QByteArray read_bytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write_bytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestCliVerbs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpOfEveryVerb_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("program") << QStringList{"--help"};
        for (const char* verb :
             {"info", "summary", "tree", "stats", "values", "diff", "scan", "formats"})
            QTest::newRow(verb) << QStringList{QLatin1String(verb), "--help"};
    }
    void helpOfEveryVerb()
    {
        QFETCH(QStringList, arguments);
        const StrataRun run = run_strata(arguments);
        QCOMPARE(run.status, 0);
        QVERIFY(run.err.isEmpty());
        QVERIFY(run.out.contains("Usage: strata"));
        QVERIFY(run.out.contains("Examples:\n  strata "));
        QVERIFY(run.out.contains("--json"));
    }

    void versionNamesTheLibraries()
    {
        const StrataRun run = run_strata({"--version"});
        QCOMPARE(run.status, 0);
        QVERIFY(run.out.startsWith("strata "));
        for (const char* library : {"Qt", "zlib", "bzip2", "liblzma", "lz4", "zstd", "libdeflate"})
            QVERIFY2(run.out.contains(library), library);
    }

    void wrongCalls_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no file") << QStringList{"info"};
        QTest::newRow("no such option") << QStringList{"info", "--nothing", linear};
        QTest::newRow("no such verb") << QStringList{"inof", linear};
        QTest::newRow("option without verb") << QStringList{"--json", linear};
        QTest::newRow("verb not built yet") << QStringList{"convert"};
        QTest::newRow("no bins") << QStringList{"stats", linear, "--bins", "0"};
        QTest::newRow("too many bins") << QStringList{"stats", linear, "--bins", "1000000"};
        QTest::newRow("no number") << QStringList{"tree", linear, "--depth", "x"};
        QTest::newRow("all and some") << QStringList{"stats", "--all", linear, "coef_"};
        QTest::newRow("two forms") << QStringList{"values", linear, "coef_", "--csv", "--json"};
    }
    void wrongCalls()
    {
        QFETCH(QStringList, arguments);
        const StrataRun run = run_strata(arguments);
        QCOMPARE(run.status, 2);
        const QByteArray said = run.out + run.err;
        QVERIFY2(said.contains("strata: ") || said.contains("\"error\""), said.constData());
    }

    void errors_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << "/no such/file.pkl"
                                 << "not_found"
                                 << "no file of this name";
        QTest::newRow("folder") << fixture("npy") << "is_directory"
                                << "folder, not a file";
        QTest::newRow("device") << "/dev/null"
                                << "not_regular"
                                << "not a file";
        QTest::newRow("empty") << fixture("unsupported/empty.pkl") << "empty"
                               << "0 bytes";
        QTest::newRow("unknown") << fixture("unsupported/random.bin") << "unknown_content"
                                 << "fits no format";
        QTest::newRow("ONNX") << fixture("unsupported/model.onnx") << "unsupported_content"
                              << "ONNX";
        QTest::newRow("LFS") << fixture("unsupported/lfs_pointer.pkl") << "unsupported_content"
                             << "git lfs pull";
        QTest::newRow("SavedModel") << fixture("unsupported/saved_model") << "unsupported_content"
                                    << "TensorFlow SavedModel";
    }
    void errors()
    {
        QFETCH(QString, path);
        QFETCH(QString, code);
        QFETCH(QString, words);
        for (const char* verb : {"info", "summary", "tree", "stats", "values"}) {
            const StrataRun text = run_strata({QLatin1String(verb), path});
            QCOMPARE(text.status, 2);
            QVERIFY(text.out.isEmpty());
            QVERIFY2(text.err.contains(words.toUtf8()), text.err.constData());
            const StrataRun json = run_strata({QLatin1String(verb), path, "--json"});
            QCOMPARE(json.status, 2);
            QVERIFY(json.err.isEmpty());
            QCOMPARE(json.json()[QLatin1String("schema")].toInt(), 1);
            const QJsonObject error = json.json()[QLatin1String("error")].toObject();
            QCOMPARE(error[QLatin1String("code")].toString(), code);
            QCOMPARE(error[QLatin1String("path")].toString(), path);
            QCOMPARE(error.keys(), (QStringList{"code", "message", "offset", "path", "remedy"}));
        }
    }

    void noPermission()
    {
        if (geteuid() == 0)
            QSKIP("root may read everything");
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("secret.npy"));
        QVERIFY(write_bytes(path, "x"));
        QVERIFY(QFile::setPermissions(path, {}));
        const StrataRun run = run_strata({"info", "--json", path});
        QCOMPARE(run.status, 2);
        QCOMPARE(run.json()[QLatin1String("error")][QLatin1String("code")].toString(),
                 QStringLiteral("permission_denied"));
    }

    void namesOfAllKinds()
    {
        QTemporaryDir folder;
        const QStringList names = {"two words.npy", "größe – 名前.npy", "-dash.npy", "info"};
        for (const QString& name : names)
            QVERIFY(QFile::copy(fixture("npy/two.npy"), folder.filePath(name)));
        for (const QString& name : names) {
            const StrataRun run =
                run_strata({"values", "--csv", "--", name, "data"}, folder.path());
            QCOMPARE(run.out, QByteArray("1\n2\n"));
            QCOMPARE(run.status, 0);
        }
        const StrataRun several =
            run_strata(QStringList{"info", "--json", "--"} + names, folder.path());
        QCOMPARE(several.status, 0);
        const QJsonArray files = several.json()[QLatin1String("files")].toArray();
        QCOMPARE(files.size(), names.size());
        QCOMPARE(files[1][QLatin1String("file")][QLatin1String("name")].toString(), names[1]);
    }

    void namesThatAreNoText()
    {
        QTemporaryDir folder;
        const QByteArray path = QFile::encodeName(folder.path()) + "/caf\xe9.npy";
        const QByteArray bytes = read_bytes(fixture("npy/two.npy"));
        std::FILE* const file = std::fopen(path.constData(), "wb");
        QVERIFY(file != nullptr);
        std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file);
        std::fclose(file);
        const StrataRun run = run_strata({"scan", "--json", folder.path()});
        std::remove(path.constData()); // QTemporaryDir cannot
        QCOMPARE(run.status, 0);
        const QJsonArray files = run.json()[QLatin1String("files")].toArray();
        QCOMPARE(files.size(), 1);
        QVERIFY(
            files[0][QLatin1String("path")].toString().endsWith(QStringLiteral("/caf\ufffd.npy")));
    }

    void severalFilesOneUnreadable()
    {
        const QStringList files = {linear, fixture("unsupported/random.bin"), forest};
        const StrataRun text = run_strata(QStringList{"info"} + files);
        QCOMPARE(text.status, 2);
        QCOMPARE(text.out.count('\n'), 4);
        QVERIFY(text.out.contains("could not be read"));
        QVERIFY(text.err.contains("random.bin"));
        const StrataRun json = run_strata(QStringList{"info", "--json"} + files);
        QCOMPARE(json.status, 2);
        const QJsonArray reports = json.json()[QLatin1String("files")].toArray();
        QCOMPARE(reports.size(), 3);
        QVERIFY(reports[0].toObject().contains(QLatin1String("verdict")));
        QVERIFY(reports[1].toObject().contains(QLatin1String("error")));
    }

    void checksum()
    {
        const StrataRun run = run_strata({"info", "--json", "--sha256", fixture("npy/two.npy")});
        const QByteArray expected = QCryptographicHash::hash(read_bytes(fixture("npy/two.npy")),
                                                             QCryptographicHash::Sha256);
        QCOMPARE(run.json()[QLatin1String("file")][QLatin1String("sha256")].toString().toLatin1(),
                 expected.toHex());
    }

    void infoSaysWhatMatters()
    {
        const StrataRun run = run_strata({"info", linear});
        QCOMPARE(run.status, 0);
        for (const char* words : {"scikit-learn 1.9", "LinearRegression", "Trusted", "Complete",
                                  "fit_intercept", "coef_", "-0.117003844", "3.47328530"})
            QVERIFY2(run.out.contains(words), words);
        const StrataRun trees = run_strata({"info", forest});
        QVERIFY(trees.out.contains("100 trees"));
        QVERIFY(trees.out.contains("Feature importances"));
    }

    void treeDepthAndFilter()
    {
        const StrataRun shallow = run_strata({"tree", "--depth", "1", linear});
        QCOMPARE(shallow.out.count('\n'), 2);
        QVERIFY(shallow.out.contains("rows inside"));
        const StrataRun filtered = run_strata({"tree", "--filter", "COEF", linear});
        QCOMPARE(filtered.out.count('\n'), 2);
        QVERIFY(filtered.out.contains("float64 (13,)"));
        const StrataRun nothing = run_strata({"tree", "--filter", "no such row", linear});
        QCOMPARE(nothing.status, 0);
        QVERIFY(nothing.out.isEmpty());
        const StrataRun file = run_strata({"tree", "--file", linear});
        QVERIFY(file.out != run_strata({"tree", linear}).out);
    }

    void deepTreesStayReadable()
    {
        const StrataRun run =
            run_strata({"tree", "--json", fixture("hostile/exhaust_nested_lists.pkl")});
        QCOMPARE(run.status, 0);
        QVERIFY(!run.json().isEmpty());
        QVERIFY(run.err.contains("deeper than 64"));
    }

    void textHasNoEscapeSequences()
    {
        QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("red\x1b[31m\u202e.npy"));
        QVERIFY(QFile::copy(fixture("npy/two.npy"), name));
        for (const QStringList& arguments :
             {QStringList{"info", name}, QStringList{"info", name, name}, QStringList{"scan", name},
              QStringList{"info", name + u'x'}, QStringList{"info", "--json", name}}) {
            const StrataRun run = run_strata(arguments);
            const QByteArray printed = run.out + run.err;
            QVERIFY(!printed.contains('\x1b'));
            QVERIFY(!printed.contains("\xe2\x80\xae"));
            QVERIFY(printed.contains("\\x1b") || printed.contains("\\u001b"));
        }
    }

    void hostileFilesPrintNoControlCharacters()
    {
        for (const char* name : {"hostile/control_p0.pkl", "hostile/control_p4.pkl",
                                 "hostile/control_nt.pkl", "pickle/standard_library.p4.pkl"}) {
            for (const char* verb : {"info", "tree", "scan"}) {
                const StrataRun run = run_strata({QLatin1String(verb), fixture(name)});
                QVERIFY(!run.crashed);
                for (const char c : run.out + run.err)
                    QVERIFY(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
            }
        }
    }

    void withoutDisplay()
    {
        const StrataRun file = run_strata({linear});
        QCOMPARE(file.status, 0);
        QCOMPARE(file.out, run_strata({"info", linear}).out);
        QVERIFY(file.err.contains("no display"));
        const StrataRun nothing = run_strata({});
        QCOMPARE(nothing.status, 2);
        QVERIFY(nothing.err.contains("no display"));
        QVERIFY(nothing.err.contains("Usage: strata"));
    }

    void aDisplayOpensTheWindow_data()
    {
        QTest::addColumn<QString>("place");
        QTest::newRow("beside") << "bin";
        QTest::newRow("installed") << "libexec/strata";
    }
    void aDisplayOpensTheWindow()
    {
        QFETCH(QString, place);
        QTemporaryDir root;
        const QString window = root.filePath(place + QLatin1String("/strata-window"));
        const QString program = root.filePath(QStringLiteral("bin/strata"));
        QVERIFY(QDir(root.path()).mkpath(place) && QDir(root.path()).mkpath("bin"));
        QVERIFY(QFile::copy(QStringLiteral(STRATA_BINARY), program));
        QVERIFY(write_bytes(window, "#!/bin/sh\nprintf '[%s]' \"$@\"\n"));
        QVERIFY(QFile::setPermissions(window, QFile::ReadOwner | QFile::ExeOwner));
        const QStringList arguments = {"--no-history", "a b.pkl", "--", "-c.npy"};
        const QStringList display = {"QT_QPA_PLATFORM=offscreen"};
        const StrataRun run = run_strata(arguments, {}, display, program);
        QCOMPARE(run.out, QByteArray("[--no-history][a b.pkl][--][-c.npy]"));
        QCOMPARE(run.status, 0);
        QVERIFY(QFile::remove(window));
        const StrataRun missing = run_strata({linear}, {}, display, program);
        QVERIFY(missing.err.contains("strata-window is missing"));
        QVERIFY(missing.out.contains("LinearRegression"));
    }

    void brokenPipeIsQuiet()
    {
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {"-c", QStringLiteral("\"$0\" values \"$1\" --csv | head -n 1"), STRATA_BINARY,
                     fixture("npy/int16_many.npy")});
        QVERIFY(shell.waitForFinished());
        QVERIFY(shell.readAllStandardError().isEmpty());
    }

    void aFullDiskIsSaid()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("no /dev/full");
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(STRATA_BINARY), {"formats"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("could not be written"));
    }

    void interruptEndsTheWork()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("large.npy"));
        const QByteArray header = "\x93NUMPY\x01" + QByteArray(1, '\0') + "\x76" +
                                  QByteArray(1, '\0') +
                                  QByteArray("{'descr': '<f4', 'fortran_order': False, 'shape': "
                                             "(8000000000,), }")
                                      .leftJustified(117) +
                                  "\n";
        QVERIFY(write_bytes(path, header));
        QVERIFY(QFile::resize(path, header.size() + qint64{32'000'000'000}));
        QProcess process;
        process.start(QStringLiteral(STRATA_BINARY), {"stats", path});
        QVERIFY(process.waitForStarted());
        QVERIFY(!process.waitForFinished(300));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(10'000));
        QVERIFY(process.readAllStandardError().contains("Stopped before the end"));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit); // by the signal, so that loops end
    }

    void loadsNothingOfQtGui()
    {
        QProcess ldd;
        ldd.start(QStringLiteral("ldd"), {STRATA_BINARY});
        if (!ldd.waitForFinished())
            QSKIP("no ldd");
        const QByteArray libraries = ldd.readAllStandardOutput();
        QVERIFY(libraries.contains("libQt6Core"));
        QVERIFY2(!libraries.contains("libQt6Gui"), libraries.constData());
        QVERIFY2(!libraries.contains("libQt6Widgets"), libraries.constData());
    }

    void formatsNamesWhatIsRead()
    {
        const StrataRun text = run_strata({"formats"});
        QCOMPARE(text.status, 0);
        QVERIFY(text.out.contains("safetensors"));
        const QJsonArray formats =
            run_strata({"formats", "--json"}).json()[QLatin1String("formats")].toArray();
        bool read = false;
        for (const QJsonValue& format : formats) {
            QCOMPARE(format.toObject().keys(),
                     (QStringList{"extensions", "id", "name", "read", "write"}));
            read = read || format[QLatin1String("read")].toBool();
        }
        QVERIFY(read);
    }
};

QTEST_APPLESS_MAIN(TestCliVerbs)
#include "tst_cli_verbs.moc"
