// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/findings_page.h"

#include "widgets/parts/band.h"
#include "widgets/parts/box.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/tables/bytes_model.h"
#include "widgets/tables/findings_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/icons.h"
#include "widgets/words/finding_call.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/verdict_words.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace strata {

namespace {

constexpr int widest_text = 90; ///< characters of a line
/// The table's first height; what is explained beneath needs the rest.
constexpr int most_rows_at_first = 8;
constexpr int narrow_width = 620;
/// What stands in the file around a finding, beside its text.
constexpr int bytes_width = 300;

Band::Kind kind_of(const std::optional<Trust>& trust)
{
    if (!trust || *trust == Trust::Trusted)
        return Band::Kind::Ok;
    return *trust == Trust::Dangerous ? Band::Kind::Error : Band::Kind::Warning;
}

QString icon_of(const std::optional<Trust>& trust)
{
    if (!trust || *trust == Trust::Trusted)
        return QStringLiteral("shield-ok");
    return *trust == Trust::Dangerous ? QStringLiteral("shield-danger")
                                      : QStringLiteral("shield-review");
}

void set_part(QLabel* head, QLabel* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
    head->setVisible(!text.isEmpty());
}

} // namespace

FindingsPage::FindingsPage(QWidget* parent)
    : Page(parent),
      m_band(new Band),
      m_integrity_band(new Band),
      m_count(make_head_label({})),
      m_model(new FindingsModel(this)),
      m_table(new TableView),
      m_problem(make_text_label({})),
      m_check(new QPushButton(tr("Measure all values"))),
      m_save(new QPushButton(tr("Save as SARIF…"))),
      m_copy(new QPushButton),
      m_what(make_head_label({})),
      m_call_head(make_head_label(tr("What would run"))),
      m_call(make_value_label({})),
      m_where_head(make_head_label(tr("Where"))),
      m_where(make_value_label({})),
      m_why_head(make_head_label(tr("Why it matters"))),
      m_why(make_text_label({})),
      m_remedy_head(make_head_label(tr("What to do"))),
      m_remedy(make_text_label({})),
      m_go(new QPushButton(tr("Show in the tree"))),
      m_bytes(new QWidget),
      m_bytes_title(make_head_label({})),
      m_bytes_model(new BytesModel(this)),
      m_bytes_table(new TableView),
      m_detail(makeDetail()),
      m_empty(new EmptyState),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("findingsPage"));
    m_band->setObjectName(QStringLiteral("verdictBand"));
    m_integrity_band->setObjectName(QStringLiteral("integrityBand"));
    m_table->setObjectName(QStringLiteral("findingsTable"));
    m_table->setAccessibleName(tr("Findings"));
    m_table->setSource(m_model);
    m_table->sortByColumn(FindingsModel::SeverityColumn, Qt::AscendingOrder);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(m_band);
    layout->addWidget(m_integrity_band);
    layout->addLayout(makeHeadLine());
    layout->addWidget(m_problem);
    layout->addWidget(m_stack, 1);
    m_problem->setObjectName(QStringLiteral("findingsProblem"));
    m_problem->hide();
    connect(m_table, &TableView::sourceRowChosen, this, &FindingsPage::showFinding);
    connect(m_table, &QAbstractItemView::doubleClicked, this, &FindingsPage::goToFinding);
    connect(m_go, &QPushButton::clicked, this, &FindingsPage::goToFinding);
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
    line->addStretch(1);
    line->addWidget(m_check);
    line->addWidget(m_save);
    line->addWidget(m_copy);
    return line;
}

