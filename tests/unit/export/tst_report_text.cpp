// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of hostile texts: nothing that a file says becomes markup, in HTML or in Markdown.
#include "app/report/html_page.h"
#include "app/report/html_pictures.h"
#include "app/report/markdown_page.h"
#include "app/report/safe_text.h"

#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace strata;
using namespace strata::report;

namespace {

/// Texts that a file may hold anywhere, each of which means something to somebody.
const QStringList& hostile_texts()
{
    static const QStringList texts = {
        QStringLiteral("<script>alert(1)</script>"),
        QStringLiteral("</style></title><img src=x onerror=alert(1)>"),
        QStringLiteral("\" onmouseover=\"alert(1)"),
        QStringLiteral("' autofocus onfocus='alert(1)"),
        QStringLiteral("&lt;b&gt; &#60;script&#62;"),
        QStringLiteral("]]><!-- --><![CDATA["),
        QStringLiteral("a | b | c\\|d \\"),
        QStringLiteral("`` ` ``` code"),
        QStringLiteral("`"),
        QStringLiteral("[click](javascript:alert(1)) ![x](http://example.org/x.png)"),
        QStringLiteral("http://example.org www.example.org a@example.org @somebody #1 $x$"),
        QStringLiteral("# head\n\n- item\n\n---\n    code"),
        QStringLiteral("- item"),
        QStringLiteral("1. item"),
        QStringLiteral("12) item"),
        QStringLiteral("=== ***bold*** __x__ ~~y~~"),
        QStringLiteral("\u202egnp.exe\u2066 \u200b\ufeff"),
        QString::fromUcs4(U"tag \U000E0041\U000E0042 and \U0001F600"),
        QStringLiteral("\x1b[31mred\x07\r\n\t\x7f"),
        QString(QChar(0)) + QStringLiteral("zero"),
        QString(QChar(0xd800)) + QStringLiteral("lone"),
        QStringLiteral("%1 %2 %99"),
        QString(5000, QLatin1Char('x')),
    };
    return texts;
}

/// A page that holds a text wherever a page holds text.
Page page_of(const QString& text)
{
    Page page;
    page.title = text;
    page.subtitle = text;
    page.strip = {{text, words_cell(text, Tone::Warning)}};
    page.notices = {{Tone::Error, text, text}};
    page.findings = {{Tone::Note, text, text, text, text, text, text}};
    Cell bar = code_cell(text);
    bar.share = -0.5;
    Cell deep = code_cell(text);
    deep.level = 3;
    page.sections.push_back(
        {text, {{}, {{words_cell(text), code_cell(text)}}, 3}, {{text, words_cell(text)}}, text});
    page.sections.push_back(
        {text, {{{text}, {text, true}}, {{deep, bar}, {words_cell(text), Cell()}}, 0}, {}, text});
    return page;
}

/// How often each element comes, and all text; a failure where it is not well-formed.
struct Markup {
    QMap<QString, int> elements;
    QSet<QString> attributes;
    QString text;
    QString error;
};

Markup markup_of(const QByteArray& html)
{
    Markup markup;
    QXmlStreamReader reader(html);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            ++markup.elements[reader.name().toString()];
            for (const QXmlStreamAttribute& attribute : reader.attributes())
                markup.attributes.insert(attribute.name().toString());
        } else if (reader.isCharacters()) {
            markup.text += reader.text();
        }
    }
    markup.error = reader.errorString();
    return markup;
}

bool is_plain(const QByteArray& utf8)
{
    const QString text = QString::fromUtf8(utf8);
    return report::safe_text(text).replace(QStringLiteral("\\n"), QStringLiteral("\n")) ==
           QString(text).replace(QStringLiteral("\\n"), QStringLiteral("\n"));
}

} // namespace

