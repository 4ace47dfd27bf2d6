// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/findings_page.h"

#include "widgets/pages/finding_detail.h"
#include "widgets/parts/band.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/scroll_page.h"
#include "widgets/tables/findings_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"
#include "widgets/words/strip_words.h"
#include "widgets/words/verdict_words.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace strata {

namespace {

/// What is explained beneath a table of so many rows gets the room that is left; more rows get it
/// themselves.
constexpr int short_table = 8;
constexpr int narrow_page = 620;
/// Around a cell's text.
constexpr int cell_margins = 12;

Band::Kind kind_of(const std::optional<Trust>& trust)
{
    if (!trust || *trust == Trust::Trusted)
        return Band::Kind::Ok;
    return *trust == Trust::Dangerous ? Band::Kind::Error : Band::Kind::Warning;
}

/// Whether the table has no room for all that is said of the chosen finding.
bool is_cut(const TableView& table)
{
    const QModelIndex what = table.currentIndex().siblingAtColumn(FindingsModel::WhatColumn);
    const int text = table.fontMetrics().horizontalAdvance(what.data().toString());
    return text + cell_margins > table.columnWidth(FindingsModel::WhatColumn);
}

QString icon_of(const std::optional<Trust>& trust)
{
    if (!trust || *trust == Trust::Trusted)
        return QStringLiteral("shield-ok");
    return *trust == Trust::Dangerous ? QStringLiteral("shield-danger")
                                      : QStringLiteral("shield-review");
}

} // namespace

FindingsPage::FindingsPage(QWidget* parent)
    : Page(parent),
      m_band(new Band),
      m_integrity_band(new Band),
      m_count(make_head_label({})),
      m_outcome_label(make_secondary_label({})),
      m_model(new FindingsModel(this)),
      m_table(new TableView),
      m_problem(make_text_label({})),
      m_check(new QPushButton(tr("Measure all values"))),
      m_save(new QPushButton(tr("Save as SARIF…"))),
      m_copy(new QPushButton),
      m_detail(new FindingDetail),
      m_empty(new EmptyState)
{
    setObjectName(QStringLiteral("findingsPage"));
    m_band->setObjectName(QStringLiteral("verdictBand"));
    m_integrity_band->setObjectName(QStringLiteral("integrityBand"));
    for (Band* const band : {m_band, m_integrity_band}) {
        // As high as its words are at the page's width: a page that need not scroll does not.
        QSizePolicy policy = band->sizePolicy();
        policy.setVerticalPolicy(QSizePolicy::Preferred);
        band->setSizePolicy(policy);
    }
    m_table->setObjectName(QStringLiteral("findingsTable"));
    m_table->setAccessibleName(tr("Findings"));
    m_table->setSource(m_model);
    m_table->sortByColumn(FindingsModel::SeverityColumn, Qt::DescendingOrder);
    auto* const scroll = new ScrollPage;
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    m_content = scroll->content();
    m_content->addWidget(m_band);
    m_content->addWidget(m_integrity_band);
    m_content->addLayout(makeHeadLine());
    m_content->addWidget(m_problem);
    m_content->addWidget(m_table);
    m_content->addWidget(m_detail, 1);
    m_content->addWidget(m_empty, 1);
    m_problem->setObjectName(QStringLiteral("findingsProblem"));
    m_problem->hide();
    connect(m_table, &TableView::sourceRowChosen, this, &FindingsPage::showFinding);
    connect(m_table, &QAbstractItemView::doubleClicked, m_detail, &FindingDetail::goToRow);
    connect(m_detail, &FindingDetail::rowWanted, this, &Page::rowWanted);
    connect(m_detail, &FindingDetail::damagedWanted, this, &Page::damagedWanted);
    connect(m_detail, &FindingDetail::copyWanted, this, &FindingsPage::copyWanted);
    connect(m_detail, &FindingDetail::exportWanted, this,
            [this] { Q_EMIT exportWanted(QStringLiteral("json")); });
}

QLayout* FindingsPage::makeHeadLine()
{
    m_save->setObjectName(QStringLiteral("saveFindings"));
    m_save->setIcon(icon(QStringLiteral("export")));
    m_save->setToolTip(tr("As SARIF, JSON or plain text"));
    m_copy->setObjectName(QStringLiteral("copyFindings"));
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setToolTip(tr("Copy the report as text"));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_check->setObjectName(QStringLiteral("checkValues"));
    m_check->setToolTip(tr("Look for NaN, infinities, zeros and constants in every array"));
    connect(m_check, &QPushButton::clicked, this, &FindingsPage::checkValues);
    connect(m_empty, &EmptyState::actionRequested, this, &FindingsPage::checkValues);
    connect(m_save, &QPushButton::clicked, this, &FindingsPage::saveWanted);
    connect(m_copy, &QPushButton::clicked, this, &FindingsPage::copyWanted);
    auto* const line = new QHBoxLayout;
    line->addWidget(m_count);
    m_outcome_label->setObjectName(QStringLiteral("findingsOutcome"));
    m_outcome_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_outcome_label->setWordWrap(true);
    line->addWidget(m_outcome_label, 1);
    line->addWidget(m_check);
    line->addWidget(m_save);
    line->addWidget(m_copy);
    return line;
}

void FindingsPage::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

bool FindingsPage::isFor(const Document& /*document*/) const
{
    return true;
}

bool FindingsPage::canShow(const Selection& selection) const
{
    // Of the file as a whole, and of the rows that findings are about.
    if (!selection.has_node() || selection.tree().node(selection.node).parent == Tree::root)
        return true;
    const auto is_about = [&selection](const Finding& finding) {
        return selection.node ==
               (selection.reading == Reading::Model ? finding.model_node : finding.file_node);
    };
    return std::ranges::any_of(selection.document->findings, is_about) ||
           std::ranges::any_of(m_measured, is_about);
}