QWidget* FindingsPage::makeDetail()
{
    auto* const box = new Box(QString());
    box->layout()->setContentsMargins(12, 4, 1, 1);
    auto* const row = new QHBoxLayout;
    row->setSpacing(0);
    auto* const rule = new QFrame;
    rule->setFrameShape(QFrame::VLine);
    rule->setFrameShadow(QFrame::Plain);
    rule->setForegroundRole(QPalette::Midlight);
    makeBytes();
    row->addWidget(makeText(), 1);
    row->addWidget(m_bytes);
    auto* const beside = new QHBoxLayout(m_bytes);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    beside->addWidget(rule);
    auto* const column = new QVBoxLayout;
    column->setSpacing(6);
    m_bytes_title->setContentsMargins(10, 6, 0, 0);
    column->addWidget(m_bytes_title);
    column->addWidget(m_bytes_table, 1);
    beside->addLayout(column, 1);
    box->body()->addLayout(row, 1);
    return box;
}

void FindingsPage::makeBytes()
{
    m_bytes->setObjectName(QStringLiteral("findingBytes"));
    m_bytes_table->setObjectName(QStringLiteral("bytesTable"));
    m_bytes_table->setAccessibleName(tr("Opcodes"));
    m_bytes_table->setSource(m_bytes_model);
    m_bytes_table->setSortingEnabled(false);
    m_bytes_table->setAlternatingRowColors(false);
    m_bytes_table->setFrameShape(QFrame::NoFrame);
    m_bytes_table->setMinimumWidth(bytes_width);
    m_bytes->hide();
}

void FindingsPage::setBytes(int finding, const FindingBytes& bytes)
{
    if (finding != m_finding)
        return;
    m_bytes_model->setBytes(bytes);
    m_bytes_title->setText(bytes.opcodes ? tr("Opcodes") : tr("Bytes"));
    m_bytes_table->setAccessibleName(m_bytes_title->text());
    m_bytes_table->fitColumns(2);
    arrange();
    if (const int row = m_bytes_model->chosenRow(); row >= 0)
        m_bytes_table->scrollTo(m_bytes_table->model()->index(row, 0),
                                QAbstractItemView::PositionAtCenter);
}

void FindingsPage::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

QWidget* FindingsPage::makeText()
{
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 6, 11, 8);
    layout->setSpacing(3);
    m_what->setObjectName(QStringLiteral("findingWhat"));
    m_where->setObjectName(QStringLiteral("findingWhere"));
    m_where->setWordWrap(true);
    m_why->setObjectName(QStringLiteral("findingWhy"));
    m_remedy->setObjectName(QStringLiteral("findingRemedy"));
    m_go->setObjectName(QStringLiteral("findingGo"));
    m_go->setIcon(icon(QStringLiteral("go-to")));
    m_what->setWordWrap(true);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int widest = fontMetrics().averageCharWidth() * widest_text;
    for (QLabel* const label : {m_what, m_call, m_where, m_why, m_remedy})
        label->setMaximumWidth(widest);
    m_call->setObjectName(QStringLiteral("findingCall"));
    m_call->setWordWrap(true);
    m_call->setAutoFillBackground(true);
    m_call->setBackgroundRole(QPalette::AlternateBase);
    m_call->setFrameShape(QFrame::StyledPanel);
    m_call->setMargin(6);
    layout->addWidget(m_what);
    for (const auto& [head, text] :
         {std::pair{m_call_head, m_call}, std::pair{m_where_head, m_where},
          std::pair{m_why_head, m_why}, std::pair{m_remedy_head, m_remedy}}) {
        head->setContentsMargins(0, 8, 0, 0);
        layout->addWidget(head);
        layout->addWidget(text);
    }
    layout->addSpacing(8);
    layout->addWidget(m_go, 0, Qt::AlignLeft);
    layout->addStretch(1);
    auto* const scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    content->setBackgroundRole(QPalette::Base);
    return scroll;
}

bool FindingsPage::isFor(const Document& /*document*/) const
{
    return true;
}

bool FindingsPage::canShow(const Selection& /*selection*/) const
{
    return true;
}

