// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/export_dialog.h"

#include "app/window/export_words.h"
#include "app/window/packing_choice.h"
#include "io/save/float_rounding.h"
#include "widgets/parts/band.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/loss_list.h"
#include "widgets/parts/text.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace strata {

namespace {

/// In characters, of a common file's dialog.
constexpr int usual_width = 104;
constexpr int side_margin = 16;
/// What the desktop puts over a dialog, and a little around it.
constexpr int title_room = 48;

} // namespace

ExportDialog::ExportDialog(ExportSubject subject, const QString& format, QWidget* parent)
    : QDialog(parent),
      m_subject(std::move(subject)),
      m_format(new QComboBox),
      m_path(new QLineEdit),
      m_weights(new QCheckBox),
      m_optimizer(new QCheckBox),
      m_metadata(new QCheckBox),
      m_statistics(new QCheckBox(tr("Statistics of every array"))),
      m_sha256(new QCheckBox(tr("SHA-256 of the file"))),
      m_names(new QComboBox),
      m_type(new QComboBox),
      m_names_label(labelFor(tr("&Names"), m_names)),
      m_choices(nullptr),
      m_contents(make_secondary_label(tr("Contents"))),
      m_packing(new PackingChoice),
      m_packing_label(labelFor(tr("Compression"), m_packing->first())),
      m_head(make_head_label(QString())),
      m_count(new InkLabel),
      m_losses(new LossList),
      m_kept(new InkLabel),
      m_sizes(nullptr),
      m_new_label(make_secondary_label(QString())),
      m_new_size(make_value_label(QString())),
      m_old_size(make_value_label(QString())),
      m_problem(new Band),
      m_export(new QPushButton)
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(titleWords());
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(side_margin, 14, side_margin, 12);
    layout->setSpacing(8);
    layout->addWidget(makeForm());
    layout->addSpacing(2);
    auto* const head = new QHBoxLayout;
    head->addWidget(m_head, 1);
    head->addWidget(m_count);
    layout->addLayout(head);
    layout->addWidget(m_losses, 1);
    m_losses->setObjectName(QStringLiteral("exportLosses"));
    auto* const kept = new QHBoxLayout;
    m_kept->setElided();
    kept->addWidget(m_kept, 1);
    m_sizes = makeSizes();
    kept->addWidget(m_sizes);
    layout->addLayout(kept);
    layout->addWidget(m_problem);
    m_problem->setObjectName(QStringLiteral("exportProblem"));
    m_problem->hide();
    layout->addWidget(makeFoot());
    // Without a wish: what is of plain values as such.
    const int values = m_format->findData(QStringLiteral("values"));
    if (const int known = m_format->findData(format); known >= 0)
        m_format->setCurrentIndex(known);
    else if (values >= 0 && m_subject.file->open.document->tensors.empty())
        m_format->setCurrentIndex(values);
    m_path->setText(suggestedPath());
    fillTypes();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::chooseForm);
    for (QCheckBox* const box : {m_weights, m_optimizer, m_metadata, m_statistics, m_sha256})
        connect(box, &QCheckBox::toggled, this, &ExportDialog::ask);
    connect(m_metadata, &QCheckBox::clicked, this,
            [this](bool wanted) { m_metadata_wanted = wanted; });
    for (QComboBox* const box : {m_names, m_type})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::ask);
    connect(m_path, &QLineEdit::textChanged, this, [this] {
        setProblem({});
        m_path->setToolTip(plain_tool_tip(path()));
        showButton();
    });
    connect(m_packing, &PackingChoice::changed, this, &ExportDialog::ask);
    m_export->setDefault(true);
    m_path->setFocus();
    showWhatApplies();
    showContents();
    showButton();
    resize(fontMetrics().averageCharWidth() * usual_width, minimumSizeHint().height());
    // Whoever owns it connects first.
    QMetaObject::invokeMethod(this, &ExportDialog::ask, Qt::QueuedConnection);
}

QString ExportDialog::titleWords() const
{
    const QString name = one_line(m_subject.file->open.document->name, 60);
    if (!m_subject.part.isEmpty())
        return tr("Export %1 of %2").arg(one_line(m_subject.part, 60), name);
    if (m_subject.selection.empty())
        return tr("Export %1").arg(name);
    return words::plural(m_subject.selection.size(), tr("Export 1 tensor of %2"),
                         tr("Export %1 tensors of %2"))
        .arg(name);
}

void ExportDialog::open()
{
    QDialog::open();
    m_path->end(false); // Qt selects all, as after Tab
}

const exports::Form& ExportDialog::form() const
{
    return *exports::find_form(m_format->currentData().toString().toStdString());
}

