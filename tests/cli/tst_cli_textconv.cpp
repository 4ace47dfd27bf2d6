// SPDX-License-Identifier: GPL-3.0-or-later
// `textconv`: what Git shows of a changed model, and the lines of every fixture, which lie in
// tests/cli/approved/textconv; STRATA_UPDATE_GOLDEN=1 renews them.
#include "strata_process.h"

#include "tests/unit/formats/fixtures.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString keras = fixture("keras/keras-3/deep_learning_model.h5");

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write_content(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray text_of(const QString& path)
{
    return run_strata({QStringLiteral("textconv"), path}).out;
}

/// The value behind a key.
QByteArray value_of(const QByteArray& text, const QByteArray& key)
{
    for (const QByteArray& line : text.split('\n')) {
        if (line.startsWith(key + " = "))
            return line.mid(key.size() + 3);
    }
    return {};
}

/// A repository that turns models into text, and knows nothing of whoever runs the test.
class Repository {
public:
    Repository()
    {
        git({"init", "--quiet"});
        git({"config", "diff.strata.textconv",
             QStringLiteral("'%1' textconv").arg(QStringLiteral(STRATA_BINARY))});
        git({"config", "diff.strata.cachetextconv", "true"});
        write_content(path(QStringLiteral(".gitattributes")), "*.h5 diff=strata\n");
    }

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    StrataRun git(const QStringList& arguments) const
    {
        return run_strata(QStringList{"--no-pager"} + arguments, m_folder.path(),
                          {"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
                           "GIT_AUTHOR_NAME=Test", "GIT_AUTHOR_EMAIL=test@example.org",
                           "GIT_COMMITTER_NAME=Test", "GIT_COMMITTER_EMAIL=test@example.org",
                           "HOME=" + m_folder.path()},
                          QStringLiteral("git"));
    }
    void commit() const
    {
        git({"add", "."});
        git({"commit", "--quiet", "--message", "Another state"});
    }
    /// The lines that a diff takes away and adds.
    [[nodiscard]] QByteArrayList changes() const
    {
        QByteArrayList lines;
        for (const QByteArray& line : git({"diff", "--unified=0"}).out.split('\n')) {
            if ((line.startsWith('-') || line.startsWith('+')) && !line.startsWith("---") &&
                !line.startsWith("+++"))
                lines.append(line);
        }
        return lines;
    }

private:
    QTemporaryDir m_folder;
};

/// Fixtures whose lines are held: of hostile files and pickles many say the same.
QStringList held_fixtures()
{
    using namespace strata::fixtures;
    QStringList names;
    for (const QString& family : families()) {
        if (family != QLatin1String("hostile") && family != QLatin1String("pickle"))
            names += all_of(family);
    }
    for (const char* name :
         {"hostile/call_eval.pkl", "hostile/truncated.pkl", "hostile/tree_loop.joblib",
          "pickle/shared.p4.pkl", "pickle/own_state.p2.pkl", "pickle/arrays.p5.pkl",
          "unsupported/lfs_pointer.pkl", "unsupported/model.onnx", "unsupported/empty.pkl"})
        names += QString::fromLatin1(name);
    return names;
}

/// Approved texts are small: of a long one the start is kept as it is, the rest as its hash.
QByteArray start_of(const QByteArray& text)
{
    constexpr qsizetype kept = 2'500;
    if (text.size() <= kept)
        return text;
    const qsizetype end = text.lastIndexOf('\n', kept) + 1;
    const QByteArray rest = text.mid(end);
    return text.first(end) + "and " + QByteArray::number(rest.count('\n')) +
           " more lines, SHA-256 " +
           QCryptographicHash::hash(rest, QCryptographicHash::Sha256).toHex() + "\n";
}

} // namespace

