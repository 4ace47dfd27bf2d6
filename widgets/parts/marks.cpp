// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/marks.h"

#include <QCoreApplication>

#include <algorithm>

namespace strata {

namespace {

struct Marks {
    Q_DECLARE_TR_FUNCTIONS(Marks)
};

} // namespace

QList<Mark> all_marks()
{
    return {
        {QStringLiteral("shield-danger"), Marks::tr("Loading this or a part of it is dangerous"),
         IconInk::Error},
        {QStringLiteral("error"), Marks::tr("There is an error about this or a part of it"),
         IconInk::Error},
        {QStringLiteral("warning"), Marks::tr("There is a warning about this or a part of it")},
        {QStringLiteral("mark-custom"), Marks::tr("A class that its framework does not ship")},
        {QStringLiteral("mark-cut"), Marks::tr("The file ends inside the values")},
        {QStringLiteral("mark-missing"), Marks::tr("The values cannot be read"), IconInk::Error},
        {QStringLiteral("mark-nan"), Marks::tr("Holds NaN or infinities")},
        {QStringLiteral("mark-zero"), Marks::tr("All values are zero")},
        {QStringLiteral("mark-constant"), Marks::tr("All values are the same")}};
}

Mark find_mark(const QString& icon)
{
    const QList<Mark> marks = all_marks();
    const auto found = std::find_if(marks.begin(), marks.end(),
                                    [&](const Mark& mark) { return mark.icon == icon; });
    return found == marks.end() ? Mark() : *found;
}

} // namespace strata