exports::Options ExportDialog::options() const
{
    exports::Options options;
    options.statistics = form().takes_statistics && m_statistics->isChecked();
    options.sha256 = form().takes_sha256 && m_sha256->isChecked();
    if (form().target == nullptr)
        return options;
    options.arrays.compression = m_packing->compression();
    options.arrays.protocol = m_packing->protocol();
    if (form().target->takes_whole())
        return options;
    options.arrays.weights = m_weights->isChecked();
    options.arrays.optimizer = m_optimizer->isChecked();
    options.arrays.metadata = m_metadata_wanted;
    options.arrays.names = m_names->currentIndex() == 1 ? NameStyle::Path : NameStyle::Dotted;
    if (form().kind == exports::Kind::Model)
        options.arrays.dtype = rounding_target(m_type->currentData().toString().toStdString());
    options.arrays.selection = m_subject.selection;
    return options;
}

QString ExportDialog::path() const
{
    QString typed = m_path->text().trimmed();
    if (typed.isEmpty())
        return {};
    if (typed == u'~' || typed.startsWith(QLatin1String("~/")))
        typed.replace(0, 1, QDir::homePath());
    return QDir::cleanPath(
        QDir(export_folder(*m_subject.file->open.document)).absoluteFilePath(typed));
}

QString ExportDialog::suggestedPath() const
{
    return suggested_export_name(*m_subject.file->open.document, m_subject.part, form());
}

void ExportDialog::showWhatApplies()
{
    const Document& document = *m_subject.file->open.document;
    const bool all = m_subject.selection.empty();
    const bool arrays = form().target != nullptr && !form().target->takes_whole();
    m_packing->setTarget(form().target);
    m_packing->setVisible(!m_packing->isEmpty());
    m_packing_label->setVisible(!m_packing->isEmpty());
    m_weights->setVisible(arrays);
    m_optimizer->setVisible(arrays && all && has_optimizer_arrays(document));
    m_metadata->setVisible(arrays && !document.metadata.empty());
    m_statistics->setVisible(form().takes_statistics);
    m_sha256->setVisible(form().takes_sha256);
    const bool named = arrays && form().kind == exports::Kind::Model;
    m_names_label->setVisible(named);
    m_choices->setVisible(named);
    m_contents->setVisible(arrays || form().takes_statistics || form().takes_sha256);
    const QString head = form().kind == exports::Kind::Report ? tr("What the report leaves out")
                                                              : tr("What this format cannot hold");
    m_head->setText(head);
    m_losses->setAccessibleName(head);
}

void ExportDialog::chooseForm()
{
    m_path->setText(with_extension_of(m_path->text(), form()));
    showWhatApplies();
    fillTypes();
    ask();
}

/// The types that the format has, and that the floats are not already.
void ExportDialog::fillTypes()
{
    const QSignalBlocker quiet(m_type);
    const QString before = m_type->currentData().toString();
    const ExportedFloats now = exported_floats(*m_subject.file->open.document, m_subject.selection);
    m_type->clear();
    m_type->addItem(now.type ? tr("Keep %1").arg(words::text_of(DType::of(*now.type).name()))
                             : tr("Keep as stored"),
                    QString());
    for (const char* const name : {"float16", "bfloat16", "float32", "float64"}) {
        const ScalarType type = *rounding_target(name);
        if (now.any && now.type != type && form().target != nullptr &&
            form().target->holds(DType::of(type)))
            m_type->addItem(QLatin1String(name), QLatin1String(name));
    }
    m_type->setEnabled(m_type->count() > 1);
    m_type->setCurrentIndex(std::max(0, m_type->findData(before)));
}

void ExportDialog::ask()
{
    m_plan.reset();
    setProblem({});
    showButton();
    Q_EMIT planWanted();
}

void ExportDialog::browse()
{
    const QString chosen = QFileDialog::getSaveFileName(
        this, tr("Export as"), path(),
        tr("%1 (*.%2)").arg(exports::name_of(form()), words::text_of(form().extension)) +
            QStringLiteral(";;") + tr("All files (*)"),
        nullptr, QFileDialog::DontConfirmOverwrite);
    if (chosen.isEmpty())
        return;
    const QFileInfo info(chosen);
    const bool here =
        info.absolutePath() == QDir(export_folder(*m_subject.file->open.document)).absolutePath();
    m_path->setText(here ? info.fileName() : chosen);
}

void ExportDialog::setPlan(const Result<ExportPlan>& plan)
{
    m_plan.reset();
    if (plan) {
        m_plan = *plan;
        showPlan();
    } else {
        const words::ErrorWords words = refusal_words(plan.error(), form());
        m_count->setNote({}, {}, IconInk::Warning);
        m_losses->setWords(words.message() + QLatin1Char(' ') + words.remedy);
        m_kept->setNote({}, {}, IconInk::Ok);
        m_sizes->hide();
    }
    showContents();
    showButton();
    grow();
}

