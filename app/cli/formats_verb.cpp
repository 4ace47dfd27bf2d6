// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/formats_verb.h"

#include "app/cli/text_table.h"
#include "app/report/formats_report.h"
#include "io/formats/format.h"
#include "widgets/words/translation.h"

#include <QStringList>

namespace strata::cli {

namespace {

QString extensions_of(const Format& format)
{
    QStringList list;
    for (const std::string_view extension : format.extensions)
        list.append(QLatin1Char('.') + words::text_of(extension));
    return list.join(QLatin1Char(' '));
}

TextTable::Cell yes_or_no(bool value)
{
    return value ? TextTable::Cell{words::translate("yes"), Style::Green}
                 : TextTable::Cell{words::translate("no"), Style::Dim};
}

void print_table(Printer& out)
{
    using Align = TextTable::Align;
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Left, Align::Left});
    table.add_head({words::translate("Format"), words::translate("Id"), words::translate("Read"),
                    words::translate("Written"), words::translate("Usual names")});
    for (const Format* const format : all_formats()) {
        table.add({{words::text_of(format->name)},
                   {words::text_of(format->id)},
                   yes_or_no(format->open != nullptr),
                   yes_or_no(format->writes),
                   {extensions_of(*format)}});
    }
    table.print(out);
    out.line();
    out.line(words::translate("What is not read is recognised by its content and named."),
             Style::Dim);
}

} // namespace

ExitStatus run_formats(const FormatsOptions& options, Console& console)
{
    if (!options.json) {
        print_table(console.out);
        return ExitStatus::Fine;
    }
    report::JsonWriter json = console.json_writer();
    report::write_formats_report(json);
    json.finish();
    return ExitStatus::Fine;
}

} // namespace strata::cli
