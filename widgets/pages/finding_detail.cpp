// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finding_detail.h"

#include "io/model/presence.h"
#include "widgets/parts/as_html.h"
#include "widgets/parts/code_view.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/link_button.h"
#include "widgets/parts/link_label.h"
#include "widgets/parts/numbered_list.h"
#include "widgets/parts/text.h"
#include "widgets/tables/bytes_model.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/words/finding_call.h"
#include "widgets/words/finding_words.h"
#include "widgets/words/number_words.h"

#include <QEvent>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace strata {

namespace {

constexpr int widest_text = 100; ///< average characters: a line of text then has about 90
constexpr int narrow_detail = 600;
/// What stands in the file around a finding, beside its text.
constexpr int bytes_width = 300;
/// Tensors that are named; the rest is counted.
constexpr std::size_t most_tensors = 24;

/// "layer.1.weight, cut": what a link to a tensor that is not whole says.
QString tensor_text(const Document& document, TensorId id)
{
    const QString path = one_line(document.tensor_path(id), 120);
    switch (presence_of(document.tensor(id))) {
    case Presence::Cut:
        return FindingDetail::tr("%1 (cut)").arg(path);
    case Presence::Missing:
        return FindingDetail::tr("%1 (missing)").arg(path);
    default:
        return path;
    }
}

QFrame* make_rule()
{
    auto* const rule = new QFrame;
    rule->setFrameShape(QFrame::VLine);
    rule->setFrameShadow(QFrame::Plain);
    rule->setForegroundRole(QPalette::Midlight);
    return rule;
}

void set_shown(std::initializer_list<QWidget*> parts, bool shown)
{
    for (QWidget* const part : parts)
        part->setVisible(shown);
}

} // namespace

FindingDetail::FindingDetail(QWidget* parent)
    : Box({}, parent),
      m_what(make_text_label({})),
      m_call_head(make_head_label(tr("What would run"))),
      m_call(new CodeView),
      m_call_note(make_text_label({})),
      m_where_head(make_head_label(tr("Where"))),
      m_where(make_text_label({})),
      m_why_head(make_head_label(tr("Why it matters"))),
      m_why(make_text_label({})),
      m_remedy_head(make_head_label(tr("What to do"))),
      m_remedy(new NumberedList),
      m_go(new QPushButton(tr("Show in the tree"))),
      m_export(new QPushButton(tr("Export as JSON…"))),
      m_copy(new QPushButton(tr("Copy report"))),
      m_bytes(new QWidget),
      m_bytes_title(make_head_label({})),
      m_show_in_file(new LinkButton(tr("Show in File"))),
      m_bytes_model(new BytesModel(this)),
      m_bytes_table(new TableView)
{
    layout()->setContentsMargins(12, 4, 1, 1);
    auto* const row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(makeText(), 1);
    makeBytes();
    row->addWidget(m_bytes);
    body()->addLayout(row, 1);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (m_tensor_count != 0)
            Q_EMIT damagedWanted();
        else
            goToRow();
    });
    connect(m_export, &QPushButton::clicked, this, &FindingDetail::exportWanted);
    connect(m_copy, &QPushButton::clicked, this, &FindingDetail::copyWanted);
    connect(m_show_in_file, &LinkButton::clicked, this,
            [this] { Q_EMIT rowWanted(Reading::File, m_file_node); });
}

void FindingDetail::makeBytes()
{
    m_bytes->setObjectName(QStringLiteral("findingBytes"));
    m_show_in_file->setObjectName(QStringLiteral("showInFile"));
    m_bytes_table->setObjectName(QStringLiteral("bytesTable"));
    m_bytes_table->setAccessibleName(tr("Opcodes"));
    m_bytes_table->setSource(m_bytes_model);
    m_bytes_table->setSortingEnabled(false);
    m_bytes_table->setAlternatingRowColors(false);
    m_bytes_table->setFrameShape(QFrame::NoFrame);
    m_bytes_table->setMinimumWidth(bytes_width);
    m_bytes_table->keepWhole(1); // an opcode's name before its argument
    auto* const beside = new QHBoxLayout(m_bytes);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(0);
    beside->addWidget(make_rule());
    auto* const column = new QVBoxLayout;
    column->setSpacing(2);
    auto* const head = new QHBoxLayout;
    head->setContentsMargins(10, 4, 6, 0);
    head->addWidget(m_bytes_title);
    head->addStretch(1);
    head->addWidget(m_show_in_file);
    column->addLayout(head);
    column->addWidget(m_bytes_table, 1);
    beside->addLayout(column, 1);
    m_bytes->hide();
}