class TestCliTextconv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lines_are_as_approved_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : held_fixtures())
            QTest::newRow(qPrintable(name)) << name;
    }
    void lines_are_as_approved()
    {
        QFETCH(QString, name);
        const StrataRun run = run_strata({"textconv", strata::fixtures::path(name)});
        QVERIFY2(run.status == 0 && run.err.isEmpty(), run.err.constData());
        // How the reader of HDF5 dies of a hostile file differs from build to build.
        QByteArray lines = run.out;
        const QByteArray now = start_of(lines.replace(" was ended by signal 11", " ended early"));
        const QString approved =
            QStringLiteral(STRATA_SOURCE_DIR "/tests/cli/approved/textconv/%1.txt").arg(name);
        if (qEnvironmentVariableIntValue("STRATA_UPDATE_GOLDEN") != 0) {
            QDir().mkpath(QFileInfo(approved).path());
            QVERIFY(write_content(approved, now));
        }
        QCOMPARE(now, content(approved));
        // Every line has a key and a value, and nothing that a terminal or a page would obey.
        QVERIFY(run.out.endsWith('\n'));
        for (const QByteArray& line : run.out.chopped(1).split('\n')) {
            QVERIFY2(line.indexOf(" = ") > 0, line.constData());
            for (const char c : line)
                QVERIFY2(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f, line.constData());
        }
    }

    /// Neither the name nor the place of a file is in its lines, nor when it was written.
    void name_and_place_change_nothing()
    {
        QTemporaryDir folder;
        for (const char* name : {"keras/keras-3/deep_learning_model.h5", "npz/compressed.npz",
                                 "torch/checkpoint_adam.pt", "unsupported/lfs_pointer.pkl"}) {
            const QString path = fixture(name);
            const QString copy =
                folder.filePath(QStringLiteral("Zq7_other.") + QFileInfo(path).suffix());
            QFile::remove(copy);
            QVERIFY(QFile::copy(path, copy));
            const QByteArray text = text_of(copy);
            QCOMPARE(text, text_of(path));
            QVERIFY(!text.contains("Zq7_other") && !text.contains(folder.path().toUtf8()));
        }
    }

    /// The hash is that of the bytes which numpy's tobytes() gives, whatever the layout.
    void hashes_are_of_values_in_c_order()
    {
        QTemporaryDir folder;
        for (const char* name : {"npy/dtype_float64.npy", "npy/big_endian_f4.npy",
                                 "npy/fortran_matrix.npy", "npy/fortran_big_endian.npy"}) {
            const QString json = QStringLiteral("little.safetensors");
            QVERIFY(
                run_strata({"convert", fixture(name), folder.filePath(json), "--yes", "--force"})
                    .status == 0);
            const QByteArray stored = content(folder.filePath(json));
            quint64 header = 0;
            std::memcpy(&header, stored.constData(), sizeof header);
            const QByteArray values = stored.mid(static_cast<qsizetype>(8 + header));
            QCOMPARE(value_of(text_of(fixture(name)), "data@sha256"),
                     QCryptographicHash::hash(values, QCryptographicHash::Sha256).toHex());
        }
    }

    /// An array in which its file ends says so, and the others keep their hashes.
    void cut_arrays_say_so()
    {
        QTemporaryDir folder;
        const QByteArray whole = content(fixture("safetensors/metadata.safetensors"));
        const QString cut = folder.filePath(QStringLiteral("cut.safetensors"));
        QVERIFY(write_content(cut, whole.first(1160 + 20)));
        const StrataRun run = run_strata({"textconv", cut});
        QCOMPARE(run.status, 0);
        const QByteArray before = text_of(fixture("safetensors/metadata.safetensors"));
        const QByteArray first = "model.layers.0.norm.bias@sha256";
        QCOMPARE(value_of(run.out, first), value_of(before, first));
        QCOMPARE(value_of(run.out, "model.layers.1.norm.bias@sha256"), "cut: 5 of 8 values");
        QVERIFY(value_of(run.out, "model.layers.1.norm.bias@mean").isEmpty());
        QCOMPARE(value_of(run.out, "model.layers.2.norm.bias@sha256"), "missing");
        QCOMPARE(value_of(run.out, "identity@integrity"), "incomplete");
    }

    /// What is no fact of the content is no text that Git might keep.
    void what_the_system_refuses_fails()
    {
        QTemporaryDir folder;
        const StrataRun missing = run_strata({"textconv", folder.filePath("none.h5")});
        QCOMPARE(missing.status, 2);
        QVERIFY(missing.out.isEmpty() && !missing.err.isEmpty());
        QCOMPARE(run_strata({"textconv", folder.path()}).status, 2);
    }

    void git_shows_what_changed()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("git")).isEmpty())
            QSKIP("git is not installed");
        const Repository repository;
        const QString model = repository.path(QStringLiteral("model.h5"));
        QVERIFY(QFile::copy(keras, model));
        repository.commit();
        QVERIFY(repository.changes().isEmpty());

        QCOMPARE(run_strata({"set", model, "optimizer@learning_rate=0.0005"}).status, 0);
        QByteArrayList changes = repository.changes();
        QVERIFY(changes.contains("-optimizer@learning_rate = 0.0010000000474974513"));
        QVERIFY(changes.contains("+optimizer@learning_rate = 0.0005"));
        for (const QByteArray& line : changes)
            QVERIFY2(line.contains("learning_rate") || line.contains("/@training_config"), line);
        repository.commit();

        QVERIFY(change_a_weight(model));
        changes = repository.changes();
        QByteArrayList keys;
        for (const QByteArray& line : changes)
            keys.append(line.first(line.indexOf(" = ")));
        QCOMPARE(keys, (QByteArrayList{"-layers/dense/kernel@sha256", "-layers/dense/kernel@mean",
                                       "-layers/dense/kernel@std", "+layers/dense/kernel@sha256",
                                       "+layers/dense/kernel@mean", "+layers/dense/kernel@std"}));
        repository.commit();

        const QByteArray hash = value_of(text_of(model), "layers/dense_1/kernel@sha256");
        QCOMPARE(run_strata({"set", model, "layers/dense_1@name=hidden"}).status, 0);
        changes = repository.changes();
        QVERIFY(changes.contains("-layers/dense_1@name = 'dense_1'"));
        QVERIFY(changes.contains("+layers/hidden@name = 'hidden'"));
        QVERIFY(changes.contains("-layers/dense_1/kernel@sha256 = " + hash));
        QVERIFY(changes.contains("+layers/hidden/kernel@sha256 = " + hash));
        for (const QByteArray& line : changes)
            QVERIFY2(!line.contains("layers/dense@") && !line.contains("layers/dense/"), line);
        repository.commit();
        QVERIFY(repository.git({"log", "-p"}).out.contains("+layers/hidden@units = 64"));
    }

    /// Git ends at a conversion that fails: a file that is no model hides no other.
    void git_goes_on_behind_what_cannot_be_read()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("git")).isEmpty())
            QSKIP("git is not installed");
        const Repository repository;
        for (const char* name : {"a.h5", "b.h5"})
            QVERIFY(QFile::copy(keras, repository.path(QString::fromLatin1(name))));
        repository.commit();
        QVERIFY(write_content(repository.path("a.h5"), "This was a model."));
        QCOMPARE(run_strata({"set", repository.path("b.h5"), "optimizer@beta_1=0.8"}).status, 0);
        const StrataRun diff = repository.git({"diff"});
        QVERIFY2(diff.status == 0 && diff.err.isEmpty(), diff.err.constData());
        QVERIFY(diff.out.contains("\n+unreadable = The content fits no format that Strata knows"));
        QVERIFY(diff.out.contains("\n+unreadable@bytes = 17\n"));
        QVERIFY(diff.out.contains("\n+optimizer@beta_1 = 0.8\n"));
    }

private:
    /// Adds one to the exponent of the first weight of layers/dense/kernel.
    static bool change_a_weight(const QString& model)
    {
        QTemporaryDir folder;
        const QString npy = folder.filePath(QStringLiteral("kernel.npy"));
        run_strata({"values", model, "layers/dense/kernel", "--npy", npy});
        const QByteArray first = content(npy).mid(128, 64); // behind the header
        QByteArray bytes = content(model);
        const qsizetype at = bytes.indexOf(first);
        if (first.size() != 64 || at < 0 || bytes.indexOf(first, at + 1) >= 0)
            return false;
        bytes[at + 3] = static_cast<char>(bytes[at + 3] ^ 1);
        return write_content(model, bytes);
    }
};

QTEST_APPLESS_MAIN(TestCliTextconv)
#include "tst_cli_textconv.moc"
