// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/row_state.h"

#include "widgets/words/number_words.h"
#include "widgets/words/presence_words.h"

#include <QCoreApplication>

namespace strata {

namespace {

struct States {
    Q_DECLARE_TR_FUNCTIONS(States)
};

RowState cut(const Tensor& tensor)
{
    return {States::tr("cut"), QStringLiteral("mark-cut"), IconInk::Warning,
            words::presence_text(tensor), false};
}

RowState missing(const QString& why, bool array)
{
    return {States::tr("missing"), QStringLiteral("mark-missing"), IconInk::Error, why, array};
}

} // namespace

RowState row_state(const Document& document, const Node& node, const TreeIndex::Damage& damage)
{
    const std::uint64_t damaged = std::uint64_t{damage.cut} + damage.missing;
    if (damaged == 0)
        return {};
    if (node.tensor != TensorId::none)
        return damage.cut != 0
                   ? cut(document.tensor(node.tensor))
                   : missing(States::tr("Missing: the file ends before its values do"), true);
    const QString parts = States::tr("%1 cut and %2 missing, of %3 arrays")
                              .arg(words::count(damage.cut), words::count(damage.missing),
                                   words::count(damage.tensors));
    if (damage.missing == damage.tensors)
        return missing(parts, false);
    return {
        States::tr("%1 damaged").arg(words::count(damaged)), {}, IconInk::Secondary, parts, false};
}

} // namespace strata
