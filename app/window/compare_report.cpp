// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compare_report.h"

#include "app/export/checked_file.h"
#include "app/report/diff_page.h"
#include "app/report/html_page.h"
#include "app/report/markdown_page.h"
#include "io/base/guarded.h"
#include "widgets/parts/text.h"

#include <QFileDialog>

#include <shared_mutex>

namespace strata {

namespace {

struct CompareReport {
    Q_DECLARE_TR_FUNCTIONS(CompareReport)
};

bool ends_with(const std::string& path, const char* suffix)
{
    return QString::fromStdString(path).endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
}

Result<std::string> report_text(const std::string& path, const report::ComparedModels& models,
                                const JobContext& job)
{
    if (ends_with(path, ".json")) {
        std::string out;
        report::JsonWriter json([&out](std::string_view text) { out += text; });
        report::write_diff_report(json, models);
        json.finish();
        return out;
    }
    STRATA_ASSIGN(const report::Page page, report::make_diff_page(models, job));
    const bool html = ends_with(path, ".html") || ends_with(path, ".htm");
    return (html ? report::html_of(page) : report::markdown_of(page)).toStdString();
}

} // namespace

QString ask_for_report(QWidget* over, const QString& title)
{
    const QStringList filters = {CompareReport::tr("Markdown (*.md)"),
                                 CompareReport::tr("HTML page (*.html)"),
                                 CompareReport::tr("JSON (*.json)")};
    const QStringList suffixes = {QStringLiteral("md"), QStringLiteral("html"),
                                  QStringLiteral("json")};
    QFileDialog dialog(over, CompareReport::tr("Save the report"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(filters);
    dialog.setDefaultSuffix(suffixes.first());
    dialog.selectFile(one_line(title, 160).replace(QLatin1Char('/'), QLatin1Char('-')));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&](const QString& filter) {
        dialog.setDefaultSuffix(suffixes.value(filters.indexOf(filter), suffixes.first()));
    });
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return {};
    return dialog.selectedFiles().first();
}

Result<void> write_comparison(const std::string& path, const OpenDocument& left,
                              const OpenDocument& right, const AlignedModels& models,
                              const JobContext& job)
{
    return guarded([&]() -> Result<void> {
        report::ComparedModels all{left, right, {}, *models.settings, {}, {}, {}};
        {
            const std::shared_lock lock(models.shared->mutex);
            all.comparison = models.shared->comparison;
        }
        STRATA_ASSIGN(all.trees, compare_trees(left, right, all.comparison, job));
        if (auto found = compare_coefficients(left, right, 0, job))
            all.coefficients = *std::move(found);
        STRATA_TRY(job.check());
        all.summary = summarize(*left.document, *right.document, all.comparison, all.settings);
        STRATA_ASSIGN(const std::string text, report_text(path, all, job));
        STRATA_ASSIGN(exports::CheckedFile file, exports::CheckedFile::create(path));
        STRATA_TRY(file.write(text));
        STRATA_TRY(file.commit(job));
        return {};
    });
}

} // namespace strata