void ExportDialog::showPlan()
{
    QList<LossList::Row> rows = loss_rows(*m_plan);
    // A report loses nothing: the file stays what it is.
    const bool report = form().kind == exports::Kind::Report;
    for (LossList::Row& row : rows)
        row.sign = report ? LossList::Row::Sign::Chosen : row.sign;
    const auto left_out = static_cast<std::uint64_t>(report ? rows.size() : 0);
    if (m_subject.unsaved > 0)
        rows.append(unsaved_row(m_subject.unsaved));
    const std::uint64_t losses =
        exports::asks_for_consent(form(), *m_plan) ? m_plan->unaccepted() : 0;
    if (rows.isEmpty())
        m_losses->setWords(tr("Nothing is lost: the file will hold all that this one does."));
    else
        m_losses->setRows(rows);
    if (losses > 0)
        m_count->setNote(QStringLiteral("warning"),
                         words::plural(losses, tr("1 loss"), tr("%1 losses")), IconInk::Warning);
    else if (left_out > 0)
        m_count->setNote(QStringLiteral("note"),
                         words::plural(left_out, tr("1 thing left out"), tr("%1 things left out")),
                         IconInk::Note);
    else
        m_count->setNote(QStringLiteral("ok"), tr("no losses"), IconInk::Ok);
    m_kept->setNote(QStringLiteral("ok"), keptWords(), IconInk::Ok);
    m_sizes->setVisible(form().kind == exports::Kind::Model);
    m_new_label->setText(m_plan->pickle.compression.method ? tr("New file before compression")
                                                           : tr("New file"));
    m_new_size->setText(
        tr("%1,", "a size, before another one").arg(words::size(m_plan->file_bytes)));
    m_new_size->setToolTip(words::exact_bytes(m_plan->file_bytes));
}

void ExportDialog::showContents()
{
    const ExportContents contents = m_plan ? m_plan->contents : ExportContents{};
    const auto tensors = [this](const QString& what, std::uint64_t count) {
        return m_plan
                   ? tr("%1, %2").arg(what, words::plural(count, tr("1 tensor"), tr("%1 tensors")))
                   : what;
    };
    m_weights->setText(
        tensors(m_subject.selection.empty()
                    ? (has_weights(*m_subject.file->open.document) ? tr("Weights") : tr("Arrays"))
                    : tr("What is selected"),
                contents.weights));
    m_optimizer->setText(tensors(tr("Optimizer state"), contents.optimizer));
    const bool held = form().target != nullptr && form().target->holds_metadata;
    m_metadata->setEnabled(held);
    {
        // What the format cannot hold is not ticked; the choice comes back with the next format.
        const QSignalBlocker quiet(m_metadata);
        m_metadata->setChecked(held && m_metadata_wanted);
    }
    const auto all = m_subject.file->open.document->metadata.size();
    m_metadata->setText(!held    ? tr("Metadata: this format holds none")
                        : m_plan ? tr("Metadata as text, %1 of %2")
                                       .arg(words::count(contents.metadata),
                                            words::plural(all, tr("1 entry"), tr("%1 entries")))
                                 : tr("Metadata as text"));
}

void ExportDialog::showButton()
{
    m_export->setEnabled(m_plan && !path().isEmpty());
    m_export->setText(m_plan ? button_words(form(), *m_plan) : tr("Export"));
}

QString ExportDialog::keptWords() const
{
    return kept_words(form(), *m_plan, *m_subject.file->open.document);
}

/// As tall as all that it says needs, but never taller than the window beneath, nor lower than it
/// is: what a person looks at does not jump.
void ExportDialog::grow()
{
    layout()->activate();
    const int most = parentWidget() ? parentWidget()->height() - title_room : height();
    const int wanted = std::min(
        std::max(layout()->totalHeightForWidth(width()), layout()->totalSizeHint().height()), most);
    if (wanted > height())
        resize(width(), wanted);
}

void ExportDialog::setProblem(const QString& what, const QString& why, const QString& remedy)
{
    if (what.isEmpty() && m_problem->isHidden())
        return;
    m_problem->setVisible(!what.isEmpty());
    if (!what.isEmpty())
        m_problem->setMessage(Band::Kind::Error, what, why, remedy);
    grow();
}

QString ExportDialog::report() const
{
    const Document& document = *m_subject.file->open.document;
    QStringList lines = {
        tr("%1 as %2: %3").arg(windowTitle(), exports::name_of(form()), one_line(path()))};
    if (!m_plan)
        return lines.first() + QLatin1Char('\n');
    lines.append(kept_words(form(), *m_plan, document));
    if (form().kind == exports::Kind::Model)
        lines.append(tr("New file %1, this file %2")
                         .arg(words::size(m_plan->file_bytes), words::size(document.bytes)));
    for (const LossList::Row& row : loss_rows(*m_plan))
        lines.append(QStringLiteral("%1 (%2): %3").arg(row.what, row.count, row.why));
    if (m_subject.unsaved > 0)
        lines.append(unsaved_row(m_subject.unsaved).why);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace strata