class TestReportText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_cannot_be_seen_is_escaped()
    {
        QCOMPARE(safe_text(QStringLiteral("plain é 漢 \u2212")),
                 QStringLiteral("plain é 漢 \u2212"));
        QCOMPARE(safe_text(QStringLiteral("a\nb\t\x1b")), QStringLiteral("a\\nb\\t\\x1b"));
        QCOMPARE(safe_text(QStringLiteral("\u202ex")), QStringLiteral("\\u202ex"));
        QCOMPARE(safe_text(QString::fromUcs4(U"\U000E0041\U0001F600")),
                 QStringLiteral("\\U000e0041") + QString::fromUcs4(U"\U0001F600"));
        QCOMPARE(safe_text(QString(QChar(0xdc00))), QStringLiteral("\\udc00"));
    }

    void html_is_escaped()
    {
        QCOMPARE(html_text(QStringLiteral("<a href='x\"'>&\u202e")),
                 QStringLiteral("&lt;a href=&#39;x&quot;&#39;&gt;&amp;\\u202e"));
    }

    void markdown_is_escaped()
    {
        QCOMPARE(markdown_text(QStringLiteral("a_b *c* [d](e) <f> & `g` | #h")),
                 QStringLiteral("a\\_b \\*c\\* \\[d\\](e) &lt;f&gt; &amp; \\`g\\` \\| \\#h"));
        QCOMPARE(markdown_text(QStringLiteral("- a")), QStringLiteral("\\- a"));
        QCOMPARE(markdown_text(QStringLiteral("12. a 3.5")), QStringLiteral("12\\. a 3.5"));
        QCOMPARE(markdown_text(QStringLiteral("see http://x.org, WWW.x.org")),
                 QStringLiteral("see http\\://x.org, WWW\\.x.org"));
        QCOMPARE(markdown_code(QStringLiteral("a|b"), true), QStringLiteral("`a\\|b`"));
        QCOMPARE(markdown_code(QStringLiteral("a|b"), false), QStringLiteral("`a|b`"));
        QCOMPARE(markdown_code(QStringLiteral("`a``b"), false), QStringLiteral("``` `a``b ```"));
        QCOMPARE(markdown_code(QStringLiteral(" a "), false), QStringLiteral("`  a  `"));
        QCOMPARE(markdown_code(QString(), true), QString());
    }

    void a_hostile_text_is_no_html_data() { add_texts(); }
    void a_hostile_text_is_no_html()
    {
        QFETCH(QString, text);
        const QByteArray html = html_of(page_of(text));
        const Markup hostile = markup_of(html);
        QVERIFY2(hostile.error.isEmpty(), qPrintable(hostile.error));
        // As many elements of each kind as of a text that means nothing, and no other attribute.
        const Markup harmless = markup_of(html_of(page_of(QString(text.size(), u'x'))));
        QCOMPARE(hostile.elements, harmless.elements);
        QCOMPARE(hostile.attributes, harmless.attributes);
        QVERIFY(!hostile.elements.contains(QStringLiteral("script")));
        QVERIFY(is_plain(html));
        if (text.size() < 100)
            QVERIFY(hostile.text.contains(safe_text(text)));
    }

    void a_hostile_text_is_no_markdown_data() { add_texts(); }
    void a_hostile_text_is_no_markdown()
    {
        QFETCH(QString, text);
        const QByteArray markdown = markdown_of(page_of(text));
        QVERIFY(is_plain(markdown));
        const QStringList lines = QString::fromUtf8(markdown).split(u'\n');
        const QStringList harmless =
            QString::fromUtf8(markdown_of(page_of(QString(text.size(), u'x')))).split(u'\n');
        // Each line is what it is in the page of a text that means nothing: the same mark before it,
        // and in a table as many cells.
        QCOMPARE(lines.size(), harmless.size());
        static const QRegularExpression mark(QStringLiteral("^( *- |#+ |> ?|\\|)?"));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            QCOMPARE(mark.match(lines[i]).captured(), mark.match(harmless[i]).captured());
            if (lines[i].startsWith(u'|'))
                QCOMPARE(cells(lines[i]), cells(harmless[i]));
            const QString outside = outside_of_code(lines[i]);
            QVERIFY2(!outside.contains(u'<'), qPrintable(outside));
            static const QRegularExpression link(
                QStringLiteral("(?<!\\\\)\\]\\(|(?<!\\\\)(\\*\\*.*){3}|[a-z]://|www\\."));
            QVERIFY2(!link.match(outside).hasMatch(), qPrintable(outside));
        }
    }

    void long_texts_are_cut()
    {
        QCOMPARE(code_cell(QString(5000, u'x')).text.size(), longest_text);
        const QString faces = QString::fromUcs4(U"\U0001F600").repeated(400);
        const QString cut = cut_text(faces, 101);
        QCOMPARE(safe_text(cut), cut); // no half of a character
    }

    void pictures_say_their_range()
    {
        Histogram histogram;
        histogram.edges = {-1.5, 0, 1.5};
        histogram.counts = {3, 0};
        const QString svg = histogram_svg(histogram);
        QVERIFY(svg.contains(QStringLiteral("From \u22121.500 to 1.500; at most 3 in a bar")));
        QCOMPARE(svg.count(QStringLiteral("M")), 1); // an empty bin has no bar
        QVERIFY(histogram_svg({}).isEmpty());
        QVERIFY(bar_svg(qQNaN(), false).contains(QStringLiteral("M0 0h0v8")));
        QVERIFY(bar_svg(-0.5, true).contains(QStringLiteral("M25 0h25v8")));
    }

private:
    static void add_texts()
    {
        QTest::addColumn<QString>("text");
        for (qsizetype i = 0; i < hostile_texts().size(); ++i)
            QTest::addRow("%lld", static_cast<long long>(i)) << hostile_texts()[i];
    }

    /// Bars that are not escaped, as a reader of tables counts them.
    static qsizetype cells(const QString& line)
    {
        static const QRegularExpression bar(QStringLiteral("(?<!\\\\)\\|"));
        return line.count(bar);
    }

    static QString outside_of_code(QString line)
    {
        static const QRegularExpression code(
            QStringLiteral("(?<![\\\\`])(`+)(?!`).*?(?<!`)\\1(?!`)"));
        return line.remove(code);
    }
};

QTEST_APPLESS_MAIN(TestReportText)
#include "tst_report_text.moc"
