// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/inspector.h"

#include "widgets/pages/configuration_page.h"
#include "widgets/pages/estimator_page.h"
#include "widgets/pages/findings_page.h"
#include "widgets/pages/metadata_page.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/pages/overview_page.h"
#include "widgets/pages/values_page.h"
#include "widgets/pages/weights_page.h"
#include "widgets/parts/severity_icon.h"
#include "widgets/words/number_words.h"

#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>
#include <optional>

namespace strata {

Inspector::Inspector(QWidget* parent)
    : QTabWidget(parent),
      m_badge(new QToolButton),
      m_overview(new OverviewPage(this)),
      m_estimator(new EstimatorPage(this)),
      m_weights(new WeightsPage(this)),
      m_values(new ValuesPage(this)),
      m_configuration(new ConfigurationPage(this)),
      m_optimizer(new OptimizerPage(this)),
      m_metadata(new MetadataPage(this)),
      m_findings(new FindingsPage(this))
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    setDocumentMode(true);
    setMinimumWidth(400);
    tabBar()->setUsesScrollButtons(true);
    tabBar()->setExpanding(false);
    m_badge->setObjectName(QStringLiteral("findingsBadge"));
    m_badge->setAutoRaise(true);
    m_badge->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setCornerWidget(m_badge, Qt::TopRightCorner);
    m_badge->hide();
    connect(m_badge, &QToolButton::clicked, this, [this] { turnTo(m_findings); });
    for (Page* const page : pages()) {
        page->hide();
        connect(page, &Page::rowWanted, this, &Inspector::rowWanted);
    }
    connect(this, &QTabWidget::currentChanged, this, &Inspector::showCurrent);
}

QList<Page*> Inspector::pages() const
{
    return {m_overview,      m_estimator, m_weights,  m_values,
            m_configuration, m_optimizer, m_metadata, m_findings};
}

void Inspector::setDocument(std::shared_ptr<const Document> document)
{
    const QSignalBlocker blocker(this);
    clear();
    m_selection = {std::move(document), Reading::Model, NodeId::none};
    m_selection.reading = first_reading(*m_selection.document);
    for (Page* const page : pages()) {
        if (page->isFor(*m_selection.document))
            addTab(page, page->title());
    }
    m_findings->setMeasured({});
    setFindingsTitle({});
    // What is dangerous or broken is what a person must see first.
    const Verdict& verdict = m_selection.document->verdict;
    if (verdict.trust == Trust::Dangerous || verdict.integrity != Integrity::Complete)
        setCurrentWidget(m_findings);
    showCurrent();
}

void Inspector::setMeasured(const std::vector<Finding>& findings)
{
    if (!m_selection.document)
        return;
    m_findings->setMeasured(findings);
    setFindingsTitle(findings);
}

void Inspector::setFindingsTitle(const std::vector<Finding>& measured)
{
    const std::vector<Finding>& own = m_selection.document->findings;
    const int tab = indexOf(m_findings);
    setTabText(tab,
               tr("%1 %2").arg(m_findings->title(), words::count(own.size() + measured.size())));
    std::optional<Severity> gravest;
    for (const auto* const findings : {&own, &measured}) {
        for (const Finding& finding : *findings)
            gravest = std::min(gravest.value_or(Severity::Note), finding.severity);
    }
    setTabIcon(tab, gravest ? severity_icon(*gravest) : QIcon());
    m_badge->setText(tabText(tab));
    m_badge->setIcon(tabIcon(tab));
    showBadge();
}

void Inspector::showBadge()
{
    m_badge->setVisible(tabBar()->sizeHint().width() > width());
}

void Inspector::resizeEvent(QResizeEvent* event)
{
    showBadge(); // before the bar is laid out, since it makes room for the button
    QTabWidget::resizeEvent(event);
}

void Inspector::select(const Selection& selection)
{
    m_selection = selection;
    Page* const current = currentPage();
    if (!current || !current->canShow(selection)) {
        if (Page* const own = ownPage(selection); own && own != current) {
            setCurrentWidget(own); // shows it
            return;
        }
    }
    showCurrent();
}

Page* Inspector::ownPage(const Selection& selection) const
{
    // In the order of what says most of a row.
    for (Page* const page :
         std::initializer_list<Page*>{m_weights, m_values, m_optimizer, m_estimator,
                                      m_configuration, m_metadata, m_overview}) {
        if (has(page) && page->canShow(selection))
            return page;
    }
    return nullptr;
}

void Inspector::turnTo(Page* page)
{
    if (has(page))
        setCurrentWidget(page);
}

Page* Inspector::currentPage() const
{
    return qobject_cast<Page*>(currentWidget());
}

bool Inspector::has(const Page* page) const
{
    return indexOf(const_cast<Page*>(page)) >= 0;
}

void Inspector::showCurrent()
{
    if (Page* const page = currentPage(); page && m_selection.document)
        page->show(m_selection);
}

} // namespace strata
