// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/marks_dialog.h"

#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/marks.h"

#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace strata {

MarksDialog::MarksDialog(QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("marksDialog"));
    setWindowTitle(tr("Marks"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(make_head_label(tr("What stands beside rows")));
    for (const Mark& mark : all_marks()) {
        auto* const line = new InkLabel;
        line->setNote(mark.icon, mark.meaning, mark.ink);
        line->setAccessibleName(mark.meaning);
        layout->addWidget(line);
    }
    layout->addWidget(make_text_label(
        tr("What values are is known once they were measured, which the tree does for the rows "
           "that it shows.")));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace strata
