// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/content_words.h"
#include "widgets/words/error_words.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace strata;

namespace {

QString read_source(const QString& path)
{
    QFile file(QStringLiteral(STRATA_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The rules of look.md that a machine can hold.
void check_wording(const QString& text)
{
    QVERIFY2(!text.contains(u'!'), qPrintable(text));
    static const QRegularExpression banned(
        QStringLiteral("\\b(please|oops|successfully|invalid input|sorry)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    QVERIFY2(!banned.match(text).hasMatch(), qPrintable(text));
    QVERIFY2(!text.contains(QLatin1String("  ")), qPrintable(text));
    QVERIFY2(!text.contains(QLatin1String("%1")), qPrintable(text));
}

} // namespace

class TestErrorWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasWords()
    {
        for (int i = 0; i <= static_cast<int>(ErrorCode::BadArgument); ++i) {
            const auto code = static_cast<ErrorCode>(i);
            for (const std::string& detail : {std::string(), std::string("opcode")}) {
                const auto words = words::describe(Error{code, 341, "object/x", detail});
                QVERIFY2(words.what.endsWith(u'.'), error_code_name(code));
                QCOMPARE(words.where, QStringLiteral("At byte 341, in object/x."));
                check_wording(words.text());
                if (code != ErrorCode::UnsupportedContent)
                    QVERIFY2(words.remedy.endsWith(u'.'), error_code_name(code));
            }
        }
    }

    void theFileItselfIsNoPlaceInside()
    {
        const Error error{ErrorCode::NotFound, {}, "a b.pkl", {}};
        QCOMPARE(words::describe(error, "a b.pkl").where, QString());
        QCOMPARE(
            words::describe(error, "a b.pkl").text(),
            QStringLiteral("There is no file of this name. Check the spelling and the folder."));
        QCOMPARE(words::describe(error, "other").where, QStringLiteral("In a b.pkl."));
    }

    void detailsMayLookLikePlaceholders()
    {
        const Error error{ErrorCode::Malformed, {}, "%2", "%1 {name}"};
        QCOMPARE(words::describe(error).message(),
                 QStringLiteral("The content contradicts its format: %1 {name}. In %2."));
    }

    void aDetailEndsWithOneFullStop()
    {
        for (const char* const detail : {"A colon is missing", "A colon is missing."})
            QCOMPARE(words::describe({ErrorCode::BadArgument, {}, {}, detail}, "m.h5").what,
                     QStringLiteral("This cannot be done as asked: A colon is missing."));
    }

    void aPointerSaysWhatToRun()
    {
        const auto words =
            words::describe(Error{ErrorCode::UnsupportedContent, {}, {}, "git-lfs-pointer"});
        QVERIFY(words.remedy.contains(QLatin1String("git lfs pull")));
    }

    void everyNamedContentHasWords()
    {
        static const QRegularExpression row(QStringLiteral("\\n    \\{\"([a-z0-9-]+)\","));
        const QString source = read_source(QStringLiteral("io/formats/known_content.cpp"));
        auto rows = row.globalMatch(source);
        QVERIFY(rows.hasNext());
        while (rows.hasNext()) {
            const std::string id = rows.next().captured(1).toStdString();
            QVERIFY2(words::has_content_words(id), id.c_str());
            check_wording(words::describe_content(id).what);
            QVERIFY2(!words::describe_content(id).remedy.isEmpty(), id.c_str());
        }
        QVERIFY(words::describe_content("new-thing").what.contains(QLatin1String("new-thing")));
    }
};

QTEST_APPLESS_MAIN(TestErrorWords)
#include "tst_error_words.moc"
