// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/export_words.h"

#include "io/formats/format.h"
#include "io/save/exported_names.h"
#include "io/save/float_rounding.h"
#include "widgets/parts/text.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace strata {

namespace {

struct ExportWords {
    Q_DECLARE_TR_FUNCTIONS(ExportWords)
};

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString tensors(std::uint64_t count)
{
    return words::plural(count, ExportWords::tr("1 tensor"), ExportWords::tr("%1 tensors"));
}

QString values_of(std::uint64_t count)
{
    return words::plural(count, ExportWords::tr("1 value"), ExportWords::tr("%1 values"));
}

template <class Visit>
void for_each_exported(const Document& document, const std::vector<TensorId>& selection,
                       const Visit& visit)
{
    for (const TensorId id : selection)
        visit(id);
    if (!selection.empty())
        return;
    for (std::size_t i = 0; i < document.tensors.size(); ++i)
        visit(TensorId{static_cast<std::uint32_t>(i)});
}

bool has_role(const Document& document, TensorRole role)
{
    return std::ranges::any_of(document.tensors,
                               [role](const Tensor& each) { return each.role == role; });
}

bool is_known_extension(const QString& extension)
{
    const std::string name = "x." + extension.toLower().toStdString();
    if (exports::form_of(name) != nullptr)
        return true;
    return std::ranges::any_of(all_formats(), [&](const Format* format) {
        return std::ranges::find(format->extensions, name.substr(2)) != format->extensions.end();
    });
}

} // namespace

QList<LossList::Row> loss_rows(const ExportPlan& plan)
{
    QList<LossList::Row> rows;
    using Sign = LossList::Row::Sign;
    for (const Loss& loss : plan.losses)
        rows.append({capitalized(one_line(loss.what, 120)), one_line(loss.why, 600),
                     words::count(loss.count),
                     loss.chosen             ? Sign::Chosen
                     : loss.stored_otherwise ? Sign::StoredOtherwise
                                             : Sign::Lost});
    return rows;
}

LossList::Row unsaved_row(std::uint64_t changes)
{
    return {ExportWords::tr("Changes"),
            ExportWords::tr("What is not saved is not exported: save first to export it, too."),
            words::count(changes), LossList::Row::Sign::Chosen};
}

QString kept_words(const exports::Form& form, const ExportPlan& plan, const Document& document)
{
    if (form.kind != exports::Kind::Model)
        return form.kind == exports::Kind::Table
                   ? ExportWords::tr("For reading: %1, %2")
                         .arg(tensors(plan.tensors.size()), values_of(plan.values))
                   : ExportWords::tr("For reading: what is known of the file, without its values");
    if (form.target == nullptr)
        return ExportWords::tr("Kept: %1, in their lists and dicts").arg(values_of(plan.values));
    if (form.target->takes_whole())
        return ExportWords::tr("Kept as it is: every object, %1, %2")
            .arg(tensors(plan.tensors.size()), values_of(plan.values));
    const std::uint64_t rounded = plan.rounded();
    std::uint64_t values = 0;
    for (const ExportedTensor& each : plan.tensors)
        values += each.rounded ? 0 : document.tensor(each.id).count().value_or(0);
    const QString kept = ExportWords::tr("Kept bit for bit: %1, %2")
                             .arg(tensors(plan.tensors.size() - rounded), values_of(values));
    if (rounded == 0 || !plan.dtype)
        return kept;
    const QString changed =
        ExportWords::tr("As %1: %2")
            .arg(words::text_of(DType::of(*plan.dtype).name()), tensors(rounded));
    return rounded == plan.tensors.size()
               ? ExportWords::tr("%1, %2").arg(changed, values_of(plan.values))
               : ExportWords::tr("%1. %2").arg(changed, kept);
}

QString button_words(const exports::Form& form, const ExportPlan& plan)
{
    if (form.kind == exports::Kind::Report)
        return ExportWords::tr("Write the report");
    const QString what = form.target == nullptr       ? values_of(plan.values)
                         : form.target->takes_whole() ? ExportWords::tr("the whole file")
                                                      : tensors(plan.tensors.size());
    const std::uint64_t losses = plan.unaccepted();
    if (!exports::asks_for_consent(form, plan))
        return ExportWords::tr("Export %1").arg(what);
    return ExportWords::tr("Export %1, accept %2")
        .arg(what, words::plural(losses, ExportWords::tr("1 loss"), ExportWords::tr("%1 losses")));
}

