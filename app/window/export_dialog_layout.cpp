// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the dialog and where they stand.
#include "app/window/export_dialog.h"

#include "app/window/export_words.h"
#include "app/window/packing_choice.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/link_button.h"
#include "widgets/parts/text.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace strata {

namespace {

QWidget* row_of(const QList<QWidget*>& parts)
{
    auto* const row = new QWidget;
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget* const part : parts)
        layout->addWidget(part);
    return row;
}

} // namespace

QLabel* ExportDialog::labelFor(const QString& text, QWidget* buddy)
{
    QLabel* const label = make_secondary_label(text);
    label->setBuddy(buddy);
    return label;
}

QWidget* ExportDialog::makeForm()
{
    m_format->setObjectName(QStringLiteral("exportFormat"));
    for (const exports::Form& form : exports::forms()) {
        if (is_offered(form, *m_subject.file->open.document, m_subject.selection))
            m_format->addItem(exports::name_of(form), words::text_of(form.id));
    }
    m_path->setObjectName(QStringLiteral("exportPath"));
    auto* const browse = new QPushButton(tr("&Browse…"));
    browse->setObjectName(QStringLiteral("exportBrowse"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    auto* const form = new QWidget;
    auto* const grid = new QGridLayout(form);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const Qt::Alignment side = Qt::AlignRight | Qt::AlignVCenter;
    grid->addWidget(labelFor(tr("F&ormat"), m_format), 0, 0, side);
    grid->addWidget(m_format, 0, 1, 1, 2);
    grid->addWidget(labelFor(tr("&File"), m_path), 1, 0, side);
    grid->addWidget(m_path, 1, 1);
    grid->addWidget(browse, 1, 2);
    m_contents->setMinimumHeight(m_weights->sizeHint().height());
    grid->addWidget(m_contents, 2, 0, Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(makeContents(), 2, 1, 1, 2);
    m_choices = makeChoices();
    grid->addWidget(m_names_label, 3, 0, side);
    grid->addWidget(m_choices, 3, 1, 1, 2);
    grid->addWidget(m_packing_label, 4, 0, side);
    grid->addWidget(m_packing, 4, 1, 1, 2);
    return form;
}

QWidget* ExportDialog::makeContents()
{
    m_weights->setObjectName(QStringLiteral("exportWeights"));
    m_optimizer->setObjectName(QStringLiteral("exportOptimizer"));
    m_metadata->setObjectName(QStringLiteral("exportMetadata"));
    const bool all = m_subject.selection.empty();
    m_weights->setChecked(true);
    m_weights->setEnabled(all);
    m_metadata_wanted = all;
    m_metadata->setChecked(all);
    m_statistics->setObjectName(QStringLiteral("exportStatistics"));
    m_sha256->setObjectName(QStringLiteral("exportSha256"));
    auto* const boxes = new QWidget;
    auto* const layout = new QVBoxLayout(boxes);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QCheckBox* const box : {m_weights, m_optimizer, m_metadata, m_statistics, m_sha256})
        layout->addWidget(box);
    return boxes;
}

QWidget* ExportDialog::makeChoices()
{
    m_names->setObjectName(QStringLiteral("exportNames"));
    m_names->setAccessibleName(tr("Names of the arrays"));
    for (const QString& name : sample_names(*m_subject.file->open.document, m_subject.selection))
        m_names->addItem(one_line(name, 40));
    m_type->setObjectName(QStringLiteral("exportType"));
    m_type->setAccessibleName(tr("Type of the values"));
    QLabel* const type = labelFor(tr("&Type"), m_type);
    QWidget* const row = row_of({m_names, type, m_type});
    auto* const layout = static_cast<QHBoxLayout*>(row->layout());
    layout->insertSpacing(1, 12);
    layout->addStretch(1);
    return row;
}

QWidget* ExportDialog::makeSizes()
{
    const std::uint64_t bytes = m_subject.file->open.document->bytes;
    m_old_size->setText(words::size(bytes));
    m_old_size->setToolTip(words::exact_bytes(bytes));
    QWidget* const sizes =
        row_of({m_new_label, m_new_size, make_secondary_label(tr("this file")), m_old_size});
    sizes->hide();
    return sizes;
}

QWidget* ExportDialog::makeFoot()
{
    auto* const copy = new LinkButton(tr("Copy report"));
    copy->setObjectName(QStringLiteral("exportCopy"));
    connect(copy, &QAbstractButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(report()); });
    auto* const cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("exportCancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_export->setObjectName(QStringLiteral("exportStart"));
    m_export->setDefault(true);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::exportWanted);
    QWidget* const foot = row_of({copy, cancel, m_export});
    auto* const layout = static_cast<QHBoxLayout*>(foot->layout());
    layout->setContentsMargins(0, 4, 0, 0);
    layout->insertStretch(1, 1);
    return foot;
}

} // namespace strata
