// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/markdown_page.h"

#include "app/report/safe_text.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>

namespace strata::report {

namespace {

using words::translate;

/// Punctuation that begins or ends something in Markdown.
bool means_something(QChar c)
{
    return QStringView(u"\\`*_{}[]#|~!$@^").contains(c);
}

/// "1." and "1)" at a line's start begin a list; so do "-" and "+".
bool begins_a_list(const QString& text, qsizetype at)
{
    const QChar c = text[at];
    if (at == 0)
        return c == u'-' || c == u'+' || c == u'=';
    if (c != u'.' && c != u')')
        return false;
    const bool ends = at + 1 == text.size() || text[at + 1].isSpace();
    return ends && std::all_of(text.begin(), text.begin() + at,
                               [](QChar before) { return before >= u'0' && before <= u'9'; });
}

/// "http://" and "www." become links by themselves.
bool begins_a_link(const QString& text, qsizetype at)
{
    if (text[at] == u':')
        return QStringView(text).mid(at).startsWith(u"://") ||
               QStringView(text).left(at).endsWith(u"mailto", Qt::CaseInsensitive) ||
               QStringView(text).left(at).endsWith(u"xmpp", Qt::CaseInsensitive);
    return text[at] == u'.' && QStringView(text).left(at).endsWith(u"www", Qt::CaseInsensitive);
}

class MarkdownWriter {
public:
    explicit MarkdownWriter(const Page& page) : m_page(page) {}

    QByteArray write()
    {
        m_out += QStringLiteral("# ") + markdown_code(m_page.title, false) + QStringLiteral("\n\n");
        if (!m_page.subtitle.isEmpty())
            m_out += markdown_text(m_page.subtitle) + QStringLiteral("\n\n");
        write_pairs(m_page.strip);
        for (const Notice& notice : m_page.notices) {
            m_out += QStringLiteral("> **%1**\n").arg(markdown_text(notice.headline));
            if (!notice.sentence.isEmpty())
                m_out += QStringLiteral(">\n> ") + markdown_text(notice.sentence) + u'\n';
            m_out += u'\n';
        }
        write_findings();
        for (const Section& section : m_page.sections)
            write_section(section);
        m_out += markdown_text(translate(
                     "Written by Strata, which read the file as data and ran nothing of it.")) +
                 u'\n';
        return m_out.toUtf8();
    }

private:
    void head(const QString& title)
    {
        m_out += QStringLiteral("## %1\n\n").arg(markdown_text(title));
    }

    void write_pairs(const std::vector<std::pair<QString, Cell>>& pairs)
    {
        for (const auto& [caption, value] : pairs)
            m_out += QStringLiteral("- %1: ").arg(markdown_text(caption)) +
                     cell_text(value, false) + u'\n';
        if (!pairs.empty())
            m_out += u'\n';
    }

    void write_findings()
    {
        if (m_page.findings.empty())
            return;
        head(translate("Findings"));
        for (const FindingNotice& finding : m_page.findings) {
            m_out += QStringLiteral("- **%1**: ").arg(markdown_text(finding.severity)) +
                     markdown_text(finding.message) + u'\n';
            if (!finding.place.isEmpty())
                item(translate("Where:"), markdown_code(finding.place, false));
            if (!finding.call.isEmpty())
                item(translate("Would run:"), markdown_code(finding.call, false));
            if (!finding.why.isEmpty())
                item({}, markdown_text(finding.why));
            if (!finding.remedy.isEmpty())
                item({}, markdown_text(finding.remedy));
        }
        m_out += u'\n';
        write_left_out(m_page.findings_left_out);
    }

    void item(const QString& caption, const QString& text)
    {
        m_out += QStringLiteral("  - ");
        if (!caption.isEmpty())
            m_out += markdown_text(caption) + u' ';
        m_out += text + u'\n';
    }