void FindingsPage::show(const Selection& selection)
{
    if (m_document == selection.document)
        return;
    m_document = selection.document;
    showVerdict(*m_document);
    m_checked = false;
    showProblem({});
    showFindings(std::nullopt);
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
    for (QWidget* const shown : {static_cast<QWidget*>(m_count), static_cast<QWidget*>(m_save),
                                 static_cast<QWidget*>(m_copy)})
        shown->setVisible(count != 0);
    m_check->setVisible(offered && count != 0);
    m_finding = -1;
    if (count == 0) {
        m_empty->setMessage(tr("No findings"),
                            tr("Strata looked at security, compatibility, integrity and quality."),
                            offered ? m_check->text() : QString());
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentIndex(0);
    m_table->fitColumns(2);
    m_table->setPreferredRows(std::clamp(static_cast<int>(count), 3, most_rows_at_first));
    const int rows = m_table->sizeHint().height();
    m_splitter->setSizes({rows, std::max(m_splitter->height() - rows, rows)});
    const int row = chosen ? std::max(m_model->rowOf(*chosen), 0) : 0;
    m_table->selectSourceRow(row);
    showFinding(row);
}

void FindingsPage::showVerdict(const Document& document)
{
    const words::VerdictWords trust = words::describe_trust(document);
    m_band->setMessage(kind_of(document.verdict.trust), trust.headline, trust.sentence);
    m_band->setIconName(icon_of(document.verdict.trust));
    const bool whole = document.verdict.integrity == Integrity::Complete;
    m_integrity_band->setVisible(!whole);
    if (!whole) {
        const words::VerdictWords integrity = words::describe_integrity(document);
        m_integrity_band->setMessage(document.verdict.integrity == Integrity::Incomplete
                                         ? Band::Kind::Error
                                         : Band::Kind::Warning,
                                     integrity.headline, integrity.sentence);
    }
}

void FindingsPage::showFinding(int row)
{
    const Finding* const finding = m_model->finding(row);
    if (!finding)
        return;
    const words::FindingWords text = words::describe(*finding);
    m_what->setText(text.message);
    set_part(m_call_head, m_call, words::call_text(*m_document, *finding));
    QStringList where;
    if (const QString path = m_model->where(row); !path.isEmpty())
        where.append(path);
    if (finding->offset)
        where.append(tr("byte %1").arg(words::offset(*finding->offset)));
    set_part(m_where_head, m_where, where.join(QStringLiteral(", ")));
    set_part(m_why_head, m_why, text.why);
    set_part(m_remedy_head, m_remedy, text.remedy);
    m_go->setVisible(finding->model_node != NodeId::none || finding->file_node != NodeId::none);
    m_finding = m_model->indexOf(row);
    m_bytes_model->setBytes({});
    arrange();
    if (finding->offset)
        Q_EMIT bytesWanted(m_finding);
}

void FindingsPage::goToFinding()
{
    const Finding* const finding = m_model->finding(m_table->currentSourceRow());
    if (!finding)
        return;
    if (finding->model_node != NodeId::none)
        Q_EMIT rowWanted(Reading::Model, finding->model_node);
    else if (finding->file_node != NodeId::none)
        Q_EMIT rowWanted(Reading::File, finding->file_node);
}

QString FindingsPage::detailText() const
{
    QStringList lines;
    for (const QLabel* const label : {m_what, m_call, m_where, m_why, m_remedy}) {
        if (!label->text().isEmpty())
            lines.append(label->text());
    }
    return lines.join(QLatin1Char('\n'));
}

void FindingsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

void FindingsPage::arrange()
{
    m_bytes->setVisible(m_bytes_model->rowCount() > 0 && width() >= narrow_width);
    // What is found matters more than how it is sorted; the rest stands in the detail too.
    m_table->setColumnHidden(FindingsModel::CategoryColumn, width() < narrow_width);
    m_table->setColumnHidden(FindingsModel::ByteColumn, width() < narrow_width);
}

} // namespace strata
