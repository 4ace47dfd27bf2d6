// SPDX-License-Identifier: GPL-3.0-or-later
// A pickle of lists, dicts and plain values as JSON: every value in its place, and told what became
// another one.
#include "app/export/forms.h"
#include "io/formats/format.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace strata;

namespace {

/// Written by Python 3.11: pickle.dumps(value, protocol=2) of the value that everything() expects, with
/// collections.OrderedDict, a list inside itself and the class datetime.timezone.
constexpr char python_pickle[] =
    "gAJ9cQAoWAQAAABuYW1lcQFYBgAAAHJ1biDDqXECWAIAAABscnEDRz+5mZmZmZmaWAUAAABzdGVwc3EEXXEFKEsB"
    "SwJLA2VYBAAAAG5vbmVxBk5YBQAAAHR1cGxlcQdLAVgBAAAAYXEIhnEJWAMAAABiaWdxCooJAAAQYy1ex2sFWAMA"
    "AABuYW5xC0d/+AAAAAAAAFgFAAAAYnl0ZXNxDGNfY29kZWNzCmVuY29kZQpxDVgDAAAAAMO/cQ5YBgAAAGxhdGlu"
    "MXEPhnEQUnERSwOIWAcAAABvcmRlcmVkcRJjY29sbGVjdGlvbnMKT3JkZXJlZERpY3QKcRMpUnEUaAhLAXNYBQAA"
    "AHBhaXJzcRV9cRZLAUsChnEXWAEAAAB4cRhzWAUAAABjbGFzaHEZfXEaKEsBaAhYAQAAADFxG1gBAAAAYnEcdVgG"
    "AAAAc2hhcmVkcR1dcR4oXXEfKEsBSwJlaB9lWAMAAABjbHNxIGNkYXRldGltZQp0aW1lem9uZQpxIVgFAAAAY3lj"
    "bGVxIl1xI2gjYXUu";

QByteArray everything()
{
    return "{\"name\": \"run \\u00e9\", \"lr\": 0.1, \"steps\": [1, 2, 3], \"none\": null,"
           "\"tuple\": [1, \"a\"], \"big\": 100000000000000000000, \"nan\": \"NaN\","
           "\"bytes\": \"AP8=\", \"3\": true, \"ordered\": {\"a\": 1},"
           "\"pairs\": [[[1, 2], \"x\"]], \"clash\": [[1, \"a\"], [\"1\", \"b\"]],"
           "\"shared\": [[1, 2], [1, 2]], \"cls\": null, \"cycle\": [null]}";
}

} // namespace

class TestPlainValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void everyValueIsInItsPlace()
    {
        const auto opened = open(QByteArray::fromBase64(python_pickle));
        QVERIFY(opened);
        const exports::Form& form = *exports::find_form("values");
        QVERIFY(form.can_take(*opened->document));
        const auto plan = exports::plan(*opened, form, {});
        QVERIFY(plan);
        const std::string out = path("out.json");
        const auto written = exports::write(*opened, form, *plan, {}, out, {});
        QVERIFY(written);
        QFile file(QString::fromStdString(out));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(static_cast<std::uint64_t>(text.size()), plan->file_bytes);
        QCOMPARE(QJsonDocument::fromJson(text), QJsonDocument::fromJson(everything()));
        QVERIFY(text.contains("\"big\": 100000000000000000000"));   // which Qt rounds
        QVERIFY(text.indexOf("\"name\"") < text.indexOf("\"lr\"")); // the file's order
    }

    void whatIsLostIsTold()
    {
        const auto opened = open(QByteArray::fromBase64(python_pickle));
        QVERIFY(opened);
        const exports::Form& form = *exports::find_form("values");
        const auto plan = exports::plan(*opened, form, {});
        QVERIFY(plan);
        std::map<std::string, std::uint64_t> lost;
        std::map<std::string, std::uint64_t> other;
        for (const Loss& loss : plan->losses)
            (loss.stored_otherwise ? other : lost)[loss.what] = loss.count;
        const std::map<std::string, std::uint64_t> wanted_lost = {{"objects", 1},
                                                                  {"lists and dicts", 1}};
        QVERIFY(lost == wanted_lost);
        QVERIFY(exports::asks_for_consent(form, *plan));
        const std::map<std::string, std::uint64_t> wanted_other = {
            {"tuples, sets and other kinds", 3},
            {"keys that are no text", 3},
            {"byte strings", 1},
            {"NaN and infinities", 1},
            {"shared lists and dicts", 1}};
        QVERIFY(other == wanted_other);
    }

    /// What shares itself at every level would be written without end.
    void whatIsSharedWithoutEndIsRefused()
    {
        // v = []; for _ in range(40): v = [v, v]
        QByteArray pickle = "\x80\x02]";
        for (char level = 0; level < 40; ++level)
            pickle += QByteArray("q") + level + "]" + "(h" + level + "h" + level + "e";
        const auto opened = open(pickle + '.');
        QVERIFY(opened);
        const auto plan = exports::plan(*opened, *exports::find_form("values"), {});
        QVERIFY(!plan && plan.error().code == ErrorCode::LimitExceeded);
    }

    void aModelIsNoPlainValue()
    {
        const auto opened = open_document(STRATA_TEST_DATA "/sklearn/1.9/random_forest_model.pkl");
        QVERIFY(opened);
        const exports::Form& form = *exports::find_form("values");
        QVERIFY(!form.can_take(*opened->document));
        QVERIFY(!exports::plan(*opened, form, {}));
    }

    /// A name that ends in .json means the report, which says that it has not all.
    void theReportIsNotTheValues()
    {
        QCOMPARE(exports::form_of("x.json"), exports::find_form("json"));
        const auto opened = open(QByteArray::fromBase64(python_pickle));
        QVERIFY(opened);
        const auto plan = exports::plan(*opened, *exports::find_form("json"), {});
        QVERIFY(plan && plan->losses.size() == 1);
        QCOMPARE(plan->losses.front().what, std::string("values inside others"));
    }

private:
    std::string path(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    Result<OpenDocument> open(const QByteArray& bytes) const
    {
        QFile file(QString::fromStdString(path("in.pkl")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return fail(ErrorCode::ReadFailed);
        file.close();
        return open_document(path("in.pkl"));
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestPlainValues)
#include "tst_plain_values.moc"