    void write_section(const Section& section)
    {
        head(section.title);
        if (section.table.columns.empty())
            write_facts(section.table);
        else
            write_table(section.table);
        write_left_out(section.table.left_out);
        write_pairs(section.totals);
        if (!section.note.isEmpty())
            m_out += markdown_text(section.note) + QStringLiteral("\n\n");
    }

    void write_facts(const Table& table)
    {
        for (const std::vector<Cell>& row : table.rows) {
            QStringList texts;
            for (std::size_t i = 1; i < row.size(); ++i) {
                if (!row[i].text.isEmpty())
                    texts.append(cell_text(row[i], false));
            }
            m_out += QStringLiteral("- ") + cell_text(row.front(), false) + QStringLiteral(": ") +
                     texts.join(QLatin1String(", ")) + u'\n';
        }
        m_out += u'\n';
    }

    void write_table(const Table& table)
    {
        const std::vector<std::size_t> columns = columns_with_text(table);
        m_out += u'|';
        for (const std::size_t column : columns)
            m_out += QStringLiteral(" ") + markdown_text(table.columns[column].head) +
                     QStringLiteral(" |");
        m_out += QStringLiteral("\n|");
        for (const std::size_t column : columns)
            m_out += table.columns[column].to_the_right ? QStringLiteral(" ---: |")
                                                        : QStringLiteral(" --- |");
        m_out += u'\n';
        for (const std::vector<Cell>& row : table.rows) {
            m_out += u'|';
            for (const std::size_t column : columns)
                m_out += u' ' + (column < row.size() ? cell_text(row[column], true) : QString()) +
                         QStringLiteral(" |");
            m_out += u'\n';
        }
        m_out += u'\n';
    }

    /// Pictures are left out, and with them the columns that hold nothing else.
    static std::vector<std::size_t> columns_with_text(const Table& table)
    {
        std::vector<std::size_t> columns;
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            if (std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
                    return column < row.size() && !row[column].text.isEmpty();
                }))
                columns.push_back(column);
        }
        return columns;
    }

    static QString cell_text(const Cell& cell, bool in_table)
    {
        const QString text = cell.code && !cell.number ? markdown_code(cell.text, in_table)
                                                       : markdown_text(cell.text);
        // Deeper rows: spaces at a cell's start are dropped, these are not.
        return QString(2 * cell.level, QChar(0xa0)) + text;
    }

    void write_left_out(std::uint64_t rows)
    {
        if (rows != 0)
            m_out += markdown_text(translate("… and %1 more, which the JSON report lists")
                                       .arg(words::count(rows))) +
                     QStringLiteral("\n\n");
    }

    const Page& m_page;
    QString m_out;
};

} // namespace

QString markdown_text(const QString& text)
{
    const QString safe = safe_text(text);
    QString out;
    for (qsizetype at = 0; at < safe.size(); ++at) {
        const QChar c = safe[at];
        if (c == u'&')
            out += QLatin1String("&amp;");
        else if (c == u'<')
            out += QLatin1String("&lt;");
        else if (c == u'>')
            out += QLatin1String("&gt;");
        else if (means_something(c) || begins_a_list(safe, at) || begins_a_link(safe, at))
            (out += u'\\') += c;
        else
            out += c;
    }
    // Spaces at the ends would be dropped, or end a line.
    return out.trimmed();
}

QString markdown_code(const QString& text, bool in_table)
{
    QString safe = safe_text(text);
    if (safe.isEmpty())
        return safe;
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : safe) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const bool padded = safe.startsWith(u'`') || safe.endsWith(u'`') ||
                        (safe.startsWith(u' ') && safe.endsWith(u' '));
    if (in_table)
        safe.replace(QLatin1Char('|'), QLatin1String("\\|"));
    const QString fence(longest + 1, u'`');
    const QString pad(padded ? 1 : 0, u' ');
    return fence + pad + safe + pad + fence;
}

QByteArray markdown_of(const Page& page)
{
    return MarkdownWriter(page).write();
}

} // namespace strata::report
