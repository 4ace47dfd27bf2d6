// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/page_wiring.h"

#include "app/window/document_jobs.h"
#include "app/window/findings_export.h"
#include "app/window/session.h"
#include "widgets/inspector/inspector.h"
#include "widgets/pages/configuration_page.h"
#include "widgets/pages/estimator_page.h"
#include "widgets/pages/findings_page.h"
#include "widgets/pages/optimizer_page.h"
#include "widgets/pages/values_page.h"
#include "widgets/pages/weights_page.h"

#include <QClipboard>
#include <QGuiApplication>

namespace strata {

void wire_pages(Inspector& inspector, DocumentJobs& jobs, const OpenedFile& file)
{
    const std::shared_ptr<const Document>& document = file.open.document;
    inspector.configuration()->setModelSettings(file.model_settings);
    WeightsPage* const weights = inspector.weights();
    QObject::connect(weights, &WeightsPage::statisticsWanted, &jobs, &DocumentJobs::measure);
    QObject::connect(weights, &WeightsPage::histogramWanted, &jobs, &DocumentJobs::measureRange);
    QObject::connect(weights, &WeightsPage::pictureWanted, &jobs, &DocumentJobs::readPicture);
    QObject::connect(weights, &WeightsPage::groupWanted, &jobs, &DocumentJobs::measureLayer);
    QObject::connect(&jobs, &DocumentJobs::pictureRead, weights, &WeightsPage::setPicture);
    QObject::connect(&jobs, &DocumentJobs::layerMeasured, weights, &WeightsPage::setGroup);
    QObject::connect(&jobs, &DocumentJobs::measured, weights, &WeightsPage::setStatistics);
    QObject::connect(&jobs, &DocumentJobs::rangeMeasured, weights, &WeightsPage::setHistogram);
    ValuesPage* const values = inspector.values();
    QObject::connect(values, &ValuesPage::pageWanted, &jobs, &DocumentJobs::readPage);
    QObject::connect(&jobs, &DocumentJobs::pageRead, values->model(), &ValuesModel::setPage);
    QObject::connect(&jobs, &DocumentJobs::listRead, values->model(), &ValuesModel::setList);
    OptimizerPage* const optimizer = inspector.optimizer();
    QObject::connect(optimizer, &OptimizerPage::sparksWanted, &jobs,
                     [&jobs](const QList<TensorId>& wanted) {
                         jobs.measureSparks(DocumentJobs::SparkAsker::OptimizerPage, wanted);
                     });
    QObject::connect(&jobs, &DocumentJobs::sparkMeasured, optimizer, &OptimizerPage::setSpark);
    QObject::connect(optimizer, &OptimizerPage::stepsWanted, &jobs, &DocumentJobs::measureSteps);
    QObject::connect(&jobs, &DocumentJobs::stepsMeasured, optimizer, &OptimizerPage::setSteps);
    QObject::connect(optimizer, &OptimizerPage::groupWanted, &jobs, &DocumentJobs::measureSlots);
    QObject::connect(&jobs, &DocumentJobs::slotsMeasured, optimizer, &OptimizerPage::setGroup);
    EstimatorPage* const estimator = inspector.estimator();
    QObject::connect(estimator, &EstimatorPage::figuresWanted, &jobs, &DocumentJobs::readFigures);
    QObject::connect(&jobs, &DocumentJobs::figuresRead, estimator, &EstimatorPage::setFigures);
    QObject::connect(estimator, &EstimatorPage::treeWanted, &jobs, &DocumentJobs::readTree);
    QObject::connect(&jobs, &DocumentJobs::treeRead, estimator, &EstimatorPage::setTree);
    FindingsPage* const findings = inspector.findings();
    QObject::connect(findings, &FindingsPage::bytesWanted, &jobs, &DocumentJobs::readFindingBytes);
    QObject::connect(&jobs, &DocumentJobs::findingBytesRead, findings, &FindingsPage::setBytes);
    QObject::connect(findings, &FindingsPage::saveWanted, &jobs, [&jobs, findings, document] {
        findings->showProblem(save_findings(findings, {document, jobs.checkedValues()}));
    });
    QObject::connect(findings, &FindingsPage::copyWanted, &jobs, [&jobs, document] {
        QGuiApplication::clipboard()->setText(findings_as_text({document, jobs.checkedValues()}));
    });
    QObject::connect(findings, &FindingsPage::checkWanted, &jobs, &DocumentJobs::checkAllValues);
    QObject::connect(&jobs, &DocumentJobs::allChecked, findings, &FindingsPage::setAllChecked);
    QObject::connect(&jobs, &DocumentJobs::valuesChecked, &inspector, &Inspector::setMeasured);
}

} // namespace strata
