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
#include "widgets/parts/empty_state.h"
#include "widgets/parts/tab_bar.h"
#include "widgets/words/number_words.h"

#include <QSignalBlocker>

#include <algorithm>

namespace strata {

Inspector::Inspector(QWidget* parent)
    : QTabWidget(parent),
      m_bar(new TabBar(this)), // before the pages, as Tab goes
      m_opening(new EmptyState(this)),
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
    setTabBar(m_bar);
    setDocumentMode(true);
    setMinimumWidth(400);
    m_opening->setObjectName(QStringLiteral("openingPage"));
    m_opening->setMessage(tr("The structure is being read"),
                          tr("It appears as soon as it is known; nothing in the file is run."));
    m_opening->hide();
    for (Page* const page : pages()) {
        page->hide();
        connect(page, &Page::rowWanted, this, &Inspector::rowWanted);
        connect(page, &Page::damagedWanted, this, &Inspector::damagedWanted);
        connect(page, &Page::readAgainWanted, this, &Inspector::readAgainWanted);
        connect(page, &Page::wholeExportWanted, this, &Inspector::wholeExportWanted);
    }
    connect(this, &QTabWidget::currentChanged, this, &Inspector::showCurrent);
}

QList<Page*> Inspector::pages() const
{
    return {m_overview,      m_estimator, m_weights,  m_values,
            m_configuration, m_optimizer, m_metadata, m_findings};
}

void Inspector::setOpening()
{
    const QSignalBlocker blocker(this);
    clear();
    addTab(m_opening, m_overview->title());
}

void Inspector::setDocument(std::shared_ptr<const Document> document)
{
    const QSignalBlocker blocker(this);
    clear();
    m_opening->hide();
    m_selection = {std::move(document), Reading::Model, NodeId::none};
    m_selection.reading = first_reading(*m_selection.document);
    int key = 0;
    for (Page* const page : pages()) {
        ++key; // the same for every file, whichever pages it has
        if (page->isFor(*m_selection.document))
            setTabToolTip(addTab(page, page->title()),
                          tr("%1 (Alt+%2)").arg(page->title()).arg(key));
    }
    m_findings->forgetDocument();
    countFindings({});
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
    countFindings(findings);
}

void Inspector::countFindings(const std::vector<Finding>& measured)
{
    const std::vector<Finding>& own = m_selection.document->findings;
    bool grave = false;
    for (const auto* const findings : {&own, &measured})
        grave = grave || std::any_of(findings->begin(), findings->end(), [](const Finding& each) {
                    return each.severity == Severity::Error;
                });
    const int tab = indexOf(m_findings);
    const QString count = words::count(own.size() + measured.size());
    m_bar->setBadge(tab, count, grave);
    const QString name = tr("%1, %2").arg(m_findings->title(), count);
    m_bar->setAccessibleTabName(tab, grave ? tr("%1, at least one an error").arg(name) : name);
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
         std::initializer_list<Page*>{m_weights, m_values, m_optimizer, m_estimator, m_metadata,
                                      m_overview, m_configuration}) {
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