QWidget* FindingDetail::makeText()
{
    m_what->setObjectName(QStringLiteral("findingWhat"));
    m_what->setFont(bold_font(m_what->font()));
    m_call->setObjectName(QStringLiteral("findingCall"));
    m_call->setAccessibleName(m_call_head->text());
    m_call_note->setForegroundRole(QPalette::PlaceholderText);
    m_where->setObjectName(QStringLiteral("findingWhere"));
    m_where->setTextFormat(Qt::RichText);
    m_why->setObjectName(QStringLiteral("findingWhy"));
    m_remedy->setObjectName(QStringLiteral("findingRemedy"));
    m_go->setObjectName(QStringLiteral("findingGo"));
    m_go->setIcon(icon(QStringLiteral("go-to")));
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 6, 11, 8);
    layout->setSpacing(3);
    for (QLabel* const head : {m_where_head, m_why_head, m_remedy_head})
        head->setContentsMargins(0, 8, 0, 0);
    for (QWidget* const part :
         std::initializer_list<QWidget*>{m_what, m_call_head, m_call, m_call_note, m_where_head,
                                         m_where, m_why_head, m_why, m_remedy_head, m_remedy}) {
        layout->addWidget(part);
        if (part == m_where) {
            m_tensors_place = new QVBoxLayout;
            layout->addLayout(m_tensors_place);
        }
    }
    limitLines();
    layout->addSpacing(8);
    m_export->setObjectName(QStringLiteral("findingExport"));
    m_export->setIcon(icon(QStringLiteral("export")));
    m_export->setToolTip(tr("Structure, metadata and findings, as plain data"));
    m_copy->setObjectName(QStringLiteral("findingCopy"));
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton* const button : {m_go, m_export, m_copy})
        buttons->addWidget(button);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    layout->addStretch(1);
    return content;
}

void FindingDetail::showFinding(const Document& document, const Finding& finding,
                                const QString& path, const std::vector<TensorId>& tensors)
{
    const words::FindingWords text = words::describe(finding);
    const QString call = words::call_text(document, finding);
    m_what->setText(text.message);
    m_call->setCode(call);
    m_call_note->setText(words::call_effect(finding));
    m_what->setVisible(m_titled);
    set_shown({m_call_head, m_call}, !call.isEmpty());
    m_call_note->setVisible(!call.isEmpty() && !m_call_note->text().isEmpty());
    m_path = path;
    m_byte = finding.offset ? words::offset(*finding.offset) : QString();
    writeWhere();
    listTensors(document, tensors);
    m_why->setText(text.why);
    set_shown({m_why_head, m_why}, !text.why.isEmpty());
    m_remedy->setItems(sentences_of(text.remedy));
    set_shown({m_remedy_head, m_remedy}, !text.remedy.isEmpty());
    m_model_node = finding.model_node;
    m_file_node = finding.file_node;
    m_bytes_model->setBytes({});
    arrange();
}

/// A path is code within a sentence. What a file says is escaped, so it stays text.
void FindingDetail::writeWhere()
{
    const QFont fixed = fixed_font(font());
    const QString path =
        QStringLiteral("<span style=\"font-family:'%1'; font-size:%2px\">%3</span>")
            .arg(fixed.family())
            .arg(fixed.pixelSize())
            .arg(as_html(m_path));
    m_where->setText(m_path.isEmpty()   ? tr("At byte %1.").arg(m_byte)
                     : m_byte.isEmpty() ? tr("In %1.").arg(path)
                                        : tr("In %1, at byte %2.").arg(path, m_byte));
    set_shown({m_where_head, m_where}, !m_path.isEmpty() || !m_byte.isEmpty());
}