words::ErrorWords refusal_words(const Error& error, const exports::Form& form)
{
    const bool one = form.target != nullptr && form.target->one_tensor;
    words::ErrorWords words = words::describe(error);
    if (form.plan != nullptr || (form.target != nullptr && form.target->takes_whole())) {
        if (words.remedy.isEmpty())
            words.remedy = ExportWords::tr("Choose another format.");
    } else if (error.code == ErrorCode::BadArgument) {
        words.what = one ? ExportWords::tr("This format holds exactly one array.")
                         : ExportWords::tr("Nothing is left to write: there is no array that this "
                                           "format can hold.");
        words.where.clear();
        words.remedy =
            one ? ExportWords::tr("Choose the array in the tree, then Export selection… in its "
                                  "menu; or choose another format.")
                : ExportWords::tr("Choose another format or other contents.");
    }
    return words;
}

bool is_offered(const exports::Form& form, const Document& document,
                const std::vector<TensorId>& selection)
{
    // Where there is no array, what holds arrays alone would be an empty file.
    const bool arrays = form.target != nullptr && !form.target->takes_whole();
    return form.can_take(document) && (arrays ? !document.tensors.empty() : selection.empty());
}

bool has_weights(const Document& document)
{
    return has_role(document, TensorRole::Weight);
}

bool has_optimizer_arrays(const Document& document)
{
    return has_role(document, TensorRole::Optimizer);
}

QStringList sample_names(const Document& document, const std::vector<TensorId>& selection)
{
    constexpr int looked_at = 1000;
    int left = looked_at;
    ExportedNames paths(document, NameStyle::Path);
    std::optional<TensorId> first;
    std::optional<TensorId> nested;
    for_each_exported(document, selection, [&](TensorId id) {
        if (nested || --left < 0)
            return;
        if (!first)
            first = id;
        if (paths.take(id).find('/') != std::string::npos)
            nested = id;
    });
    if (!first)
        return {QStringLiteral("layer.weight"), QStringLiteral("layer/weight")};
    QStringList names;
    for (const NameStyle style : {NameStyle::Dotted, NameStyle::Path})
        names.append(words::text_of(ExportedNames(document, style).take(nested.value_or(*first))));
    return names;
}

ExportedFloats exported_floats(const Document& document, const std::vector<TensorId>& selection)
{
    ExportedFloats floats;
    for_each_exported(document, selection, [&](TensorId id) {
        const DType& dtype = document.tensor(id).dtype;
        if (!is_roundable(dtype))
            return;
        if (!floats.any)
            floats.type = dtype.type;
        else if (floats.type != dtype.type)
            floats.type.reset();
        floats.any = true;
    });
    return floats;
}

QString export_folder(const Document& document)
{
    const QFileInfo folder(QFileInfo(words::text_of(document.path)).absolutePath());
    return folder.isWritable() ? folder.absoluteFilePath() : QDir::homePath();
}

QString suggested_export_name(const Document& document, const QString& part,
                              const exports::Form& form)
{
    const QString extension = QLatin1Char('.') + words::text_of(form.extension);
    QString base = QFileInfo(words::text_of(document.name)).completeBaseName();
    if (!part.isEmpty())
        base = words::text_of(exported_name(part.toStdString(), NameStyle::Dotted));
    base.replace(QLatin1Char('/'), QLatin1Char('_'));
    base = one_line(base, 120);
    if (base.isEmpty() || base.startsWith(QLatin1Char('.')))
        base.prepend(QStringLiteral("model"));
    if (base + extension == words::text_of(document.name))
        base += QStringLiteral("-export");
    return base + extension;
}

QString with_extension_of(const QString& name, const exports::Form& form)
{
    const QString extension = QLatin1Char('.') + words::text_of(form.extension);
    const QString typed = name.trimmed();
    const QString suffix = QFileInfo(typed).suffix();
    if (typed.isEmpty())
        return typed;
    return is_known_extension(suffix) ? typed.chopped(suffix.size() + 1) + extension
                                      : typed + extension;
}

} // namespace strata
