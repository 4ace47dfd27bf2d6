// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/html_page.h"

#include "app/report/html_pictures.h"
#include "app/report/html_style.h"
#include "app/report/safe_text.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata::report {

namespace {

using words::translate;

/// From so many characters on a text may break anywhere, so that no table becomes wider than a page.
constexpr qsizetype long_text = 40;
constexpr int indent_ch = 2;

QString tone_class(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        break;
    case Tone::Quiet:
        return QStringLiteral("quiet");
    case Tone::Good:
        return QStringLiteral("good");
    case Tone::Note:
        return QStringLiteral("note");
    case Tone::Warning:
        return QStringLiteral("warning");
    case Tone::Error:
        return QStringLiteral("error");
    }
    return {};
}

/// Facts have no heads and stand in boxes beside each other.
bool is_facts(const Section& section)
{
    return section.table.columns.empty();
}

class HtmlWriter {
public:
    explicit HtmlWriter(const Page& page) : m_page(page) {}

    QByteArray write()
    {
        write_head();
        write_top();
        write_findings();
        write_sections();
        m_out += QStringLiteral("<footer>%1</footer>\n</body>\n</html>\n")
                     .arg(html_text(translate(
                         "Written by Strata, which read the file as data and ran nothing of it.")));
        return m_out.toUtf8();
    }

private:
    void write_head()
    {
        m_out += QStringLiteral(
                     "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'\"/>\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                     "<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>") +
                 html_text(m_page.title) + QStringLiteral("</title>\n<style>") +
                 words::text_of(html_style) + QStringLiteral("</style>\n</head>\n<body>\n");
    }

    void write_top()
    {
        m_out += QStringLiteral("<header>\n<h1>%1</h1>\n").arg(html_text(m_page.title));
        paragraph(m_page.subtitle);
        write_pairs(m_page.strip, QStringLiteral("strip"));
        m_out += QStringLiteral("</header>\n");
        for (const Notice& notice : m_page.notices) {
            m_out += QStringLiteral("<div class=\"notice %1\">").arg(tone_class(notice.tone)) +
                     icon_svg(notice.tone) + QStringLiteral("<div><p><b>") +
                     html_text(notice.headline) + QStringLiteral("</b></p>");
            paragraph(notice.sentence);
            m_out += QStringLiteral("</div></div>\n");
        }
        write_contents();
    }

    /// Captions over values.
    void write_pairs(const std::vector<std::pair<QString, Cell>>& pairs, const QString& name)
    {
        if (pairs.empty())
            return;
        m_out += QStringLiteral("<dl class=\"%1\">\n").arg(name);
        for (const auto& [caption, value] : pairs) {
            m_out += QStringLiteral("<div><dt>%1</dt><dd>").arg(html_text(caption));
            const QString icon = icon_svg(value.tone);
            if (!icon.isEmpty())
                m_out += QStringLiteral("<span class=\"%1\">").arg(tone_class(value.tone)) + icon +
                         QStringLiteral("</span> ");
            m_out += value.code ? QStringLiteral("<code>") + html_text(value.text) +
                                      QStringLiteral("</code>")
                                : html_text(value.text);
            m_out += QStringLiteral("</dd></div>\n");
        }
        m_out += QStringLiteral("</dl>\n");
    }

    void write_contents()
    {
        if (m_page.sections.size() < 2)
            return;
        m_out += QStringLiteral("<nav>");
        if (!m_page.findings.empty())
            m_out += QStringLiteral("<a href=\"#findings\">%1</a> ")
                         .arg(html_text(translate("Findings")));
        for (std::size_t i = 0; i < m_page.sections.size(); ++i)
            m_out += QStringLiteral("<a href=\"#s%1\">").arg(i) +
                     html_text(m_page.sections[i].title) + QStringLiteral("</a> ");
        m_out += QStringLiteral("</nav>\n");
    }

    void write_findings()
    {
        if (m_page.findings.empty())
            return;
        m_out += QStringLiteral("<section id=\"findings\"><h2>%1</h2>\n<div class=\"frame\"><table>"
                                "<tbody>\n")
                     .arg(html_text(translate("Findings")));
        for (const FindingNotice& finding : m_page.findings)
            write_finding(finding);
        m_out += QStringLiteral("</tbody></table></div>\n");
        write_left_out(m_page.findings_left_out);
        m_out += QStringLiteral("</section>\n");
    }

    void write_finding(const FindingNotice& finding)
    {
        m_out += QStringLiteral("<tr class=\"finding\"><td class=\"%1\">")
                     .arg(tone_class(finding.tone)) +
                 icon_svg(finding.tone) + QLatin1Char(' ') + html_text(finding.severity) +
                 QStringLiteral("</td><td><p><b>") + html_text(finding.message) +
                 QStringLiteral("</b></p>");
        if (!finding.place.isEmpty())
            m_out += QStringLiteral("<p class=\"quiet\"><code>") + html_text(finding.place) +
                     QStringLiteral("</code></p>");
        if (!finding.call.isEmpty())
            m_out += QStringLiteral("<p>") + html_text(translate("Would run:")) +
                     QStringLiteral(" <code>") + html_text(finding.call) +
                     QStringLiteral("</code></p>");
        paragraph(finding.why);
        paragraph(finding.remedy);
        m_out += QStringLiteral("</td></tr>\n");
    }

    void write_sections()
    {
        bool in_boxes = false;
        for (std::size_t i = 0; i < m_page.sections.size(); ++i) {
            const Section& section = m_page.sections[i];
            if (is_facts(section) != in_boxes)
                m_out += in_boxes ? QStringLiteral("</div>\n")
                                  : QStringLiteral("<div class=\"boxes\">\n");
            in_boxes = is_facts(section);
            m_out += QStringLiteral("<section id=\"s%1\"><h2>").arg(i) + html_text(section.title) +
                     QStringLiteral("</h2>\n");
            write_table(section.table);
            write_pairs(section.totals, QStringLiteral("totals"));
            write_left_out(section.table.left_out);
            if (!section.note.isEmpty())
                m_out += QStringLiteral("<p class=\"more\">") + html_text(section.note) +
                         QStringLiteral("</p>\n");
            m_out += QStringLiteral("</section>\n");
        }
        if (in_boxes)
            m_out += QStringLiteral("</div>\n");
    }

    void write_table(const Table& table)
    {
        // Numbers at the end of a line are not carried off to the page's other side.
        const bool narrow = !table.columns.empty() && table.columns.back().to_the_right;
        m_out += narrow ? QStringLiteral("<div class=\"frame narrow\">")
                        : QStringLiteral("<div class=\"frame\">");
        m_out += table.columns.empty() ? QStringLiteral("<table class=\"facts\">\n")
                                       : QStringLiteral("<table>\n<thead><tr>");
        for (const Column& column : table.columns)
            m_out += (column.to_the_right ? QStringLiteral("<th class=\"right\">")
                                          : QStringLiteral("<th>")) +
                     html_text(column.head) + QStringLiteral("</th>");
        m_out += table.columns.empty() ? QStringLiteral("<tbody>\n")
                                       : QStringLiteral("</tr></thead>\n<tbody>\n");
        const bool negative = has_negative_share(table);
        for (const std::vector<Cell>& row : table.rows) {
            m_out += QStringLiteral("<tr>");
            for (std::size_t i = 0; i < row.size(); ++i)
                write_cell(row[i], i < table.columns.size() && table.columns[i].to_the_right,
                           negative);
            m_out += QStringLiteral("</tr>\n");
        }
        m_out += QStringLiteral("</tbody></table></div>\n");
    }

    void write_cell(const Cell& cell, bool to_the_right, bool negative)
    {
        QStringList classes;
        if (to_the_right)
            classes.append(QStringLiteral("right"));
        else if (cell.text.size() >= long_text)
            classes.append(QStringLiteral("long"));
        if (const QString tone = tone_class(cell.tone); !tone.isEmpty())
            classes.append(tone);
        m_out += QStringLiteral("<td");
        if (!classes.isEmpty())
            m_out += QStringLiteral(" class=\"%1\"").arg(classes.join(QLatin1Char(' ')));
        if (cell.level > 0)
            m_out += QStringLiteral(" style=\"padding-left:calc(8px + %1ch)\"")
                         .arg(indent_ch * cell.level);
        m_out += QLatin1Char('>');
        if (cell.share)
            m_out += bar_svg(*cell.share, negative);
        if (cell.histogram)
            m_out += cell.other_histogram ? histograms_svg(*cell.histogram, *cell.other_histogram)
                                          : histogram_svg(*cell.histogram);
        if (!cell.text.isEmpty())
            m_out += cell.code ? QStringLiteral("<code>") + html_text(cell.text) +
                                     QStringLiteral("</code>")
                               : html_text(cell.text);
        m_out += QStringLiteral("</td>");
    }

    static bool has_negative_share(const Table& table)
    {
        return std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
            return std::any_of(row.begin(), row.end(),
                               [](const Cell& cell) { return cell.share.value_or(0) < 0; });
        });
    }

    void write_left_out(std::uint64_t rows)
    {
        if (rows != 0)
            m_out += QStringLiteral("<p class=\"more\">") +
                     html_text(translate("… and %1 more, which the JSON report lists")
                                   .arg(words::count(rows))) +
                     QStringLiteral("</p>\n");
    }

    void paragraph(const QString& text)
    {
        if (!text.isEmpty())
            m_out += QStringLiteral("<p>") + html_text(text) + QStringLiteral("</p>\n");
    }

    const Page& m_page;
    QString m_out;
};

} // namespace

QString html_text(const QString& text)
{
    QString out = safe_text(text).toHtmlEscaped(); // & < > and "
    out.replace(QLatin1Char('\''), QLatin1String("&#39;"));
    return out;
}

QByteArray html_of(const Page& page)
{
    return HtmlWriter(page).write();
}

} // namespace strata::report