/// Each leads to its row; those past the first are counted, and the button opens all.
void FindingDetail::listTensors(const Document& document, const std::vector<TensorId>& tensors)
{
    m_tensor_count = tensors.size();
    delete std::exchange(m_tensors, nullptr);
    m_go->setText(tensors.empty() ? tr("Show in the tree")
                                  : words::plural(tensors.size(), tr("Show the tensor"),
                                                  tr("Show the %1 tensors")));
    if (tensors.size() < 2) // one is the path already
        return;
    QList<LinkLabel::Link> links;
    QList<std::pair<Reading, NodeId>> rows;
    for (std::size_t i = 0; i < std::min(tensors.size(), most_tensors); ++i) {
        const Tensor& tensor = document.tensor(tensors[i]);
        links.append({tensor_text(document, tensors[i]), QString::number(i)});
        rows.append(tensor.model_node != NodeId::none ? std::pair(Reading::Model, tensor.model_node)
                                                      : std::pair(Reading::File, tensor.file_node));
    }
    if (tensors.size() > most_tensors)
        links.append({tr("%1 more").arg(words::count(tensors.size() - most_tensors)), {}});
    m_tensors = new LinkLabel(links);
    m_tensors->setObjectName(QStringLiteral("findingTensors"));
    m_tensors->setMaximumWidth(m_where->maximumWidth());
    m_tensors_place->addWidget(m_tensors);
    connect(m_tensors, &LinkLabel::chosen, this, [this, rows](const QString& place) {
        Q_EMIT rowWanted(rows[place.toInt()].first, rows[place.toInt()].second);
    });
}

void FindingDetail::setTitled(bool titled)
{
    m_titled = titled;
    m_what->setVisible(titled);
}

void FindingDetail::setBytes(const FindingBytes& bytes)
{
    m_bytes_model->setBytes(bytes);
    m_bytes_title->setText(bytes.opcodes ? tr("Opcodes") : tr("Bytes"));
    m_bytes_table->setAccessibleName(m_bytes_title->text());
    m_bytes_table->fitColumns(2);
    arrange();
    if (const int row = m_bytes_model->chosenRow(); row >= 0)
        m_bytes_table->scrollTo(m_bytes_table->model()->index(row, 0),
                                QAbstractItemView::PositionAtCenter);
}

void FindingDetail::goToRow()
{
    if (m_model_node != NodeId::none)
        Q_EMIT rowWanted(Reading::Model, m_model_node);
    else if (m_file_node != NodeId::none)
        Q_EMIT rowWanted(Reading::File, m_file_node);
}

QString FindingDetail::text() const
{
    QStringList lines;
    for (const QString& line : {m_what->text(), m_call->code(), m_path, m_byte,
                                m_tensors ? m_tensors->accessibleName() : QString(), m_why->text(),
                                m_remedy->items().join(QLatin1Char(' '))}) {
        if (!line.isEmpty())
            lines.append(line);
    }
    return lines.join(QLatin1Char('\n'));
}

void FindingDetail::arrange()
{
    const bool beside = m_bytes_model->rowCount() > 0 && width() >= narrow_detail;
    const bool in_file = m_file_node != NodeId::none;
    m_bytes->setVisible(beside);
    m_show_in_file->setVisible(in_file);
    // One way to the same row is enough.
    m_go->setVisible(m_tensor_count != 0 || m_model_node != NodeId::none || (in_file && !beside));
}

void FindingDetail::limitLines()
{
    const int widest = fontMetrics().averageCharWidth() * widest_text;
    for (QWidget* const part :
         std::initializer_list<QWidget*>{m_what, m_call, m_call_note, m_where, m_tensors, m_why}) {
        if (part)
            part->setMaximumWidth(widest);
    }
    m_remedy->setWidestLine(widest);
}

void FindingDetail::resizeEvent(QResizeEvent* event)
{
    Box::resizeEvent(event);
    arrange();
}

void FindingDetail::changeEvent(QEvent* event)
{
    Box::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        limitLines();
        writeWhere();
    }
}

} // namespace strata
