// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/about_dialog.h"

#include "app/report/libraries.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/parts/labels.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/fonts.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace strata {

namespace {

FactsGrid::Fact fact(const QString& name, const QString& value)
{
    return {name, value, FactsGrid::ValueStyle::Text, {}};
}

} // namespace

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
    QList<FactsGrid::Fact> lines = {fact(tr("Licence"), tr("GNU General Public License, version 3 "
                                                           "or later"))};
    lines.append(fact(QStringLiteral("QCustomPlot"), QLatin1String(QCUSTOMPLOT_VERSION_STR) +
                                                         QStringLiteral(", GPL-3.0-or-later")));
    for (const Library& library : libraries())
        lines.append(fact(QString::fromLatin1(library.name),
                          QString::fromStdString(library.version + ", " + library.licence)));
    lines.append(fact(QStringLiteral("tl::expected"), QStringLiteral("CC0-1.0")));
    lines.append(fact(QStringLiteral("libseccomp"), QStringLiteral("LGPL-2.1-only")));
    facts->setFacts(lines);
    layout->addWidget(facts);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace strata
