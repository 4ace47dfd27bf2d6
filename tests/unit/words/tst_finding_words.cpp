// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/fact_template.h"
#include "widgets/words/finding_call.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/strip_words.h"
#include "widgets/words/verdict_words.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace strata;

namespace {

/// Every rule that a source of io/ names: constants of the rules headers, and `.rule = "…"`.
QSet<QString> rules_in_sources()
{
    static const QRegularExpression constant(QStringLiteral(
        "constexpr\\s+std::string_view\\s+\\w+\\s*=\\s*\"([a-z0-9]+(?:-[a-z0-9]+)+)\""));
    static const QRegularExpression direct(QStringLiteral("\\.rule = \"([a-z0-9-]+)\""));
    QSet<QString> rules;
    const QStringList names = {QStringLiteral("*.h"), QStringLiteral("*.cpp")};
    QDirIterator files(QStringLiteral(STRATA_SOURCE_DIR "/io"), names, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        if (files.fileName().contains(QLatin1String("rules"))) {
            for (auto found = constant.globalMatch(text); found.hasNext();)
                rules.insert(found.next().captured(1));
        }
        for (auto found = direct.globalMatch(text); found.hasNext();)
            rules.insert(found.next().captured(1));
    }
    return rules;
}

Finding make(const char* rule, std::vector<std::pair<std::string, std::string>> facts)
{
    Finding finding;
    finding.rule = rule;
    finding.facts = std::move(facts);
    return finding;
}

Document document_with(Finding finding, Severity severity, Category category, Trust trust)
{
    Document document;
    finding.severity = severity;
    finding.category = category;
    document.findings.push_back(std::move(finding));
    document.verdict.trust = trust;
    return document;
}

} // namespace

class TestFindingWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRuleHasWords()
    {
        const QSet<QString> rules = rules_in_sources();
        QVERIFY(rules.contains(QStringLiteral("pickle-dangerous-global")));
        QVERIFY(rules.contains(QStringLiteral("file-extension-mismatch")));
        for (const QString& rule : rules)
            QVERIFY2(words::has_finding_words(rule.toStdString()), qPrintable(rule));
    }

    void everySentenceIsWhole()
    {
        for (const QString& rule : rules_in_sources()) {
            const auto words = words::describe(make(rule.toStdString().c_str(), {}));
            QVERIFY2(!words.message.isEmpty(), qPrintable(rule));
            QVERIFY2(!words.message.endsWith(u'.'), qPrintable(rule));
            for (const QString& text : {words.message, words.why, words.remedy}) {
                QVERIFY2(!text.contains(u'!') && !text.contains(u'{') && !text.contains(u'['),
                         qPrintable(text));
                QVERIFY2(!text.contains(QLatin1String("lease")), qPrintable(text));
            }
            for (const QString& text : {words.why, words.remedy})
                QVERIFY2(text.isEmpty() || text.endsWith(u'.'), qPrintable(text));
        }
    }

    void facts_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("text");
        QTest::newRow("name") << "Calls {name} now"
                              << "Calls os.system now";
        QTest::newRow("number") << "{#bytes} left"
                                << "23,808,496 left";
        QTest::newRow("many") << "{#bytes|byte|bytes}"
                              << "23,808,496 bytes";
        QTest::newRow("one") << "{#one|byte|bytes}"
                             << "1 byte";
        QTest::newRow("no number") << "{#name|byte|bytes}"
                                   << "os.system";
        QTest::newRow("optional there") << "Ends[ in {name}]"
                                        << "Ends in os.system";
        QTest::newRow("optional absent") << "Ends[ in {nothing}] here"
                                         << "Ends here";
        QTest::newRow("fact with braces") << "{odd}[, {odd}]"
                                          << "{name} [x], {name} [x]";
    }
    void facts()
    {
        QFETCH(QString, sentence);
        const Finding finding = make(
            "x",
            {{"name", "os.system"}, {"bytes", "23808496"}, {"one", "1"}, {"odd", "{name} [x]"}});
        QTEST(words::fill_facts(sentence, finding), "text");
    }

    void dangerousNames()
    {
        const auto words =
            words::describe(make("pickle-dangerous-global",
                                 {{"name", "os.system"}, {"role", "called"}, {"why", "process"}}));
        QCOMPARE(words.message, QStringLiteral("Calls os.system when it is loaded, which starts "
                                               "other programs"));
        QVERIFY(words.why.contains(QLatin1String("too late")));
    }

    void valuesOfOneArrayAndOfSeveral()
    {
        QCOMPARE(words::describe(make("values-nan", {{"nan", "33"}, {"count", "33"}})).message,
                 QStringLiteral("33 of 33 values are NaN"));
        QCOMPARE(words::describe(
                     make("values-nan", {{"nan", "1200"}, {"count", "1300"}, {"arrays", "12"}}))
                     .message,
                 QStringLiteral("12 arrays hold NaN: 1,200 of their 1,300 values"));
        QCOMPARE(
            words::describe(make("values-all-zero", {{"count", "80"}, {"arrays", "5"}})).message,
            QStringLiteral("5 arrays are all zero, 80 values"));
    }

    void onceIsNotCounted()
    {
        const auto once = words::describe(make(
            "pickle-unlisted-global", {{"name", "shop.Cart"}, {"role", "called"}, {"count", "1"}}));
        QVERIFY(once.message.endsWith(QLatin1String("on no list")));
        const auto twice = words::describe(make(
            "pickle-unlisted-global", {{"name", "shop.Cart"}, {"role", "called"}, {"count", "2"}}));
        QVERIFY(twice.message.endsWith(QLatin1String("on no list (2 times)")));
    }

    void unknownRulesStillSaySomething()
    {
        const auto words = words::describe(make("new-rule", {{"what", "x"}}));
        QCOMPARE(words.message, QStringLiteral("Rule new-rule applies (what: x)"));
        QVERIFY(!words::has_finding_words("new-rule"));
    }

    void verdicts()
    {
        const Document dangerous =
            document_with(make("pickle-dangerous-global",
                               {{"name", "os.system"}, {"role", "called"}, {"why", "process"}}),
                          Severity::Error, Category::Security, Trust::Dangerous);
        QCOMPARE(words::describe_trust(dangerous).short_text(),
                 QStringLiteral("Dangerous: runs a command"));
        QCOMPARE(words::describe_trust(dangerous).headline,
                 QStringLiteral("Dangerous: loading this file runs a command"));

        const Document review = document_with(make("pickle-unlisted-global", {{"name", "a.b"}}),
                                              Severity::Warning, Category::Security, Trust::Review);
        QCOMPARE(words::describe_trust(review).short_text(),
                 QStringLiteral("Review: 1 thing to check"));

        const Document cut = document_with(make("hdf5-truncated", {}), Severity::Error,
                                           Category::Integrity, Trust::Review);
        QCOMPARE(words::describe_trust(cut).short_text(),
                 QStringLiteral("Review: not all of it could be read"));

        Document plain;
        QCOMPARE(words::describe_trust(plain).word, QStringLiteral("No code"));
        QCOMPARE(words::describe_integrity(plain).short_text(), QStringLiteral("Complete"));
    }

    /// A .h5 is no pickle: what it says and advises fits Keras.
    void dangerousKerasFile()
    {
        Document document = document_with(make("keras-lambda", {{"layer", "dbl"}}), Severity::Error,
                                          Category::Security, Trust::Dangerous);
        document.format.framework = "keras";
        const auto words = words::describe_trust(document);
        QCOMPARE(words.headline,
                 QStringLiteral("Dangerous to load: the Lambda layer dbl runs code"));
        QVERIFY(words.sentence.contains(QLatin1String("safe_mode")));
        QVERIFY(words.sentence.contains(QLatin1String("compile=False")));
        QVERIFY(!words.sentence.contains(QLatin1String("pickle")));
    }

    void unusualCalls()
    {
        const auto message = [](const char* what) {
            return words::describe(
                       make("pickle-unlisted-use",
                            {{"name", "builtins.getattr"}, {"role", "called"}, {"what", what}}))
                .message;
        };
        QCOMPARE(message("arguments"),
                 QStringLiteral("Calls builtins.getattr with other arguments than libraries do"));
        QCOMPARE(words::describe(
                     make("pickle-unlisted-use",
                          {{"name", "logging.getLogger"}, {"role", "built"}, {"what", "shared"}}))
                     .message,
                 QStringLiteral(
                     "Changes what logging.getLogger returns, which the whole program shares"));
        QCOMPARE(message(""),
                 QStringLiteral("Calls builtins.getattr, which pickles of its library only name"));
    }

    void trustOfCustomObjects()
    {
        Document document;
        document.verdict = {Trust::Trusted, Integrity::Complete};
        document.format.framework = "keras";
        document.custom_objects.resize(1);
        QCOMPARE(words::describe_trust(document).headline,
                 QStringLiteral("Trusted: nothing in this file runs when it is loaded; 1 custom "
                                "object has to be supplied"));
        document.custom_objects.clear();
        QVERIFY(words::describe_trust(document).headline.startsWith(
            QStringLiteral("Trusted: all that this file names")));
    }

    void aCallSaysWhatItDoesWhereThatIsKnown()
    {
        QCOMPARE(
            words::call_effect(make("pickle-dangerous-global", {{"name", "subprocess.getoutput"}})),
            QStringLiteral("subprocess.getoutput hands its text to the shell."));
        QVERIFY(words::call_effect(make("pickle-dangerous-global", {{"name", "a.b"}})).isEmpty());
    }

    void aShortMemberIsNotTheFilesEnd()
    {
        const Finding finding =
            make("npz-member-short", {{"member", "a.npy"}, {"expected", "8"}, {"actual", "7"}});
        const Document document =
            document_with(finding, Severity::Error, Category::Integrity, Trust::Trusted);
        QCOMPARE(words::describe(document.findings.front()).message,
                 QStringLiteral("a.npy is shorter than its header claims: 7 of 8 bytes of values "
                                "are there"));
        QVERIFY(!words::integrity_in_short(document).contains(QStringLiteral("file ends early")));
    }
    void incompleteSaysWhy()
    {
        Document document = document_with(make("pickle-truncated", {{"what", "opcode"}}),
                                          Severity::Error, Category::Integrity, Trust::Trusted);
        document.verdict.integrity = Integrity::Incomplete;
        QCOMPARE(words::describe_integrity(document).short_text(),
                 QStringLiteral("Incomplete: the file ends early, inside an opcode"));
    }
};

QTEST_APPLESS_MAIN(TestFindingWords)
#include "tst_finding_words.moc"
