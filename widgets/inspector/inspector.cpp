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
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"

#include <QSignalBlocker>
#include <QTabBar>

#include <algorithm>

namespace strata {

Inspector::Inspector(QWidget* parent)
    : QTabWidget(parent),
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
    setFindingsTitle(*m_selection.document);
    // What is dangerous or broken is what a person must see first.
    const Verdict& verdict = m_selection.document->verdict;
    if (verdict.trust == Trust::Dangerous || verdict.integrity != Integrity::Complete)
        setCurrentWidget(m_findings);
    showCurrent();
}

void Inspector::setFindingsTitle(const Document& document)
{
    const int tab = indexOf(m_findings);
    setTabText(tab, tr("%1 %2").arg(m_findings->title(), words::count(document.findings.size())));
    const auto gravest = std::min_element(
        document.findings.begin(), document.findings.end(),
        [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
    if (gravest == document.findings.end())
        setTabIcon(tab, {});
    else if (gravest->severity == Severity::Error)
        setTabIcon(tab, icon(QStringLiteral("error"), IconInk::Error));
    else if (gravest->severity == Severity::Warning)
        setTabIcon(tab, icon(QStringLiteral("warning"), IconInk::Warning));
    else
        setTabIcon(tab, icon(QStringLiteral("note"), IconInk::Note));
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
