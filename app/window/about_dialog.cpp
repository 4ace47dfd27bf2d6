// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/about_dialog.h"

#include "widgets/parts/facts_grid.h"
#include "widgets/parts/labels.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/fonts.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace strata {

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Strata"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(10);
    QLabel* const title = make_label(tr("Strata %1").arg(QCoreApplication::applicationVersion()));
    title->setFont(title_font(font()));
    layout->addWidget(title);
    QLabel* const text = make_text_label(
        tr("Shows what is inside a saved machine-learning model. It reads the file as data and "
           "never runs what it contains."));
    text->setMinimumWidth(420);
    layout->addWidget(text);
    auto* const facts = new FactsGrid;
    facts->setFacts(QList<FactsGrid::Fact>{
        {tr("Licence"),
         tr("GNU General Public License, version 3 or later"),
         FactsGrid::ValueStyle::Text,
         {}},
        {tr("Qt"),
         tr("%1, LGPL version 3").arg(QLatin1String(qVersion())),
         FactsGrid::ValueStyle::Text,
         {}},
        {tr("QCustomPlot"),
         tr("%1, GPL version 3 or later").arg(QLatin1String(QCUSTOMPLOT_VERSION_STR)),
         FactsGrid::ValueStyle::Text,
         {}}});
    layout->addWidget(facts);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace strata