void FindingsPage::show(const Selection& selection)
{
    if (m_document != selection.document) {
        m_document = selection.document;
        showVerdict(*m_document);
        m_checked = false;
        m_outcome.clear();
        showProblem({});
        showFindings(std::nullopt);
    }
    const int row =
        m_model->rowAbout(selection.reading, selection.node, m_table->currentSourceRow());
    if (row >= 0)
        m_table->selectSourceRow(row);
}

void FindingsPage::forgetDocument()
{
    m_document.reset();
    m_measured.clear();
    m_finding = -1;
}

void FindingsPage::setAllChecked(int tensors)
{
    const QString measured = words::plural(static_cast<std::uint64_t>(tensors),
                                           tr("1 array measured"), tr("%1 arrays measured"));
    m_outcome = m_measured.empty()
                    ? tr("%1: no NaN or infinity, none all zero or constant").arg(measured)
                    : measured;
    setMeasured(std::move(m_measured));
}

void FindingsPage::setMeasured(std::vector<Finding> findings)
{
    m_measured = std::move(findings);
    if (!m_document)
        return;
    const Finding* const current = m_model->finding(m_table->currentSourceRow());
    showFindings(current ? std::optional(*current) : std::nullopt);
}

void FindingsPage::checkValues()
{
    m_checked = true;
    setMeasured(std::move(m_measured));
    Q_EMIT checkWanted();
}

void FindingsPage::showFindings(const std::optional<Finding>& chosen)
{
    m_model->setDocument(m_document, m_measured);
    const bool offered = !m_checked && !m_document->tensors.empty();
    const std::size_t count = m_document->findings.size() + m_measured.size();
    m_count->setText(words::plural(count, tr("1 finding"), tr("%1 findings")));
    for (QWidget* const shown :
         std::initializer_list<QWidget*>{m_count, m_save, m_copy, m_table, m_detail})
        shown->setVisible(count != 0);
    m_empty->setVisible(count == 0);
    m_check->setVisible(offered && count != 0);
    m_outcome_label->setText(m_outcome);
    m_finding = -1;
    if (count == 0) {
        m_empty->setMessage(tr("No findings"),
                            m_outcome.isEmpty() ? tr("Strata looked at security, compatibility, "
                                                     "integrity and quality.")
                                                : m_outcome + QLatin1Char('.'),
                            offered ? m_check->text() : QString());
        return;
    }
    m_table->fitColumns(2);
    m_table->setPreferredRows(std::clamp(static_cast<int>(count), 1, short_table));
    const int rows = m_table->sizeHint().height();
    m_table->setMinimumHeight(rows); // the page scrolls, the table only where it is long
    const bool is_long = count > short_table;
    m_table->setMaximumHeight(is_long ? QWIDGETSIZE_MAX : rows);
    m_content->setStretchFactor(m_table, is_long ? 1 : 0);
    m_content->setStretchFactor(m_detail, is_long ? 0 : 1);
    const int row = chosen ? std::max(m_model->rowOf(*chosen), 0) : 0;
    m_table->selectSourceRow(row);
    showFinding(row);
}

void FindingsPage::showVerdict(const Document& document)
{
    const words::VerdictWords trust = words::describe_trust(document);
    Band::Kind kind = kind_of(document.verdict.trust);
    const bool error = std::ranges::any_of(document.findings, [](const Finding& finding) {
        return finding.severity == Severity::Error;
    });
    if (kind == Band::Kind::Ok && error)
        kind = Band::Kind::Note; // nothing is green above what is red
    m_band->setMessage(kind, trust.headline, trust.sentence);
    m_band->setIconName(icon_of(document.verdict.trust));
    const bool whole = document.verdict.integrity == Integrity::Complete;
    // That a file which is not whole names nothing harmful the strip says.
    m_band->setVisible(whole || kind == Band::Kind::Error || kind == Band::Kind::Warning);
    m_integrity_band->setVisible(!whole);
    if (!whole)
        showIntegrity(document);
}

void FindingsPage::showIntegrity(const Document& document)
{
    if (document.verdict.integrity == Integrity::Incomplete) {
        // What is missing and what to do about it the findings say.
        m_integrity_band->setMessage(Band::Kind::Error,
                                     words::ends_early(document)
                                         ? tr("Incomplete: the file ends early")
                                         : tr("Incomplete: a part of the file could not be read"),
                                     tr("What is whole is shown and can be used."));
        return;
    }
    const words::VerdictWords integrity = words::describe_integrity(document);
    m_integrity_band->setMessage(Band::Kind::Warning, integrity.headline, integrity.sentence);
}

void FindingsPage::showFinding(int row)
{
    const Finding* const finding = m_model->finding(row);
    if (!finding)
        return;
    m_finding = m_model->indexOf(row);
    m_detail->showFinding(*m_document, *finding, m_model->where(row), m_model->tensors(row));
    m_detail->setTitled(is_cut(*m_table));
    if (finding->offset)
        Q_EMIT bytesWanted(m_finding);
}

void FindingsPage::setBytes(int finding, const FindingBytes& bytes)
{
    if (finding == m_finding)
        m_detail->setBytes(bytes);
}

QString FindingsPage::detailText() const
{
    return m_detail->text();
}

TableView* FindingsPage::bytesTable()
{
    return m_detail->bytesTable();
}

void FindingsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    // What is found matters more than how it is sorted; the rest stands in the detail too.
    if (m_model->setNarrow(width() < narrow_page))
        m_table->fitColumns(FindingsModel::WhatColumn);
    layout()->activate(); // the table's width is this page's
    m_detail->setTitled(is_cut(*m_table));
}

} // namespace strata
